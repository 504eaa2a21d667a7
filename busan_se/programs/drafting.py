"""The form of a call while it is written: the draft before publication, the correction after it.

Every save says which state its page was made from (`seen`); the row is locked, looked at again and written, so that two
officers never overwrite each other.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.core.clock import now
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.programs.call_forms import Form, check_form, usual_form
from busan_se.programs.models import Call, CallCorrection, CallVersion
from busan_se.programs.signals import call_corrected

# What goes with a form from one call to another, where the officer wants it.
TERMS = ("selections", "amount_min", "amount_max", "own_share_percent", "eligible_kinds", "rubric")


@dataclass(frozen=True)
class Working:
    """What an officer has before the eyes: a draft, a correction that is written, or a published form to be read."""

    call: Call
    correction: CallCorrection | None

    @classmethod
    def of(cls, call: Call) -> "Working":
        """Return it for a call that was loaded with its `current_version`."""
        written = CallCorrection.objects.select_related("base", "started_by") if call.is_published else None
        return cls(call, written.filter(call=call).first() if written else None)

    @property
    def is_open(self) -> bool:
        """Return whether it can be changed."""
        return self.correction is not None or not self.call.is_published

    @property
    def form(self) -> Form:
        """Return the form."""
        return dict(self.correction.form) if self.correction else form_of(self.call)

    @property
    def lock(self) -> int:
        """Return which state of the form this is; what is saved says it again (`seen`)."""
        return self.correction.form_lock if self.correction else self.call.form_lock

    @property
    def problem(self) -> str:
        """Return why the form could not be published as it is, '' if it could."""
        try:
            check_form(self.form)
        except ValidationError as error:
            return str(error.messages[0])
        return ""


def form_of(call: Call) -> Form:
    """Return the form that holds: what was published last, or the draft's (the usual one while it is empty)."""
    if call.current_version is not None:
        return dict(call.current_version.form)
    return call.form or usual_form(amount_min=call.amount_min, amount_max=call.amount_max)


def lock_call(call: Call) -> Call:
    """Return the call, locked until the transaction ends."""
    return Call.objects.select_for_update(of=("self",), no_key=True).get(pk=call.pk)


@transaction.atomic
def save_form(call: Call, form: Form, *, seen: int) -> None:
    """Keep the form of a draft, or of the correction of a published call. It need not be complete yet.

    Raises Conflict ("changed") if somebody saved since `seen`, WrongState ("published") without a correction.
    """
    row = _locked_copy(call, seen)
    row.form, row.form_lock = form, row.form_lock + 1
    row.save(update_fields=["form", "form_lock", "updated_at"])


@transaction.atomic
def take_from(call: Call, source: Call | None, *, with_terms: bool, seen: int) -> None:
    """Replace the form by that of another call, None for the usual one; a draft may take the terms of the call too.

    Raises as `save_form` does.
    """
    row = _locked_copy(call, seen)
    fields = ["form", "form_lock", "updated_at"]
    if source and with_terms and isinstance(row, Call):
        for name in TERMS:
            setattr(row, name, getattr(source, name))
        fields += TERMS
    row.form = form_of(source) if source else usual_form(amount_min=call.amount_min, amount_max=call.amount_max)
    row.form_lock += 1
    row.save(update_fields=fields)


def _locked_copy(call: Call, seen: int) -> Call | CallCorrection:
    row: Call | CallCorrection | None = lock_call(call)
    if isinstance(row, Call) and row.is_published:
        row = CallCorrection.objects.select_for_update(of=("self",), no_key=True).filter(call=call).first()
    if row is None:
        raise WrongState(_("The form of a published call changes by a correction only. Start one first."), "published")
    if row.form_lock != seen:
        raise Conflict(_("Somebody else, or another window, changed this form in the meantime."), "changed")
    return row


@transaction.atomic
def start_correction(call: Call, by: Any) -> CallCorrection:
    """Return the correction of a published call; begin one from its current form if none is being written.

    Raises WrongState ("not_standing") for a draft or a cancelled call.
    """
    call = lock_call(call)
    if call.current_version is None or call.cancelled_at:
        raise WrongState(_("Only a published call that stands can be corrected."), "not_standing")
    version = call.current_version
    found, _created = CallCorrection.objects.get_or_create(
        call=call, defaults={"base": version, "form": version.form, "started_by": by}
    )
    return found


@transaction.atomic
def discard_correction(call: Call, *, seen: int) -> None:
    """Throw the correction away; the published form stays. Raises as `save_form` does."""
    _locked_correction(call, seen).delete()


@transaction.atomic
def publish_correction(call: Call, *, reason: str, by: Any, seen: int) -> CallVersion:
    """Make the correction the next version: from now on it holds, and everybody with a draft is told `reason`.

    Raises as `save_form` does, WrongState ("not_standing"), Refused ("no_reason", "nothing_changed") and
    ValidationError where the form is incomplete.
    """
    row = _locked_correction(call, seen)
    call = lock_call(call)
    if call.cancelled_at:
        raise WrongState(_("Only a published call that stands can be corrected."), "not_standing")
    if not reason.strip():
        raise Refused(_("Write the reason: everybody who has a draft reads it."), "no_reason")
    if row.form == row.base.form:
        raise Refused(_("Nothing was changed yet: the form is the published one."), "nothing_changed")
    check_form(row.form)
    version = _next_version(call, row, reason.strip(), by)
    row.delete()
    call_corrected.send(Call, call=call, before=row.base, after=version)
    return version


def _locked_correction(call: Call, seen: int) -> CallCorrection:
    row = _locked_copy(call, seen)
    if isinstance(row, Call):
        raise WrongState(_("This call is not published: change its form as it is."), "not_published")
    return row


def _next_version(call: Call, row: CallCorrection, reason: str, by: Any) -> CallVersion:
    """Write the next version of a locked call: its form is the corrected one, everything else as it was promised."""
    base = row.base
    version = CallVersion.objects.create(
        call=call,
        number=base.number + 1,
        form=row.form,
        rules=base.rules,
        rubric=base.rubric,
        parameters=base.parameters,
        published_at=now(),
        published_by=by,
        reason=reason,
    )
    call.current_version = version
    call.save(update_fields=["current_version", "updated_at"])
    return version
