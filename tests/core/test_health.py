"""Health: alive without asking anybody; ready only with database, Redis and all migrations."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from redis.exceptions import ConnectionError as RedisDown

from busan_se.core import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def redis_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_redis_client", lambda url: type("Answers", (), {"ping": lambda self: True})())


def test_alive_asks_the_database_nothing(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_ready(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "redis": "ok", "migrations": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_redis_down_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(url: str) -> None:
        raise RedisDown

    monkeypatch.setattr(health, "_redis_client", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["redis"] == "down"


def test_database_down_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"status": "down", "database": "down", "redis": "ok", "migrations": "unknown"}


def test_an_unapplied_migration_is_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        health, "_known_migrations", lambda: frozenset({("core", "0001_extensions"), ("core", "9999_new")})
    )
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] == "1 unapplied"


def test_it_has_no_language_and_leads_nowhere(client: Client) -> None:
    assert client.get("/en/readyz").status_code == 404
    assert client.post("/readyz").status_code == 405
