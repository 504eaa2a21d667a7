"""Every change of the register: what a source says, states by date, and members."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any
from zlib import crc32

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from busan_se.core.bulk import insert_rows, new_keys, update_rows
from busan_se.core.clock import today
from busan_se.core.errors import Refused
from enterprises.registry import sources
from enterprises.registry.models import Enterprise, Membership, OperatingState, PolicyTag, SourceRecord, State

_CHUNK = 2000
_COLUMNS = {"district": "district_id", "ksic": "ksic_id"}
_LIMITS = {
    field: limit
    for field in sources.FIELDS
    if (limit := getattr(Enterprise._meta.get_field(field), "max_length", None)) is not None
}
_FIELDS = tuple(_COLUMNS.get(field, field) for field in sources.FIELDS)


@transaction.atomic
def record(enterprise: Enterprise, source: str, payload: Mapping[str, Any], as_of: date | None = None) -> None:
    """Write down what `source` says of an enterprise on a day (default: today in Seoul), and show what follows.

    Said twice on a day, the later word counts field by field. Keys: see `sources`.
    """
    lock(enterprise.pk)
    said, new = SourceRecord.objects.get_or_create(
        enterprise=enterprise, source=source, as_of=as_of or today(), defaults={"payload": dict(payload)}
    )
    if not new:
        said.payload |= payload
        said.save(update_fields=["payload"])
    resolve(enterprise)


def resolve(enterprise: Enterprise) -> None:
    """Recompute the visible fields of one enterprise from its source records and load them into the object."""
    resolve_many([enterprise.pk])
    enterprise.refresh_from_db()


def resolve_many(ids: Iterable[int]) -> int:
    """Recompute the visible fields and tags of many enterprises; return how many changed.

    A fixed number of queries for every 2,000. One whose sources give no name keeps the name it has.
    """
    return sum(_resolve_chunk(chunk) for chunk in _chunks(sorted(set(ids))))


@transaction.atomic
def _resolve_chunk(ids: Sequence[int]) -> int:
    lock(*ids)
    statements = _statements(ids)
    changed = _differing_rows(ids, statements)
    update_rows(Enterprise, changed)
    retagged = retag({pk: sources.visible_tags(statements[pk]) for pk in ids})
    return len({row["id"] for row in changed} | retagged)


@transaction.atomic
def enter(words: Sequence[Mapping[str, Any]], source: str, as_of: date, *, is_demo: bool = False) -> list[int]:
    """Make new enterprises, one of each payload of a source, and return their ids in the same order.

    They show what the payload says from the start; numbers and source records are the caller's to write.
    """
    keys = new_keys(Enterprise, len(words))
    said = {key: [sources.Statement(source, as_of, payload)] for key, payload in zip(keys, words, strict=True)}
    fixed = {"state": State.UNKNOWN.value, "is_demo": is_demo}
    insert_rows(Enterprise, [{"id": key, **columns_of(statements), **fixed} for key, statements in said.items()])
    retag({key: sources.visible_tags(statements) for key, statements in said.items()})
    return keys


def differing(ids: Iterable[int]) -> Iterator[int]:
    """Yield which of these enterprises show other fields than their sources give (`check_consistency`)."""
    for chunk in _chunks(ids):
        yield from (row["id"] for row in _differing_rows(chunk, _statements(chunk)))


def _differing_rows(ids: Sequence[int], statements: Mapping[int, list[sources.Statement]]) -> list[dict[str, Any]]:
    """Return the rows as they should be, of those that are not."""
    rows = Enterprise.objects.filter(pk__in=ids).order_by("pk").values("id", *_FIELDS)
    return [new for row in rows if (new := {"id": row["id"], **columns_of(statements[row["id"]], row["name"])}) != row]


def _statements(ids: Sequence[int]) -> defaultdict[int, list[sources.Statement]]:
    found = defaultdict(list)
    rows = SourceRecord.objects.filter(enterprise__in=ids).values_list("enterprise", "source", "as_of", "payload")
    for enterprise, *said in rows:
        found[enterprise].append(sources.Statement(*said))
    return found


def columns_of(statements: Sequence[sources.Statement], name: str = "") -> dict[str, Any]:
    """Return column → value of the visible fields that follow from the statements; `name` where they give none."""
    values = sources.visible_values(statements)
    values["name"] = values["name"] or name
    return {_COLUMNS.get(field, field): _fitting(field, value) for field, value in values.items()}


def _fitting(field: str, value: Any) -> Any:
    """Cut what is longer than its column: the source record keeps all of it."""
    return value[: _LIMITS[field]] if isinstance(value, str) and field in _LIMITS else value


def retag(wanted: Mapping[int, set[str]]) -> set[int]:
    """Give each enterprise exactly the tags of these Korean names; return the ids of those that changed."""
    tags = _tags_named({name for names in wanted.values() for name in names})
    through = Enterprise.tags.through
    pairs = {(pk, tags[name]) for pk, names in wanted.items() for name in names}
    rows = {
        (pk, tag): row
        for row, pk, tag in through.objects.filter(enterprise__in=wanted).values_list(
            "pk", "enterprise_id", "policytag_id"
        )
    }
    if gone := rows.keys() - pairs:
        through.objects.filter(pk__in=[rows[pair] for pair in gone]).delete()
    added = pairs - rows.keys()
    insert_rows(through, [{"enterprise_id": pk, "policytag_id": tag} for pk, tag in sorted(added)])
    return {pk for pk, _tag in gone | added}


def _tags_named(names: set[str]) -> dict[str, int]:
    """Return Korean name → id of policy tags; names not seen before become tags."""
    if not names:
        return {}
    known = dict(PolicyTag.objects.filter(name_ko__in=names).values_list("name_ko", "pk"))
    missing = [PolicyTag(code=_tag_code(name), name_ko=name) for name in sorted(names - known.keys())]
    if not missing:
        return known
    PolicyTag.objects.bulk_create(missing)
    return known | {tag.name_ko: tag.pk for tag in missing}


def _tag_code(name: str) -> str:
    """Return a code for the address; the checksum keeps names apart that differ in their signs only."""
    return f"{slugify(name, allow_unicode=True)[:30]}-{crc32(name.encode()):08x}"


@transaction.atomic
def set_state(
    enterprise: Enterprise, state: str, since: date, *, reason: str = "", source: str = sources.STAFF
) -> None:
    """Say that an enterprise has been in `state` since a day; a second word on the same day replaces the first.

    Raises Refused ("future_state") for days to come.
    """
    set_states([enterprise.pk], state, since, reason=reason, source=source)
    enterprise.refresh_from_db(fields=["state"])


@transaction.atomic
def set_states(ids: Iterable[int], state: str, since: date, *, reason: str = "", source: str = sources.STAFF) -> int:
    """Do for many enterprises, in key order, what `set_state` does for one; return how many."""
    if since > today():
        raise Refused(_("This day is still to come: enter the day on which the state began."), "future_state")
    rows = [
        OperatingState(enterprise_id=pk, state=state, since=since, reason=reason, source=source)
        for pk in sorted(set(ids))
    ]
    OperatingState.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["enterprise", "since"],
        update_fields=["state", "reason", "source", "updated_at"],
    )
    return len(rows)


def add_tag(ids: Iterable[int], tag: PolicyTag) -> int:
    """Give many enterprises a tag on the desk's word of today; return how many had it not yet."""
    return _say_tags(ids, {tag.name_ko}, set())


