import pytest
from django.core.exceptions import ImproperlyConfigured

from busan_se.accounts.encryption import decrypt, encrypt


def test_a_value_comes_back():
    assert decrypt(encrypt("051-123-4567")) == "051-123-4567"


def test_nothing_stays_nothing():
    assert encrypt("") == decrypt("") == ""


def test_the_same_value_is_stored_differently_each_time():
    assert encrypt("051") != encrypt("051")


def test_an_old_key_still_opens_after_a_new_one_is_put_in_front(settings):
    stored = encrypt("051")
    settings.ENCRYPTION_KEYS = ["new:another", *settings.ENCRYPTION_KEYS]
    assert decrypt(stored) == "051"
    assert encrypt("051").startswith("new:")


@pytest.mark.parametrize("stored", ["gone:abc", "test:broken", "no key at all"])
def test_a_value_without_its_key_names_the_setting(stored):
    with pytest.raises(ImproperlyConfigured, match="ENCRYPTION_KEYS"):
        decrypt(stored)
