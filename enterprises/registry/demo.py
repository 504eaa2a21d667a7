"""The demo register (시연 자료): about 1,500 invented enterprises, the same from the same seed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import pgtrigger
from django.db import connection

from busan_se.accounts.models import User
from busan_se.reference.models import District, QualificationKind
from enterprises.registry import demo_words as words
from enterprises.registry.models import (
    Enterprise,
    EnterpriseIdentifier,
    Membership,
    OperatingState,
    PolicyTag,
    Qualification,
    SourceRecord,
    State,
)
from enterprises.registry.sources import DEMO

PRE_TERM_YEARS = 3
_COOPERATIVES = ("cooperative", "social_cooperative")
_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)  # of the check digit of a business registration number
_HISTORY = ("Enterprise", "EnterpriseIdentifier", "OperatingState", "Qualification", "Membership")


@dataclass(frozen=True)
class Period:
    """A qualification to be made."""

    kind: str
    valid_from: date
    valid_to: date | None = None
    ended_on: date | None = None
    ended_how: str = ""


@dataclass
class Draft:
    """An enterprise to be made."""

    serial: int
    payload: dict[str, Any]
    periods: list[Period]
    is_live: bool
    state: str = State.OPERATING
    since: date | None = None
    identifiers: list[tuple[str, str]] = field(default_factory=list)

    @property
    def founded(self) -> date:
        """Return the first day of its first qualification."""
        return min(period.valid_from for period in self.periods)


def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Make the enterprises and the memberships of the demo accounts; does nothing where there are some already."""
    if Enterprise.objects.filter(is_demo=True).exists():
        log("enterprises: planted before")
        return
    drafts = list(invent(chance))
    _save(drafts)
    _add_members()
    log(f"enterprises: {len(drafts)}")


def remove() -> None:
    """Take all demo enterprises out again with everything of theirs, their row history too."""
    ids = list(Enterprise.objects.filter(is_demo=True).values_list("pk", flat=True))
    Enterprise.objects.filter(pk__in=ids).delete()
    with (
        pgtrigger.ignore(*(f"enterprises.{name}Event:append_only" for name in _HISTORY)),
        connection.cursor() as cursor,
    ):
        for name in _HISTORY:
            column = "id" if name == "Enterprise" else "enterprise_id"
            cursor.execute(f"DELETE FROM enterprises_{name.lower()}event WHERE {column} = ANY(%s)", [ids])  # noqa: S608


def invent(chance: Random) -> Iterator[Draft]:
    """Yield all enterprises of the demo, in the same order and with the same content for the same seed."""
    districts = dict(District.objects.values_list("code", "name_ko"))
    names = _names(chance)
    plans: list[tuple[tuple[str, ...], bool]] = [(kinds, True) for kinds, n in words.HOLDINGS.items() for _ in range(n)]
    plans += [((kind,), False) for kind, n in words.ENDED.items() for _ in range(n)]
    converted = 0
    for serial, (kinds, is_live) in enumerate(plans):
        convert = is_live and kinds == ("certified_se",) and converted < words.CONVERTED
        converted += convert
        periods = [_live(chance, kind) if is_live else _ended(chance, kind) for kind in kinds]
        if convert:
            periods = _after_a_preliminary_time(chance)
        root, trade = next(names)
        draft = Draft(serial, _payload(chance, root, trade, kinds, districts), periods, is_live)
        _set_state(chance, draft)
        draft.identifiers = list(_identifiers(chance, draft, districts))
        yield draft


def _names(chance: Random) -> Iterator[tuple[str, words.Trade]]:
    """Yield pairs of an invented root and a trade, none twice."""
    roots = [first + last for first in words.ROOT_FIRST for last in words.ROOT_LAST]
    pairs = [(root, trade) for root in roots for trade in words.TRADES]
    chance.shuffle(pairs)
    yield from pairs


def full_name(chance: Random, root: str, trade: words.Trade, kinds: Iterable[str]) -> str:
    """Return a name with the legal form that fits what the enterprise holds."""
    if "social_cooperative" in kinds:
        return chance.choice((f"{root}{trade.noun} 사회적협동조합", f"사회적협동조합 {root}{trade.noun}"))
    if "cooperative" in kinds:
        return chance.choice(
            (f"{root}{trade.noun}협동조합", f"{root} {trade.noun} 협동조합", f"협동조합 {root}{trade.noun}")
        )
    return chance.choice((f"(주){root}{trade.noun}", f"주식회사 {root}{trade.noun}", f"㈜{root} {trade.noun}"))


