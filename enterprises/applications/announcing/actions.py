"""Announcing decisions at a set time, and the official letter. Each function locks the application first."""

import logging
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.files.actions import store_upload
from enterprises.applications import letters
from enterprises.applications.actions import FILE_KIND, locked, release
from enterprises.applications.announcing.models import PlannedRelease
from enterprises.applications.models import Decision
from enterprises.applications.workflow import State

logger = logging.getLogger(__name__)

_AT_ONCE = 500


@transaction.atomic
def plan(
    pk: UUID,
    *,
    release_at: datetime,
    by: Any,
    document_number: str = "",
    approved_on: date | None = None,
    effective_on: date | None = None,
) -> PlannedRelease:
    """Let a pending decision go out at a set time; a later plan replaces the one before.

    Raises WrongState ("not_decided"), Refused ("past").
    """
    application = locked(pk)
    if application.state != State.DECIDED:
        state = State(application.state).label
        raise WrongState(_("Not possible any more: the state is “%(state)s” now.") % {"state": state}, "not_decided")
    if release_at <= now():
        raise Refused(_("This instant is past: choose a later one, or announce at once."), "past")
    document = {"document_number": document_number, "approved_on": approved_on, "effective_on": effective_on}
    planned, _created = PlannedRelease.objects.update_or_create(
        decision=Decision.objects.get(application=application),
        defaults={"release_at": release_at, "planned_by": by, "planned_at": now(), **document},
    )
    return planned


@transaction.atomic
def drop_plan(pk: UUID) -> None:
    """Take the set time of a pending decision away again. Raises WrongState ("not_planned")."""
    locked(pk)
    deleted, _rows = PlannedRelease.objects.waiting().filter(decision__application=pk).delete()
    if not deleted:
        raise WrongState(_("No announcement is planned for it."), "not_planned")


def release_due() -> int:
    """Announce what is due, each in a transaction of its own; return how many. Again, twice at once or after a kill
    is safe: who comes second finds nothing planned that still waits.
    """
    keys = PlannedRelease.objects.due(now()).values_list("decision__application", flat=True)[:_AT_ONCE]
    return sum(_release_apart(pk) for pk in list(keys))


def _release_apart(pk: UUID) -> bool:
    """Release one, so that one that fails holds up no other."""
    try:
        return _release(pk)
    except Exception:
        logger.exception("The announcement of application %s failed", pk)
        return False


@transaction.atomic
def _release(pk: UUID) -> bool:
    locked(pk)
    planned = PlannedRelease.objects.due(now()).select_related("planned_by").filter(decision__application=pk).first()
    if planned is None:
        return False
    release(
        pk,
        by=planned.planned_by,
        document_number=planned.document_number,
        approved_on=planned.approved_on,
        effective_on=planned.effective_on,
    )
    return True


def attach_official(pk: UUID, *, upload: UploadedFile, by: Any) -> Decision:
    """Attach the official letter to an announced decision, or another in its place; the applicant is told.

    Raises WrongState ("not_announced"), Refused as `store_upload`.
    """
    stored = store_upload(upload, kind=FILE_KIND, user=by)
    with transaction.atomic():
        application = locked(pk)
        decision = Decision.objects.filter(application=application, released_at__isnull=False).first()
        if decision is None:
            raise WrongState(
                _("The result is not announced yet: the official letter comes after that."), "not_announced"
            )
        decision.official_file = stored
        decision.save(update_fields=["official_file"])
        letters.tell_official(application, stored)
        return decision
