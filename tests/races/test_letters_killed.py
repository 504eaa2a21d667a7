"""kill -9 of the process that sends mail: one letter, and after the mail server's yes at most one more of the same."""

import email
import socketserver
from threading import Event, Thread

import pytest

from busan_se.notifications.actions import send_mail_once
from busan_se.notifications.models import Outbox
from tests.races.killing import kill, process, until

pytestmark = [pytest.mark.race, pytest.mark.slow]
SEND = "import django; django.setup()\nfrom busan_se.notifications.delivery import deliver_due\ndeliver_due()"


class Dialogue(socketserver.StreamRequestHandler):
    """Says yes to every command; at the one where the server stands still it says nothing until the line is cut."""

    def handle(self):
        self.say(b"220 here")
        for line in self.rfile:
            command = line.split()[0].upper().decode()
            if command == self.server.stands_still_at:
                self.stand_still()
                return
            if command == "DATA" and not self.take():
                return
            self.say(b"221 bye" if command == "QUIT" else b"250 yes")

    def take(self):
        self.say(b"354 go on")
        text = b"".join(iter(self.rfile.readline, b".\r\n"))
        if self.server.stands_still_at == "the end of the text":
            self.stand_still()
            return False
        self.server.letters.append(email.message_from_bytes(text))
        return True

    def stand_still(self):
        self.server.reached.set()
        self.rfile.read()

    def say(self, line):
        self.wfile.write(line + b"\r\n")


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Dialogue)
        self.letters, self.stands_still_at, self.reached = [], "", Event()


@pytest.fixture
def mail_server(race_db):
    with MailServer() as server:
        thread = Thread(target=server.serve_forever, args=[0.05])
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def send(server):
    return process("-c", SEND, EMAIL_PORT=str(server.server_address[1]))


def kill_at(server, command):
    """Start a sender and kill it where the mail server stands still."""
    server.stands_still_at = command
    server.reached.clear()
    sender = send(server)
    until(lambda: server.reached.is_set() or sender.poll() is not None, command)
    assert server.reached.is_set()
    kill(sender.pid)
    sender.wait(30)
    server.stands_still_at = ""


def letter(monkeypatch):
    """Put one letter into the outbox, and let nobody but the test's own senders send it."""
    monkeypatch.setattr("busan_se.notifications.actions.wake_after_commit", lambda task: None)
    return send_mail_once("kim@busan.test", kind="test", key="letter", subject="결과 안내", body="본문")


def test_killed_before_the_yes_of_the_mail_server_one_letter(mail_server, monkeypatch):
    row = letter(monkeypatch)
    for command in ("EHLO", "RCPT", "the end of the text"):
        kill_at(mail_server, command)
        assert Outbox.objects.get().state == Outbox.State.PENDING
    assert mail_server.letters == []
    assert send(mail_server).wait(60) == 0
    assert send(mail_server).wait(60) == 0  # after the commit nobody sends it again
    assert [each["Message-ID"] for each in mail_server.letters] == [row.message_id]
    assert Outbox.objects.get().state == Outbox.State.SENT


def test_killed_between_the_yes_and_our_commit_one_more_of_the_same(mail_server, monkeypatch):
    row = letter(monkeypatch)
    kill_at(mail_server, "QUIT")
    assert send(mail_server).wait(60) == 0
    assert [each["Message-ID"] for each in mail_server.letters] == [row.message_id] * 2
    assert Outbox.objects.get().state == Outbox.State.SENT
