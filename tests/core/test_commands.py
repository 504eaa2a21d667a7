import random
from collections import defaultdict
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from busan_se.core import registry
from busan_se.core.consistency import check_tonight
from busan_se.core.extensions import ConsistencyCheck, DemoSeed, Schedule
from busan_se.core.signals import consistency_broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def only(monkeypatch):
    monkeypatch.setattr(registry, "_items", defaultdict(list))
    return lambda *things: [registry.register(thing) for thing in things]


def run(*args) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_run_due_says_what_it_made(only):
    only(Schedule("report", "", due=lambda _now: ["2026-10"], run=lambda _period: None))
    assert run("run_due") == "report: 1\n"


def test_consistent(only):
    only(ConsistencyCheck("sums", lambda: []))
    assert "consistent" in run("check_consistency")


def test_every_broken_promise_is_named(only):
    only(ConsistencyCheck("sums", lambda: ["envelope 1 is off by 3 won"]), ConsistencyCheck("bad", lambda: 1 / 0))
    with pytest.raises(CommandError, match="2 problem"):
        run("check_consistency")


def test_the_nightly_check_tells_the_apps_above(only):
    heard = []
    consistency_broken.connect(listener := lambda problems, **_: heard.extend(problems))
    only(ConsistencyCheck("sums", lambda: ["off by 3 won"]))
    check_tonight("2026-11-24")
    consistency_broken.disconnect(listener)
    assert heard == ["sums: off by 3 won"]


def test_a_good_night_is_silent(only):
    heard = []
    consistency_broken.connect(listener := lambda **_: heard.append(1))
    check_tonight("2026-11-24")
    consistency_broken.disconnect(listener)
    assert heard == []


def step(key: str, order: int, log: list) -> DemoSeed:
    def plant(chance: random.Random, say):
        log.append((key, chance.random()))
        say(key)

    return DemoSeed(key, plant, lambda: log.append(key), order)


def test_demo_steps_are_planted_in_order_from_one_seed(only):
    log = []
    only(step("second", 20, log), step("first", 10, log))
    run("seed_demo")
    run("seed_demo")
    assert [key for key, _chance in log] == ["first", "second"] * 2
    assert log[:2] == log[2:]


def test_another_seed_is_other_data(only):
    log = []
    only(step("first", 10, log))
    run("seed_demo", "--seed", "1")
    run("seed_demo", "--seed", "2")
    assert log[0] != log[1]


def test_demo_is_removed_in_reverse_order(only):
    log = []
    only(step("second", 20, log), step("first", 10, log))
    run("seed_demo", "--remove")
    assert log == ["second", "first"]


def test_demo_is_refused_in_production(only, settings):
    settings.DEMO_ACCOUNTS_ALLOWED = False
    with pytest.raises(CommandError, match="refused"):
        run("seed_demo")
