import pytest

from busan_se.core import checks


@pytest.mark.django_db
def test_this_database_sees_korean_trigrams():
    assert checks.korean_trigrams(databases=["default"]) == []


def test_a_blind_database_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "_is_blind", lambda _alias: True)
    assert [error.id for error in checks.korean_trigrams(databases=["default"])] == ["core.E001"]
