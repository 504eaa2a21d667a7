"""What a call is follows from the clock alone: open from its first instant until just before its last."""

from datetime import UTC, datetime, timedelta

import pytest

from busan_se.core.clock import SEOUL
from busan_se.programs import actions
from busan_se.programs.models import Call
from tests.factories.programs import CallFactory

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 11, 16, 9, tzinfo=SEOUL)
CLOSES = datetime(2026, 12, 11, 18, tzinfo=SEOUL)
TICK = timedelta(microseconds=1)
PHASES = {
    "long before": (OPENS - timedelta(days=9), "upcoming"),
    "just before it opens": (OPENS - TICK, "upcoming"),
    "as it opens": (OPENS, "open"),
    "the last instant": (CLOSES - TICK, "open"),
    "as it closes": (CLOSES, "closed"),
    "after": (CLOSES + timedelta(days=9), "closed"),
}


@pytest.fixture
def call():
    return actions.publish_as_of(CallFactory(opens_at=OPENS, closes_at=CLOSES), None, OPENS - timedelta(days=7))


@pytest.fixture
def at(monkeypatch):
    """Return a function that sets what every part of the programs takes for now."""

    def set_now(instant):
        for module in ("models.calls", "queries", "views", "filters"):
            monkeypatch.setattr(f"busan_se.programs.{module}.now", lambda: instant)

    return set_now


@pytest.mark.parametrize(("instant", "phase"), PHASES.values(), ids=PHASES)
def test_the_row_and_the_queries_say_the_same(call, instant, phase):
    assert call.phase_at(instant) == phase
    assert call.is_open_at(instant) is (phase == "open")
    found = {name: getattr(Call.objects, f"{name}_at")(instant).exists() for name in ("upcoming", "open", "closed")}
    assert found == {name: name == phase for name in found}


@pytest.mark.parametrize(("instant", "phase"), PHASES.values(), ids=PHASES)
def test_the_pages_say_it_too(client, call, at, instant, phase):
    at(instant)
    labels = {"upcoming": "접수 예정", "open": "접수 중", "closed": "마감"}
    assert f">{labels[phase]}<" in client.get(call.get_absolute_url()).content.decode()
    listed = {name: call in client.get(f"/calls/?phase={name}").context["page"].items for name in labels}
    assert listed == {name: name == phase for name in labels}
    narrowed = client.get("/programs/?open=true").context["n"]
    assert narrowed == (1 if phase == "open" else 0)


def test_nothing_is_stored_that_could_go_stale():
    names = {field.name for field in Call._meta.get_fields()}
    assert not names & {"is_open", "phase", "status", "state"}


def test_a_draft_is_in_no_phase_of_the_public():
    draft = CallFactory(opens_at=OPENS, closes_at=CLOSES)
    assert draft.phase_at(OPENS) == "draft"
    assert not Call.objects.open_at(OPENS).exists()


def test_a_cancelled_call_is_open_at_no_instant(call):
    call = actions.cancel_call(call, "예산이 없습니다.")
    assert {call.phase_at(instant) for instant, _phase in PHASES.values()} == {"cancelled"}
    assert not Call.objects.open_at(OPENS).exists()
    assert Call.objects.closed_at(OPENS).exists()


# Days are counted in Seoul: at 14:59 UTC it is still the day before, at 15:00 the day begins there.
@pytest.mark.parametrize(
    ("instant", "d_day"),
    [
        (datetime(2026, 12, 1, 3, tzinfo=UTC), "D-10"),
        (datetime(2026, 12, 9, 14, 59, tzinfo=UTC), "D-2"),
        (datetime(2026, 12, 9, 15, 0, tzinfo=UTC), "D-1"),
        (datetime(2026, 12, 10, 14, 59, 59, tzinfo=UTC), "D-1"),
        (datetime(2026, 12, 10, 15, 0, tzinfo=UTC), "D-Day"),
        (datetime(2026, 12, 11, 8, 59, tzinfo=UTC), "D-Day"),
    ],
)
def test_d_day_turns_at_midnight_in_seoul(call, at, instant, d_day):
    at(instant)
    assert call.d_day == d_day


def test_the_day_of_opening_turns_at_midnight_in_seoul(call, at):
    at(datetime(2026, 11, 15, 14, 59, tzinfo=UTC))
    assert call.days_to_open == 1
    at(datetime(2026, 11, 15, 15, 0, tzinfo=UTC))
    assert call.days_to_open == 0


@pytest.mark.parametrize(
    ("instant", "words"), [(datetime(2026, 12, 8, 9, tzinfo=SEOUL), "D-3"), (CLOSES - TICK, "오늘 마감")]
)
def test_the_badge_of_an_open_call_counts_down(client, call, at, instant, words):
    at(instant)
    assert words in client.get("/calls/").content.decode()
