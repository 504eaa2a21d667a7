"""Two entries of one enterprise become one: everything of the one that goes moves to the one that stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from busan_se.audit.history import reason
from busan_se.core.errors import Refused
from busan_se.core.registry import registered
from enterprises.registry.actions import lock, resolve
from enterprises.registry.extensions import Clash, MergeQuestion
from enterprises.registry.models import (
    Enterprise,
    EnterpriseIdentifier,
    Membership,
    OperatingState,
    Qualification,
    SourceRecord,
)

_ROLES = (Membership.Role.VIEWER, Membership.Role.MANAGER, Membership.Role.OWNER)
_OWN = (EnterpriseIdentifier, Membership, OperatingState, Qualification, SourceRecord)


@dataclass(frozen=True)
class Moved:
    """What a merge moves: the label of the rows, how many go along, how many stay since both entries have them."""

    label: str
    moves: int
    stays: int = 0


def merge(stays: Enterprise, goes: Enterprise, why: str, kept: Mapping[str, str] = MappingProxyType({})) -> None:
    """Merge `goes` into `stays`, in one transaction; its public page leads on, its numbers find the other.

    A qualification that both hold at a time is one: the one that stays takes over what it lacks, the other remains with
    the old entry. Of two memberships of a person the higher role stays. `kept` answers `clashes`. `why` goes into the
    history. Raises Refused: "same", "merged_already", "demo", "in_the_way" (rows of both that exclude each other).
    """
    with transaction.atomic(), reason(why):
        lock(stays.pk, goes.pk)
        rows = Enterprise.objects.in_bulk([stays.pk, goes.pk])
        check(rows[stays.pk], rows[goes.pk])
        Enterprise.objects.filter(Q(pk=goes.pk) | Q(merged_into=goes.pk)).update(merged_into=stays.pk)
        EnterpriseIdentifier.objects.filter(enterprise=goes).update(enterprise=stays)
        _move_qualifications(stays, goes)
        _move_members(stays, goes)
        _move_states(stays, goes)
        _move_words(stays, goes)
        for question in registered(MergeQuestion):
            question.settle(stays, goes, kept)
        for relation in _other_relations():
            _move_others(relation, stays, goes)
        resolve(stays)


def check(stays: Enterprise, goes: Enterprise) -> None:
    """Raise Refused unless the two may become one."""
    if stays.pk == goes.pk:
        raise Refused(_("These are the same entry: choose another one."), "same")
    if stays.merged_into_id or goes.merged_into_id:
        raise Refused(_("One of the entries was merged already."), "merged_already")
    if stays.is_demo != goes.is_demo:
        raise Refused(_("Demo data and real entries are never merged."), "demo")


def clashes(stays: Enterprise, goes: Enterprise) -> list[Clash]:
    """Return what staff must settle before the two become one."""
    return [clash for question in registered(MergeQuestion) for clash in question.clashes(stays, goes)]


def preview(stays: Enterprise, goes: Enterprise) -> list[Moved]:
    """Return what would move."""
    overlapping = sum(_twin(row, stays) is not None for row in goes.qualifications.all())
    both = Membership.objects.filter(enterprise=goes, user__memberships__enterprise=stays).count()
    own = [
        Moved(str(EnterpriseIdentifier._meta.verbose_name_plural), goes.identifiers.count()),
        Moved(str(Qualification._meta.verbose_name_plural), goes.qualifications.count() - overlapping, overlapping),
        Moved(str(Membership._meta.verbose_name_plural), goes.memberships.count() - both, both),
        Moved(str(SourceRecord._meta.verbose_name_plural), goes.source_records.count()),
    ]
    others = [
        Moved(str(relation.related_model._meta.verbose_name_plural), _rows(relation, goes).count())
        for relation in _other_relations()
    ]
    return [*own, *(line for line in others if line.moves)]


def _twin(row: Qualification, stays: Enterprise) -> Qualification | None:
    """Return the qualification of the same kind that the other entry holds in part of the same time."""
    return stays.qualifications.filter(kind=row.kind_id, period__overlap=row.period).first()


def _move_qualifications(stays: Enterprise, goes: Enterprise) -> None:
    for row in goes.qualifications.order_by("pk"):
        twin = _twin(row, stays)
        if twin is None:
            row.enterprise = stays
            row.save(update_fields=["enterprise", "updated_at"])
            continue
        lacking = [name for name in ("number", "issuer", "grade") if getattr(row, name) and not getattr(twin, name)]
        for name in lacking:
            setattr(twin, name, getattr(row, name))
        if lacking:
            twin.save(update_fields=[*lacking, "updated_at"])


def _move_members(stays: Enterprise, goes: Enterprise) -> None:
    present = {member.user_id: member for member in stays.memberships.all()}
    for member in goes.memberships.order_by("pk"):
        other = present.get(member.user_id)
        if other is None:
            member.enterprise = stays
            member.save(update_fields=["enterprise", "updated_at"])
            continue
        role = max(other.role, member.role, key=_ROLES.index)
        if role != other.role:
            other.role = role
            other.save(update_fields=["role", "updated_at"])
        member.delete()


def _move_states(stays: Enterprise, goes: Enterprise) -> None:
    """Move the dated states; of two of one day that of the entry that stays counts."""
    days = stays.states.values("since")
    goes.states.exclude(since__in=days).update(enterprise=stays)


def _move_words(stays: Enterprise, goes: Enterprise) -> None:
    """Move what sources said; where one source spoke of both on a day, the words are joined."""
    present = {(row.source, row.as_of): row for row in stays.source_records.all()}
    for row in goes.source_records.order_by("pk"):
        other = present.get((row.source, row.as_of))
        if other is None:
            row.enterprise = stays
            row.save(update_fields=["enterprise"])
            continue
        other.payload = row.payload | other.payload
        other.save(update_fields=["payload"])
        row.delete()


def _other_relations() -> list[Any]:
    """Return the relations of all other features to an enterprise; row history keeps the entry it was written for."""
    return [
        relation
        for relation in Enterprise._meta.related_objects
        if relation.related_model not in (Enterprise, *_OWN)
        and not relation.many_to_many
        and not hasattr(relation.related_model, "pgh_tracked_model")
    ]


def _rows(relation: Any, enterprise: Enterprise) -> Any:
    return relation.related_model._base_manager.filter(**{relation.field.name: enterprise})


def _move_others(relation: Any, stays: Enterprise, goes: Enterprise) -> None:
    """Move the rows of another feature. Raises Refused where the two entries have some that exclude each other."""
    try:
        with transaction.atomic():
            _rows(relation, goes).update(**{relation.field.name: stays})
    except DatabaseError as error:
        raise Refused(
            _("Both entries have %(rows)s that exclude each other: settle these first.")
            % {"rows": relation.related_model._meta.verbose_name_plural},
            "in_the_way",
        ) from error
