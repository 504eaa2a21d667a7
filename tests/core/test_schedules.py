from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from busan_se.core import registry, schedules
from busan_se.core.extensions import Schedule, Sweeper
from busan_se.core.models import Job
from busan_se.core.schedules import daily_at, run_all_due, unfinished
from tests.factories.ground import JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def only(monkeypatch):
    """Let `register` start from nothing for one test."""
    items = defaultdict(list)
    monkeypatch.setattr(registry, "_items", items)
    return lambda *things: [registry.register(thing) for thing in things]


def monthly(key: str, run, periods=("2026-09", "2026-10")) -> Schedule:
    return Schedule(key=key, title=key, due=lambda _now: unfinished(key, periods), run=run)


def test_every_missed_period_is_made_in_order(only):
    made = []
    only(monthly("report", made.append))
    assert run_all_due() == {"report": 2}
    assert made == ["2026-09", "2026-10"]


def test_a_made_period_is_not_made_again(only):
    made = []
    only(monthly("report", made.append))
    run_all_due()
    run_all_due()
    assert len(made) == 2


def test_a_failing_schedule_holds_up_no_other(only):
    made = []
    only(monthly("broken", lambda _period: 1 / 0), monthly("report", made.append))
    assert run_all_due() == {"broken": 0, "report": 2}


def test_a_failing_due_holds_up_no_other(only):
    made = []
    only(Schedule(key="broken", title="", due=lambda _now: 1 / 0, run=print), monthly("report", made.append))
    run_all_due()
    assert made


def test_a_failure_is_recorded(only):
    only(monthly("broken", lambda _period: 1 / 0, ["2026-10"]))
    run_all_due()
    assert Job.objects.get().error.startswith("ZeroDivisionError")


def test_a_failure_is_retried_with_growing_pauses(only):
    tries = []

    def fail(period):
        tries.append(period)
        raise ValueError

    only(monthly("broken", fail, ["2026-10"]))
    run_all_due()
    run_all_due()
    assert len(tries) == 1
    for minutes, expected in ((1, 2), (1, 2), (2, 3)):
        Job.objects.update(finished_at=timezone.now() - timedelta(minutes=minutes, seconds=1))
        run_all_due()
        assert len(tries) == expected


def test_a_running_period_is_left_to_its_worker(only):
    now = timezone.now()
    JobFactory(kind="schedule:report", key="2026-10", state="running", started_at=now, heartbeat_at=now)
    made = []
    only(monthly("report", made.append, ["2026-10"]))
    assert run_all_due() == {"report": 0}


def test_sweepers_run_and_their_failures_stop_nothing(only):
    made = []
    only(
        Sweeper("broken", lambda: 1 / 0), Sweeper("fine", lambda: made.append("swept")), monthly("report", made.append)
    )
    run_all_due()
    assert made == ["swept", "2026-09", "2026-10"]


def test_one_schedule_alone(only):
    made = []
    only(monthly("a", made.append), monthly("b", lambda period: made.append(f"b {period}")))
    assert run_all_due(only="b") == {"b": 2}


def test_daily_work_waits_for_its_hour():
    due = daily_at("night", hour=3)
    assert due(datetime(2026, 11, 23, 17, 59, tzinfo=UTC)) == []  # 02:59 in Seoul
    assert due(datetime(2026, 11, 23, 18, 0, tzinfo=UTC)) == ["2026-11-24"]


def test_daily_work_is_done_once_a_day():
    JobFactory(kind="schedule:night", key="2026-11-24", state="succeeded", finished_at=timezone.now())
    assert daily_at("night", hour=3)(datetime(2026, 11, 24, 10, tzinfo=UTC)) == []


def test_nothing_is_locked_afterwards(only):
    only(monthly("report", lambda _period: None))
    run_all_due()
    with schedules._alone("report") as alone:
        assert alone
