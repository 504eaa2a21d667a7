"""What the portal says in its headers with the settings of production, and what Mozilla's Observatory makes of it."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from busan_se.settings.env import ROOT
from tests.browser.server import address_of
from tests.deploy.ask import HOST
from tests.deploy.observatory import Answer, score

pytestmark = pytest.mark.django_db  # else there is no test database when these run alone
STATUS = {"/": 200, "/accounts/login/": 200, "/admin/": 302, "/nowhere/": 404, "/static/css/site.css": 200}
PROBE = "/healthz"


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: Any) -> dict[str, dict[str, Any]]:
    with django_db_blocker.unblock():
        database = address_of(connection.settings_dict["NAME"])
    own = {"DATABASE_URL": database, "REDIS_URL": settings.REDIS_URL, "ALLOWED_HOSTS": HOST}
    own |= {"SECRET_KEY": "of-this-test-only", "ENCRYPTION_KEYS": "test:of-this-test-only"}
    own["DJANGO_SETTINGS_MODULE"] = "tests.deploy.production_here"
    command = [sys.executable, "-m", "tests.deploy.ask", *STATUS, PROBE]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("path", [*STATUS, PROBE])
def test_observatory_gives_full_marks(answers, path):
    said = answers[path]
    assert said["status"] == STATUS.get(path, 200)
    # Probes come from inside, over plain http: the proxy, not the portal, sends the public to https.
    target = f"https://{HOST}{path}" if path == PROBE else said["http_target"]
    points, results = score(Answer(said["headers"], said["cookies"], HOST, target))
    assert points >= 125, results


def test_cookies_are_bound_to_the_host(answers):
    cookies = answers["/accounts/login/"]["cookies"]
    assert cookies
    assert all(cookie.startswith("__Host-") and "Secure" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def test_a_probe_needs_no_https(answers):
    assert answers[PROBE]["http_target"] == ""


@pytest.mark.parametrize("path", [*STATUS, PROBE])
def test_other_sites_and_features_are_shut_out(answers, path):
    headers = answers[path]["headers"]
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "preload" in headers["strict-transport-security"]


CARELESS = [
    ({}, [], 30),
    ({"content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline'"}, [], 35),
    ({"content-security-policy": "default-src 'none'", "strict-transport-security": "max-age=1"}, [], 65),
    ({}, ["sessionid=1; HttpOnly; SameSite=Lax"], 0),
]


@pytest.mark.parametrize(("headers", "cookies", "points"), CARELESS)
def test_the_score_of_a_careless_site_is_low(headers, cookies, points):
    assert score(Answer(headers, cookies, HOST, f"https://{HOST}/"))[0] == points
