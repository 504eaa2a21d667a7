"""What a list does to a qualification: begin it, fill in what was not known, open it again, or end it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from enterprises.imports.layouts.base import Held
from enterprises.registry.models import Qualification

Ending = Qualification.Ending
FOREVER = date.max
_LENGTHS = {
    field.name: field.max_length
    for field in Qualification._meta.concrete_fields
    if field.name in {"number", "issuer", "grade"}
}
Changes = dict[str, list[Any]]


@dataclass(frozen=True)
class KnownPeriod:
    """A qualification that the register has."""

    pk: int
    kind: str
    values: Mapping[str, Any]

    @property
    def end(self) -> date:
        """Return the first day on which it does not hold, as `Qualification.period` does."""
        last, ended = self.values["valid_to"], self.values["ended_on"]
        return min(last + timedelta(days=1) if last else FOREVER, ended or FOREVER)


@dataclass(frozen=True)
class Step:
    """What to write: a new qualification (`pk` None), or new values of one that is there."""

    pk: int | None
    kind: str
    values: Mapping[str, Any]


NOTHING: tuple[None, Changes, str] = (None, {}, "")


def step_of(held: Held | None, periods: Sequence[KnownPeriod], as_of: date) -> tuple[Step | None, Changes, str]:
    """Return (step, changes as [old, new], note for people) of what a line says of a qualification."""
    if held is None:
        return NOTHING
    same = sorted((known for known in periods if known.kind == held.kind), key=lambda known: known.end, reverse=True)
    live = same[0] if same and same[0].end > as_of else None
    if not held.is_live:
        return _end(held, live)
    if live:
        return _fill(held, live, same[1:])
    if same and same[0].values["ended_how"] == Ending.ABSENT and _may_be_one(held, same[0]):
        return _reopen(held, same[0])
    return _begin(held, same, as_of)


def _may_be_one(held: Held, known: KnownPeriod) -> bool:
    return not held.number or known.values["number"] in ("", held.number)


def _end(held: Held, live: KnownPeriod | None) -> tuple[Step | None, Changes, str]:
    """End on the day that the list gives; a list that gives none ends by leaving out (`absent`)."""
    if live is None or held.ended_on is None:
        return NOTHING
    day = max(held.ended_on, live.values["valid_from"])
    values = {"ended_on": day, "ended_how": Ending.DISSOLVED.value}
    return Step(live.pk, held.kind, values), {"qualification_end": ["", day.isoformat()]}, ""


def _fill(held: Held, live: KnownPeriod, older: Sequence[KnownPeriod]) -> tuple[Step | None, Changes, str]:
    """Fill in what is empty; what the register knows already stays, and a contradiction is only told."""
    known = live.values
    values: dict[str, Any] = {name: text for name, text in _texts(held).items() if text and not known[name]}
    start = held.valid_from
    earlier = start is not None and not known["start_is_known"] and start <= known["valid_from"]
    if start and earlier and all(period.end <= start for period in older):
        values |= {"valid_from": start, "start_is_known": True}
    changes = {
        f"qualification_{name}": [_shown(known[name]), _shown(value)]
        for name, value in values.items()
        if name != "start_is_known"
    }
    note = ""
    if held.number and known["number"] not in ("", held.number):
        note = _("The list gives the number %(number)s.") % {"number": held.number}
    return (Step(live.pk, held.kind, values) if values else None), changes, note


def _shown(value: Any) -> str:
    return str(value) if value else ""


def _reopen(held: Held, known: KnownPeriod) -> tuple[Step, Changes, str]:
    values = {"ended_on": None, "ended_how": ""}
    return Step(known.pk, held.kind, values), {"qualification_end": [str(known.values["ended_on"]), ""]}, ""


def _begin(held: Held, same: Sequence[KnownPeriod], as_of: date) -> tuple[Step | None, Changes, str]:
    start = held.valid_from or as_of
    if same and same[0].end > start:
        note = _("The register says that this qualification ended on %(day)s.") % {"day": same[0].end}
        return None, {}, note
    values = {
        **_texts(held),
        "valid_from": start,
        "start_is_known": held.valid_from is not None,
        "valid_to": held.valid_to if held.valid_to and held.valid_to >= start else None,
    }
    return Step(None, held.kind, values), {"qualification": ["", held.kind]}, ""


def _texts(held: Held) -> dict[str, str]:
    said = {"number": held.number, "issuer": held.issuer, "grade": held.grade}
    return {name: text[: _LENGTHS[name]] for name, text in said.items()}
