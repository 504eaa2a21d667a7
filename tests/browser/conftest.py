"""Chromium of the machine (never a download) against a whole portal with demo data."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.browser.server import cloned_database, environment, manage, running_portal

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db)  # else pytest-django makes no test database when these run alone
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine (set CHROMIUM to its path)"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], django_db_blocker: Any) -> dict[str, Any]:
    # Playwright keeps an event loop running in this thread; Django would refuse every query in the tests after it, and
    # has other connections from here on: one left open now could not be closed later, and would keep the database busy.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with django_db_blocker.unblock():
        connections.close_all()
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "headless": True, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    viewport = {"width": 1280, "height": 900}
    return {**browser_context_args, "locale": "ko-KR", "timezone_id": "Asia/Seoul", "viewport": viewport}


@pytest.fixture(scope="session")
def portal_env(
    browser_type_launch_args: dict[str, Any],
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, str]]:
    """The environment of a portal with demo data and collected static files."""
    folder = tmp_path_factory.mktemp("portal")
    with django_db_blocker.unblock():
        template = connections["default"].settings_dict["NAME"]
        connections.close_all()
    with cloned_database(template) as database_url:
        env = environment(database_url, folder)
        manage("seed_demo", env=env)
        manage("collectstatic", "--noinput", env=env)
        yield env


@pytest.fixture(scope="session")
def portal(portal_env: dict[str, str]) -> Iterator[str]:
    """The address of a running portal, without a slash at its end."""
    with running_portal(portal_env, Path(portal_env["VAR_DIR"])) as url:
        yield url
