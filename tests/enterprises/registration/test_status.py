"""The look-up of business numbers against a local service: what it says, what is kept, and when it is slow."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from busan_se.core.errors import Refused
from enterprises.registry import business_status


class Service(BaseHTTPRequestHandler):
    """Stands for the tax service: answers by `codes`, anything else that `body` says."""

    codes: dict[str, str] = {}
    body = b""
    asked: list[str] = []

    def do_POST(self):
        (number,) = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["b_no"]
        Service.asked.append(number)
        row = {"b_no": number, "b_stt_cd": Service.codes.get(number, "")}
        content = Service.body or json.dumps({"status_code": "OK", "data": [row]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


@pytest.fixture
def service(settings):
    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.BUSINESS_STATUS_URL = f"http://127.0.0.1:{server.server_port}/status"
    Service.codes, Service.body, Service.asked = {}, b"", []
    yield Service
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("code", "said"), [("01", "operating"), ("02", "dormant"), ("03", "closed"), ("", "unregistered")]
)
def test_what_the_codes_mean(service, code, said):
    service.codes = {"1234567891": code}
    assert business_status.status_of("1234567891") == said


def test_an_answer_is_kept(service):
    for _again in range(3):
        business_status.status_of("1234567891")
    assert service.asked == ["1234567891"]


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"data": []}', b'{"data": [{"b_stt_cd": "99"}]}'])
def test_an_answer_that_is_none(service, body):
    service.body = body
    with pytest.raises(Refused) as refusal:
        business_status.status_of("1234567891")
    assert refusal.value.code == "no_answer"


def test_a_service_that_is_away(settings):
    settings.BUSINESS_STATUS_URL = "http://127.0.0.1:9/status"
    with pytest.raises(Refused):
        business_status.status_of("1234567891")


def test_a_service_that_hangs_is_not_waited_for(settings, monkeypatch):
    with HTTPServer(("127.0.0.1", 0), Service) as silent:  # takes the connection, never answers
        settings.BUSINESS_STATUS_URL = f"http://127.0.0.1:{silent.server_port}/status"
        monkeypatch.setattr(business_status, "TIMEOUT_SECONDS", 0.2)
        with pytest.raises(Refused):
            business_status.status_of("1234567891")


def test_without_service_and_fake_nobody_is_asked(settings):
    settings.BUSINESS_STATUS_URL, settings.BUSINESS_STATUS_FAKE = "", False
    assert not business_status.can_be_asked()
