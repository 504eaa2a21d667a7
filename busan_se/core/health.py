"""Whether the portal is alive (`/healthz`) and can serve (`/readyz`): JSON for probes, no language, no sign-in."""

from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis
from redis.exceptions import RedisError

OK = "ok"
REDIS_SECONDS = 2
PROBES = ("/healthz", "/readyz")


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer that the process is alive; nothing else is asked."""
    return JsonResponse({"status": OK})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, Redis and migrations are as they should be, else 503; say which part is not."""
    parts = {"database": _database(), "redis": _redis()}
    parts["migrations"] = _migrations() if parts["database"] == OK else "unknown"
    ready = all(state == OK for state in parts.values())
    return JsonResponse({"status": OK if ready else "down", **parts}, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "down"
    return OK


def _redis() -> str:
    try:
        _redis_client(settings.REDIS_URL).ping()
    except RedisError:
        return "down"
    return OK


def _migrations() -> str:
    """Say how many migrations of the code the database lacks. One newer than the code is fine: a release rolls on."""
    missing = len(_known_migrations() - MigrationRecorder(connection).applied_migrations().keys())
    return f"{missing} unapplied" if missing else OK


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


@cache
def _redis_client(url: str) -> Redis:
    return Redis.from_url(url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS)


urlpatterns = [path("healthz", healthz, name="healthz"), path("readyz", readyz, name="readyz")]
