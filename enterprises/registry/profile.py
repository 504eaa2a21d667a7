"""What a page shows of an enterprise, and to whom: visitors see less of a sole proprietor, who is a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from busan_se.core.prepared import prepared
from busan_se.core.templatetags.portal import mask_brn
from enterprises.registry.lookups import codes
from enterprises.registry.models import (
    Enterprise,
    EnterpriseIdentifier,
    EnterpriseQuerySet,
    Qualification,
    SourceRecord,
    on_paper,
)
from enterprises.registry.queries import tag_codes
from enterprises.registry.sources import source_label


@dataclass(frozen=True)
class SourceLine:
    """One source and the newest day on which it spoke."""

    label: str
    as_of: date


@dataclass(frozen=True)
class Profile:
    """The parts of an enterprise's page. Personal data are in it only where the reader may see them."""

    facts: Sequence[tuple[str, Any]]
    homepage: str
    qualifications: Sequence[tuple[Qualification, str]]
    timeline: Sequence[tuple[str, str, str]]
    tags: Sequence[Any]
    sources: Sequence[SourceLine]
    state_since: date | None


def with_profile(rows: EnterpriseQuerySet, day: date) -> EnterpriseQuerySet:
    """Load what a line of the directory shows: the qualifications in force, district, tags; two queries more."""
    held = Qualification.objects.valid_on(day).select_related("kind").order_by("kind__order")
    return rows.select_related("district").prefetch_related(Prefetch("qualifications", held, "held"), "tags")


@prepared
def for_profile(enterprise: int) -> EnterpriseQuerySet:
    """Load an enterprise with what `profile_of` reads of it: one row or none."""
    rows = Enterprise.objects.filter(pk=enterprise).select_related("district", "ksic")
    return rows.defer("search_text", "search_tokens").annotate(
        tag_codes=tag_codes(), numbers=ArraySubquery(numbers_in_use()), newest_sources=ArraySubquery(_newest_sources())
    )


def numbers_in_use() -> QuerySet[EnterpriseIdentifier, Any]:
    """Return kind and value of each number in use of the enterprise of the outer query, but for the corporate ones."""
    rows = EnterpriseIdentifier.objects.filter(enterprise=OuterRef("pk"), valid_to=None)
    return rows.exclude(kind=EnterpriseIdentifier.Kind.CORPORATE).values(row=JSONObject(kind="kind", value="value"))


def _newest_sources() -> QuerySet[SourceRecord, Any]:
    rows = SourceRecord.objects.filter(enterprise=OuterRef("pk")).order_by("source", "-as_of").distinct("source")
    return rows.values(row=JSONObject(source="source", as_of="as_of"))


def profile_of(enterprise: Enterprise, day: date, *, for_members: bool = False) -> Profile:
    """Return what the page shows of an enterprise from `for_profile`: one query, two for one that is gone.

    `for_members`: also personal and masked fields.
    """
    qualifications = [(row, standing(row, day)) for row in _qualifications(enterprise.pk)]
    state = enterprise.states.filter(since__lte=day).order_by("-since").first() if enterprise.is_gone else None
    tags: list[str] = enterprise.tag_codes  # type: ignore[attr-defined]
    return Profile(
        facts=_facts(enterprise, open_book=for_members or not enterprise.is_sole_proprietor, members=for_members),
        homepage=web_address(enterprise.homepage),
        qualifications=qualifications,
        timeline=[
            (qualification_label(row), qualification_period(row), place) for row, place in reversed(qualifications)
        ],
        tags=[codes().tags[code] for code in tags],
        sources=_sources(enterprise),
        state_since=state.since if state else None,
    )


def standing(row: Qualification, day: date) -> str:
    """Return "current", "ahead" or "done": where a qualification stands on a day."""
    if row.valid_from > day:
        return "ahead"
    over = (row.valid_to and row.valid_to < day) or (row.ended_on and row.ended_on <= day)
    return "done" if over else "current"


def web_address(homepage: str) -> str:
    """Return the homepage if it is an address of the web, else ''."""
    return homepage if homepage.startswith(("https://", "http://")) else ""


def number_shown(kind: str, value: str, *, open_book: bool) -> str:
    """Return a number in use as a reader sees it: the business number of a sole proprietor is masked in public."""
    return on_paper(kind, value) if open_book or kind != EnterpriseIdentifier.Kind.BUSINESS else mask_brn(value)


def qualification_label(row: Qualification) -> str:
    """Return kind, verb and number, e.g. "마을기업 지정 2024-12"."""
    return " ".join(filter(None, [f"{row.kind} {row.kind.verb}", row.number, f"({row.grade})" if row.grade else ""]))


def qualification_period(row: Qualification) -> str:
    """Return from when to when it holds, and how it ended before its time."""
    start = f"{row.valid_from:%Y.%m.%d.}" if row.start_is_known else _("first day not known")
    end = f"{row.valid_to:%Y.%m.%d.}" if row.valid_to else ""
    ended = f"{row.ended_on:%Y.%m.%d.} {row.get_ended_how_display()}" if row.ended_on else ""
    return " · ".join(filter(None, [f"{start} ~ {end}".strip(), ended, row.issuer]))


def _facts(enterprise: Enterprise, *, open_book: bool, members: bool) -> list[tuple[str, Any]]:
    section = codes().section_of(enterprise.ksic_id)
    industry = f"{section} › {enterprise.ksic}" if section and enterprise.ksic_id != section.code else section
    facts = [
        (_("District"), enterprise.district),
        (_("Address"), enterprise.address if open_book else ""),
        (_("Telephone"), enterprise.phone if open_book else ""),
        (_("Industry"), industry),
        *_numbers(enterprise, open_book=open_book),
    ]
    return [*facts, (_("Representative"), enterprise.representative)] if members else facts


def _numbers(enterprise: Any, *, open_book: bool) -> list[tuple[str, str]]:
    """Return label and text of the numbers in use; corporate numbers are never loaded."""
    kinds = EnterpriseIdentifier.Kind
    return [(str(kinds(row["kind"]).label), number_shown(**row, open_book=open_book)) for row in enterprise.numbers]


def _sources(enterprise: Any) -> list[SourceLine]:
    said = enterprise.newest_sources
    return [SourceLine(source_label(row["source"]), date.fromisoformat(row["as_of"])) for row in said]


@prepared
def _qualifications(enterprise: int) -> QuerySet[Qualification]:
    return Qualification.objects.filter(enterprise=enterprise).select_related("kind")
