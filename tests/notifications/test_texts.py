"""Text messages: into a file, to a gateway, and what happens when it is away."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.utils import timezone

from busan_se.accounts.roles import Role
from busan_se.notifications import sms
from busan_se.notifications.actions import send_again, send_text_once
from busan_se.notifications.delivery import deliver_due_texts
from busan_se.notifications.models import TextMessage
from busan_se.notifications.portal import wake_postman
from tests.factories.accounts import StaffFactory, sign_in_staff

pytestmark = pytest.mark.django_db
TEXT = {"kind": "answer", "key": "a", "body": "답변이 왔습니다."}


@pytest.fixture
def gateway(settings):
    """A gateway on this machine: what it got, and the status that it answers."""

    class Handler(BaseHTTPRequestHandler):
        got: list = []
        status = 200

        def do_POST(self):
            content = self.rfile.read(int(self.headers["Content-Length"]))
            self.got.append((self.headers["Authorization"], json.loads(content)))
            self.send_response(self.status)
            self.end_headers()

        def log_message(self, *args):
            """Say nothing."""

    Handler.got = []
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_TOKEN, settings.SMS_SENDER = "secret", "051-000-0000"
    yield Handler
    server.shutdown()
    server.server_close()


def test_a_text_leaves_once_after_the_commit(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.SMS_FOLDER = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        first = send_text_once("01012345678", **TEXT)
        assert send_text_once("01012345678", **TEXT) == first
        assert list(tmp_path.iterdir()) == []
    (file,) = Path(tmp_path).iterdir()
    assert file.read_text("utf-8") == "01012345678\n답변이 왔습니다.\n"
    first.refresh_from_db()
    assert (first.state, first.attempts) == ("sent", 1)


def test_the_gateway_gets_number_text_and_a_key_of_its_own(gateway):
    text = send_text_once("01012345678", **TEXT)
    assert deliver_due_texts() == 1
    assert gateway.got == [
        (
            "Bearer secret",
            {"id": str(text.pk), "from": "051-000-0000", "to": "01012345678", "text": "답변이 왔습니다."},
        )
    ]


def test_a_gateway_that_says_no_is_asked_again_later(gateway):
    gateway.status = 503
    send_text_once("01012345678", **TEXT)
    assert deliver_due_texts() == 0
    text = TextMessage.objects.get()
    assert (text.state, text.attempts) == ("pending", 1)
    assert text.next_attempt_at > timezone.now()
    assert "503" in text.last_error


def test_a_gateway_that_hangs_is_left_after_the_timeout(gateway, monkeypatch):
    monkeypatch.setattr(sms, "TIMEOUT_SECONDS", 0.2)
    waiting = threading.Event()
    monkeypatch.setattr(gateway, "do_POST", lambda self: waiting.wait(5))
    send_text_once("01012345678", **TEXT)
    assert deliver_due_texts() == 0
    waiting.set()
    assert TextMessage.objects.get().attempts == 1


def test_without_a_gateway_texts_wait_unharmed(settings):
    send_text_once("01012345678", **TEXT)
    settings.SMS_FOLDER = ""
    wake_postman()
    assert TextMessage.objects.get().attempts == 0


def test_the_postman_finds_texts_whose_wake_up_was_lost(settings, tmp_path):
    settings.SMS_FOLDER = tmp_path
    send_text_once("01012345678", **TEXT)
    wake_postman()
    assert TextMessage.objects.get().state == "sent"


def test_given_up_texts_are_tried_again(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.SMS_FOLDER = tmp_path
    TextMessage.objects.create(phone="01012345678", state="failed", attempts=8, **TEXT)
    with django_capture_on_commit_callbacks(execute=True):
        assert send_again(TextMessage.objects.all()) == 1
    assert TextMessage.objects.get().state == "sent"


def test_the_desk_shows_neither_number_nor_text(client):
    text = send_text_once("01012345678", **TEXT)
    sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))
    for address in ("/admin/notifications/textmessage/", f"/admin/notifications/textmessage/{text.pk}/change/"):
        page = client.get(address).content.decode()
        assert "5678" in page
        assert "01012345678" not in page
        assert "답변이 왔습니다" not in page


def test_the_desk_does_not_show_the_code_in_a_mail(client):
    from busan_se.notifications.contacts import Contact, send_code
    from busan_se.notifications.models import Outbox

    send_code(Contact("email", "kim@example.com"), purpose="x", key="1", ip=None)
    mail = Outbox.objects.get()
    sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))
    page = client.get(f"/admin/notifications/outbox/{mail.pk}/change/").content.decode()
    assert mail.subject in page
    assert mail.body not in page
