import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from busan_se.core.signals import consistency_broken
from busan_se.notifications.actions import notify, save_preferences, send_mail_once
from busan_se.notifications.models import Message, Outbox
from tests.factories.ground import StoredFileFactory

pytestmark = pytest.mark.django_db
TEXTS = {"kind": "result", "title": "선정되었습니다", "body": "축하합니다."}


@pytest.fixture
def kim():
    return get_user_model().objects.create_user("kim@example.com", name="김")


def test_a_notice_is_a_message_and_a_mail(kim, settings):
    settings.PUBLIC_URL = "https://portal.example/"
    message = notify(kim, key="a", url="/my/applications/1/", **TEXTS)
    assert (message.title, message.url) == ("선정되었습니다", "/my/applications/1/")
    letter = Outbox.objects.get()
    assert (letter.recipient_email, letter.subject) == ("kim@example.com", "선정되었습니다")
    assert "https://portal.example/my/applications/1/" in letter.body


def test_a_key_is_told_once(kim):
    assert notify(kim, key="a", **TEXTS) == notify(kim, key="a", **TEXTS)
    assert (Message.objects.count(), Outbox.objects.count()) == (1, 1)


def test_two_people_are_told_the_same_key(kim):
    lee = get_user_model().objects.create_user("lee@example.com", name="이")
    for user in (kim, lee):
        notify(user, key="a", **TEXTS)
    assert Outbox.objects.count() == 2


def test_nothing_is_sent_inside_the_transaction(kim, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notify(kim, key="a", **TEXTS)
        assert mail.outbox == []
    assert [letter.to for letter in mail.outbox] == [["kim@example.com"]]


def test_lazy_texts_are_spoken_in_the_users_language(kim):
    kim.language = "en"
    kim.save()
    message = notify(kim, kind="x", key="a", title=_("There are no messages"), body=_("There are no messages"))
    assert message.title == "There are no messages"


def test_who_cannot_sign_in_gets_no_mail(kim):
    kim.is_active = False
    notify(kim, key="a", **TEXTS)
    assert not Outbox.objects.exists()


def test_mail_of_a_kind_can_be_switched_off_and_on(kim):
    save_preferences(kim, {"result": False})
    notify(kim, key="a", **TEXTS)
    save_preferences(kim, {"result": True})
    notify(kim, key="b", **TEXTS)
    assert Message.objects.count() == 2
    assert [letter.key for letter in Outbox.objects.all()] == ["b"]


def test_a_subject_has_one_line():
    letter = send_mail_once("kim@example.com", kind="x", key="a", subject="가\r\nBcc: x@example.com", body="나")
    assert letter.subject == "가 Bcc: x@example.com"


@pytest.mark.parametrize("address", ["", "kim", "kim@example.com\nBcc: x@example.com"])
def test_a_wrong_address_is_refused(address):
    with pytest.raises(ValidationError):
        send_mail_once(address, kind="x", key="a", subject="가", body="나")


def test_a_mail_carries_files(django_capture_on_commit_callbacks):
    file = StoredFileFactory(name="보고서.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        send_mail_once("kim@example.com", kind="x", key="a", subject="가", body="나", attachments=[file])
    (attached,) = mail.outbox[0].attachments
    assert (attached.filename, attached.mimetype) == ("보고서.pdf", "application/pdf")


def test_superusers_hear_of_a_bad_night():
    get_user_model().objects.create_superuser("root@example.com", name="관리자")
    consistency_broken.send(sender=None, problems=["sums: off by 3 won"])
    assert "off by 3 won" in Message.objects.get().body


def test_what_was_told_as_probably_new_is_told_once_all_the_same(kim):
    first = notify(kim, key="new", probably_new=True, **TEXTS)
    assert notify(kim, key="new", probably_new=True, **TEXTS) == first
    assert (Message.objects.count(), Outbox.objects.count()) == (1, 1)