def _payload(
    chance: Random, root: str, trade: words.Trade, kinds: tuple[str, ...], districts: Mapping[str, str]
) -> dict[str, Any]:
    district = _weighted(chance, words.DISTRICT_SHARES)
    person = chance.choice(words.SURNAMES) + chance.choice(words.GIVEN_FIRST) + chance.choice(words.GIVEN_LAST)
    sole = kinds in {("village",), ("social_venture",)} and chance.random() < 0.2
    owners = [
        tag for tag, share in (("여성기업", 0.22), ("장애인기업", 0.05), ("청년기업", 0.08)) if chance.random() < share
    ]
    return {
        "name": f"{root}{trade.noun}" if sole else full_name(chance, root, trade, kinds),
        "district": district,
        "address": f"부산광역시 {districts[district]} 시연로 {chance.randint(1, 399)}",
        "ksic": trade.ksic,
        "phone": f"051-000-{chance.randint(0, 9999):04}",
        "homepage": f"https://example.com/{chance.getrandbits(32):08x}" if chance.random() < 0.6 else "",
        "is_sole_proprietor": sole,
        "representative": person,
        "summary": trade.summary,
        "tags": sorted({*trade.tags, *owners}),
    }


def _live(chance: Random, kind: str) -> Period:
    """Return a qualification in force on the last day; a preliminary one began within its three years."""
    if kind.startswith("pre_se"):
        start = words.LAST_DAY - timedelta(days=chance.randint(5, 365 * PRE_TERM_YEARS - 40))
        return Period(kind, start, _after_years(start, PRE_TERM_YEARS))
    return Period(kind, _start(chance, kind))


def _start(chance: Random, kind: str) -> date:
    if chance.random() < words.LATE_START_SHARE:
        return _day_in(chance, _weighted(chance, words.LATE_STARTS))
    return _day_in(chance, chance.randint(words.FIRST_YEAR[kind], 2022))


def _ended(chance: Random, kind: str) -> Period:
    """Return a qualification that ended between 2023 and the last day: a preliminary one by its term."""
    end = _day_in(chance, _weighted(chance, words.ENDS))
    if kind.startswith("pre_se"):
        start = _after_years(end, -PRE_TERM_YEARS)
        return Period(kind, start, _after_years(start, PRE_TERM_YEARS))
    start = _day_in(chance, chance.randint(words.FIRST_YEAR[kind], 2021))
    how = chance.choice(("dissolved", "returned", "cancelled") if kind == "certified_se" else ("dissolved",))
    return Period(kind, start, None, end, how)


def _after_a_preliminary_time(chance: Random) -> list[Period]:
    """Return a preliminary time that ran out, and the certification that followed."""
    before = _ended(chance, "pre_se_regional")
    assert before.valid_to is not None
    return [
        before,
        Period("certified_se", min(before.valid_to - timedelta(days=chance.randint(0, 200)), words.LAST_DAY)),
    ]


def _set_state(chance: Random, draft: Draft) -> None:
    """Give most a state: nobody has confirmed every cooperative, some sleep, and the ended ones are closed."""
    last = max(draft.periods, key=lambda period: period.valid_from)
    if not draft.is_live:
        end = last.ended_on or (last.valid_to or words.LAST_DAY) + timedelta(days=1)
        draft.state = State.DISSOLVED if last.kind in _COOPERATIVES else State.CLOSED
        draft.since = min(end, words.LAST_DAY)
    elif draft.periods[0].kind in _COOPERATIVES and len(draft.periods) == 1 and chance.random() < 0.3:
        draft.state = chance.choice((State.UNKNOWN, State.UNKNOWN, State.DORMANT))
        draft.since = _later(chance, draft.founded) if draft.state == State.DORMANT else None
    else:
        draft.since = draft.founded


def _identifiers(chance: Random, draft: Draft, districts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    kinds = {period.kind for period in draft.periods}
    if "cooperative" in kinds:
        yield "report", f"시연 {districts[draft.payload['district']]} {draft.founded.year}-{draft.serial:04}"
    if "social_cooperative" in kinds:
        yield "licence", f"시연 인가 {draft.founded.year}-{draft.serial:04}"
    if draft.is_live and not (kinds.issubset(_COOPERATIVES) and chance.random() < 0.15):
        middle = "82" if kinds & set(_COOPERATIVES) else chance.choice(("81", "86", "87", "88"))
        yield "business", business_number(draft.serial, "05" if draft.payload["is_sole_proprietor"] else middle)


def business_number(serial: int, middle: str) -> str:
    """Return a number with an unassigned prefix (000–100) and a right check digit; each serial gives another one."""
    digits = [int(digit) for digit in f"{serial % 101:03}{middle}{serial // 101:04}"]
    total = sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) + digits[8] * 5 // 10
    return "".join(map(str, digits)) + str(-total % 10)