@transaction.atomic
def say_tags(enterprise: Enterprise, wanted: Iterable[str]) -> None:
    """Give an enterprise exactly the tags of these Korean names, on the desk's word of today."""
    lock(enterprise.pk)
    shown = set(enterprise.tags.values_list("name_ko", flat=True))
    _say_tags([enterprise.pk], set(wanted) - shown, shown.difference(wanted))


@transaction.atomic
def _say_tags(ids: Iterable[int], added: set[str], removed: set[str]) -> int:
    pks = sorted(set(ids))
    lock(*pks)
    words = SourceRecord.objects.filter(enterprise__in=pks, source=sources.STAFF).order_by("enterprise_id", "-as_of")
    newest = {word.enterprise_id: word for word in words.filter(payload__has_key="tags").distinct("enterprise_id")}
    todays = {word.enterprise_id: word for word in words.filter(as_of=today())}
    SourceRecord.objects.bulk_create(
        [
            SourceRecord(
                enterprise_id=pk,
                source=sources.STAFF,
                as_of=today(),
                payload=_payload(todays.get(pk)) | _retold(_payload(newest.get(pk)), added, removed),
            )
            for pk in pks
        ],
        update_conflicts=True,
        unique_fields=["enterprise", "source", "as_of"],
        update_fields=["payload"],
    )
    return resolve_many(pks)


def _payload(word: SourceRecord | None) -> dict[str, Any]:
    return dict(word.payload) if word else {}


def _retold(said: Mapping[str, Any], added: set[str], removed: set[str]) -> dict[str, Any]:
    return {
        "tags": sorted((set(said.get("tags", ())) | added) - removed),
        "without_tags": sorted((set(said.get("without_tags", ())) | removed) - added),
    }


@transaction.atomic
def add_member(enterprise: Enterprise, user: Any, role: str) -> Membership:
    """Make a person a member. The first member of an active enterprise is its owner: others raise Refused ("no_owner").

    Raises Refused ("member_already") for a member.
    """
    lock(enterprise.pk)
    if Membership.objects.filter(enterprise=enterprise, user=user).exists():
        raise Refused(_("This person is a member already."), "member_already")
    member = Membership(enterprise=enterprise, user=user, role=role)
    _check_owner_stays(member, role)
    member.save()
    return member


@transaction.atomic
def change_role(member: Membership, role: str) -> None:
    """Give a member another role. Raises Refused ("no_owner") where that leaves an active enterprise without owner."""
    lock(member.enterprise_id)
    _check_owner_stays(member, role)
    member.role = role
    member.save(update_fields=["role", "updated_at"])


@transaction.atomic
def remove_member(member: Membership) -> None:
    """End a membership. Raises Refused ("no_owner") when others stay in an active enterprise without owner."""
    lock(member.enterprise_id)
    _check_owner_stays(member, None)
    member.delete()


def _check_owner_stays(member: Membership, role: str | None) -> None:
    """Refuse early and in words what the trigger `keep_an_owner` refuses at commit."""
    others = Membership.objects.filter(enterprise=member.enterprise_id).exclude(pk=member.pk)
    if role == Membership.Role.OWNER or member.enterprise.is_gone or others.filter(role="owner").exists():
        return
    if role is not None or others.exists():
        raise Refused(_("An enterprise with members needs an owner: make another member the owner first."), "no_owner")


def lock(*pks: int) -> None:
    """Lock enterprises until the transaction ends, in order of their keys."""
    rows = Enterprise.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",), no_key=True)
    list(rows.values_list("pk"))


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
