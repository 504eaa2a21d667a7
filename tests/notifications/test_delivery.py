import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from busan_se.notifications.actions import send_again
from busan_se.notifications.delivery import deliver_due
from busan_se.notifications.models import Outbox
from busan_se.notifications.portal import remove_demo_mail, wake_postman
from tests.factories.ground import OutboxFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch):
    """Let sending fail with an error."""

    def fail_with(error):
        def send(*_args):
            raise error

        monkeypatch.setattr(EmailBackend, "send_messages", send)

    return fail_with


def test_due_mail_leaves_oldest_first():
    late = OutboxFactory(subject="늦은")
    early = OutboxFactory(subject="이른", next_attempt_at=timezone.now() - timedelta(hours=1))
    assert deliver_due() == 2
    assert [letter.subject for letter in mail.outbox] == [early.subject, late.subject]


def test_a_sent_mail_is_marked_and_never_sent_again():
    OutboxFactory()
    deliver_due()
    assert deliver_due() == 0
    letter = Outbox.objects.get()
    assert (letter.state, letter.attempts) == ("sent", 1)
    assert letter.sent_at is not None


def test_every_attempt_has_the_same_message_id(broken, monkeypatch):
    letter = OutboxFactory()
    with monkeypatch.context() as patch:
        patch.setattr(
            EmailBackend, "send_messages", lambda *_args: 1 / 0 if False else (_ for _ in ()).throw(OSError())
        )
        deliver_due()
    Outbox.objects.update(next_attempt_at=timezone.now())
    deliver_due()
    assert mail.outbox[0].extra_headers["Message-ID"] == letter.message_id


def test_a_failure_waits_longer_each_time(broken):
    broken(ConnectionRefusedError("nobody there"))
    OutboxFactory()
    pauses = []
    for _attempt in range(3):
        deliver_due()
        pauses.append(Outbox.objects.get().next_attempt_at - timezone.now())
        Outbox.objects.update(next_attempt_at=timezone.now())
    assert pauses == sorted(pauses)
    assert pauses[0] < timedelta(minutes=1, seconds=1) < timedelta(minutes=10) < pauses[2]


def test_after_the_last_failure_it_is_given_up(broken):
    broken(ConnectionRefusedError("nobody there"))
    OutboxFactory(attempts=7)
    deliver_due()
    letter = Outbox.objects.get()
    assert (letter.state, letter.last_error) == ("failed", "ConnectionRefusedError: nobody there")


@pytest.mark.parametrize(("code", "state"), [(550, "failed"), (451, "pending")])
def test_a_refused_recipient_is_given_up_only_for_good(broken, code, state):
    broken(smtplib.SMTPRecipientsRefused({"kim@example.com": (code, b"no")}))
    OutboxFactory()
    deliver_due()
    assert Outbox.objects.get().state == state


def test_a_server_that_is_down_is_left_alone(broken):
    broken(ConnectionRefusedError())
    OutboxFactory.create_batch(5)
    deliver_due()
    assert Outbox.objects.filter(attempts=1).count() == 3


def test_given_up_mail_can_be_sent_again():
    OutboxFactory(state="failed", attempts=8)
    assert send_again(Outbox.objects.all()) == 1
    assert deliver_due() == 1


def test_the_sweeper_finds_mail_whose_wake_up_was_lost():
    OutboxFactory()
    wake_postman()
    assert len(mail.outbox) == 1


def test_mail_of_the_demo_goes_with_it():
    OutboxFactory(recipient_email="owner@example.com")
    real = OutboxFactory(recipient_email="kim@busan.test")
    remove_demo_mail()
    assert list(Outbox.objects.all()) == [real]