def _save(drafts: list[Draft]) -> None:
    made = Enterprise.objects.bulk_create(_enterprise(draft) for draft in drafts)
    pairs = list(zip(drafts, made, strict=True))
    EnterpriseIdentifier.objects.bulk_create(
        EnterpriseIdentifier(enterprise=row, kind=kind, value=value)
        for draft, row in pairs
        for kind, value in draft.identifiers
    )
    OperatingState.objects.bulk_create(
        OperatingState(enterprise=row, state=draft.state, since=draft.since, source=DEMO)
        for draft, row in pairs
        if draft.since
    )
    SourceRecord.objects.bulk_create(
        SourceRecord(enterprise=row, source=DEMO, as_of=words.LAST_DAY, payload=draft.payload) for draft, row in pairs
    )
    _save_tags(pairs)
    _save_qualifications(pairs)


def _enterprise(draft: Draft) -> Enterprise:
    values = {key: value for key, value in draft.payload.items() if key not in {"tags", "district", "ksic"}}
    codes = {"district_id": draft.payload["district"], "ksic_id": draft.payload["ksic"]}
    # The trigger would set the state; given here, it finds nothing to change and writes no second row of history.
    return Enterprise(**values, **codes, state=draft.state, is_demo=True)


def _save_tags(pairs: list[tuple[Draft, Enterprise]]) -> None:
    tags = dict(PolicyTag.objects.values_list("name_ko", "pk"))
    through = Enterprise.tags.through
    through.objects.bulk_create(
        through(enterprise_id=row.pk, policytag_id=tags[name]) for draft, row in pairs for name in draft.payload["tags"]
    )


def _save_qualifications(pairs: list[tuple[Draft, Enterprise]]) -> None:
    issuers = dict(QualificationKind.objects.values_list("code", "authority_ko"))
    chance = Random(len(pairs))  # noqa: S311 - invented data, no secret
    Qualification.objects.bulk_create(
        Qualification(
            enterprise=row,
            kind_id=period.kind,
            number=f"시연 {period.valid_from.year}-{draft.serial:04}",
            issuer=issuers[period.kind],
            grade=_weighted(chance, words.PURPOSES) if period.kind == "certified_se" else "",
            valid_from=period.valid_from,
            valid_to=period.valid_to,
            ended_on=period.ended_on,
            ended_how=period.ended_how,
        )
        for draft, row in pairs
        for period in draft.periods
    )


def _add_members() -> None:
    """Give the demo accounts one certified enterprise together, and the owner a village enterprise besides."""
    users = {user.email.partition("@")[0]: user for user in User.objects.filter(email__in=_MEMBER_EMAILS)}
    rows = Enterprise.objects.filter(is_demo=True, state=State.OPERATING, is_sole_proprietor=False)
    first = rows.with_qualification_on(words.LAST_DAY, kind="certified_se").order_by("pk").first()
    second = rows.with_qualification_on(words.LAST_DAY, kind="village").order_by("-pk").first()
    Membership.objects.bulk_create(
        Membership(user=users[role], enterprise=enterprise, role=role)
        for role, enterprise in (("owner", first), ("owner", second), ("manager", first), ("viewer", first))
        if role in users and "owner" in users
    )


_MEMBER_EMAILS = ("owner@example.com", "manager@example.com", "viewer@example.com")


def _weighted(chance: Random, shares: Mapping[Any, int]) -> Any:
    return chance.choices(list(shares), weights=list(shares.values()))[0]


def _day_in(chance: Random, year: int) -> date:
    """Return a day of the year, up to the last day of the demo's time."""
    last = min(date(year, 12, 31), words.LAST_DAY)
    return date(year, 1, 1) + timedelta(days=chance.randint(0, (last - date(year, 1, 1)).days))


def _later(chance: Random, day: date) -> date:
    return day + timedelta(days=chance.randint(0, (words.LAST_DAY - day).days))


def _after_years(day: date, years: int) -> date:
    """Return the last day of so many years that begin on `day`; with negative years, the day before that many."""
    moved = day.replace(year=day.year + years, day=min(day.day, 28))
    return moved - timedelta(days=1) if years > 0 else moved
