"""Everything that changes a supplement. Each function locks the application first, looks again, and writes once."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.audit import history
from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.files.actions import store_upload
from enterprises.applications.actions import FILE_KIND, locked
from enterprises.applications.models import Application
from enterprises.applications.questions import Questions
from enterprises.applications.rules import stated
from enterprises.applications.supplements import content, ending, letters
from enterprises.applications.supplements.models import MoreTime, State, Supplement, SupplementFile
from enterprises.applications.workflow import State as Standing

_REMIND_BEFORE = timedelta(days=2)


def _open(pk: UUID) -> Supplement:
    """Return the open supplement of an application, both locked. Raises WrongState ("not_open")."""
    application = locked(pk)
    supplement = Supplement.objects.select_for_update().open().filter(application=application).first()
    if supplement is None:
        raise WrongState(_("Nothing is to be mended here now: it was answered, or it is over."), "not_open")
    supplement.application = application
    return supplement


def _in_time(pk: UUID, arrived: datetime) -> Supplement:
    """Return the open supplement, which takes answers at `arrived`. Raises WrongState, Refused ("late")."""
    supplement = _open(pk)
    if supplement.is_late_at(arrived):
        raise Refused(
            _("The time to mend it ended at %(until)s. Your request arrived after that: ask for more time.")
            % {"until": stated(supplement.due_at)},
            "late",
        )
    return supplement


def _remind_at(until: datetime) -> datetime | None:
    """Return when to remind of a stated instant; None where less time is left: the letter has just said it."""
    moment = until - _REMIND_BEFORE
    return moment if moment > now() else None


def _check_ahead(until: datetime) -> None:
    if until <= now():
        raise Refused(_("This instant is past: give time to mend the application."), "past")


@transaction.atomic
def ask(pk: UUID, *, parts: Iterable[str], asked: str, until: datetime, by: Any) -> Supplement:
    """Ask for what is to be mended (보완): only the named questions open, until the stated instant.

    Raises WrongState ("not_submitted"), Refused ("past", "no_parts", "supplement_open").
    """
    application = locked(pk)
    if application.state != Standing.SUBMITTED:
        raise WrongState(_("Only an application that waits for its decision can be mended."), "not_submitted")
    _check_ahead(until)
    wanted = set(parts)
    named = [key for key, _label in content.openable(application) if key in wanted]
    if not named or not asked.strip():
        raise Refused(_("Choose at least one question, and say what is to be mended."), "no_parts")
    if Supplement.objects.open().filter(application=application).exists():
        raise Refused(
            _("Something is to be mended already: wait for the answer, or give more time."), "supplement_open"
        )
    supplement = Supplement.objects.create(
        application=application,
        parts=named,
        asked=asked,
        asked_by=by,
        asked_at=now(),
        due_at=until,
        remind_at=_remind_at(until),
    )
    letters.tell_asked(supplement)
    return supplement


@transaction.atomic
def save(pk: UUID, *, answers: Mapping[str, Any], note: str, arrived: datetime) -> Supplement:
    """Keep what was written so far of the named questions, None for an answer taken out; nothing else counts.

    Raises WrongState ("not_open"), Refused ("late").
    """
    supplement = _in_time(pk, arrived)
    supplement.answers = {key: answers.get(key) for key in supplement.parts if key in _written(supplement)}
    supplement.note = note
    supplement.save(update_fields=["answers", "note", "updated_at"])
    return supplement


def _written(supplement: Supplement) -> set[str]:
    return {question.key for question in content.opened(supplement).written}


def attach(pk: UUID, slot: str, upload: UploadedFile, *, by: Any, arrived: datetime) -> SupplementFile:
    """Store an upload as answer to the named file question `slot`; it replaces the one before where only one is taken.

    Raises Refused for a file that portal or question does not take ("unknown_slot", "too_many_files", …) and as `save`.
    """
    application = Application.objects.select_related("version").get(pk=pk)
    question = Questions(application.version).file(slot)
    stored = store_upload(upload, kind=FILE_KIND, user=by)
    with transaction.atomic():
        supplement = _in_time(pk, arrived)
        if slot not in supplement.parts:
            raise Refused(_("This question was not opened again."), "unknown_slot")
        present = supplement.files.filter(slot=slot)
        if question.max_files == 1:
            present.delete()
        elif present.count() >= question.max_files:
            raise Refused(
                _("This question takes at most %(n)s files: remove one first.") % {"n": question.max_files},
                "too_many_files",
            )
        return SupplementFile.objects.create(supplement=supplement, slot=slot, file=stored)


@transaction.atomic
def detach(pk: UUID, attached: int, *, arrived: datetime) -> None:
    """Take a file off again. Gone already: nothing happens. Raises as `save`."""
    _in_time(pk, arrived).files.filter(pk=attached).delete()


@transaction.atomic
def answer(pk: UUID, *, by: Any, arrived: datetime) -> Supplement:
    """Hand in what was mended, once: a request that arrived in time is honoured however slow its handling.

    Raises WrongState ("not_open"), Refused ("late", "incomplete").
    """
    supplement = _in_time(pk, arrived)
    files = list(supplement.files.select_related("file"))
    if content.problems(supplement, files):
        raise Refused(_("Some answers are missing. Fill them in, then hand it in."), "incomplete")
    supplement.requested_won = content.new_amount(supplement)
    supplement.content_hash = content.content_hash(supplement, files)
    supplement.state, supplement.answered_at, supplement.answered_by = State.ANSWERED, arrived, by
    supplement.remind_at = None
    supplement.save()
    letters.tell_answered(supplement)
    return supplement


@transaction.atomic
def wish_more_time(pk: UUID, *, reason: str, by: Any) -> MoreTime:
    """Ask for more time, before the end or after it. Raises WrongState ("not_open"), Refused ("no_reason", "asked")."""
    supplement = _open(pk)
    if not reason.strip():
        raise Refused(_("Say why you need more time."), "no_reason")
    if supplement.wishes.filter(settled_at__isnull=True).exists():
        raise Refused(_("You have asked for more time already: wait for the answer."), "asked")
    return MoreTime.objects.create(supplement=supplement, reason=reason, asked_by=by, asked_at=now())


@transaction.atomic
def give_time(pk: UUID, *, until: datetime, by: Any) -> Supplement:
    """Give more time, asked for or not. Raises WrongState ("not_open"), Refused ("past")."""
    supplement = _open(pk)
    _check_ahead(until)
    if until <= supplement.due_at:
        raise Refused(_("The new instant must be later than %(until)s.") % {"until": stated(supplement.due_at)}, "past")
    supplement.due_at, supplement.remind_at = until, _remind_at(until)
    supplement.save(update_fields=["due_at", "remind_at", "updated_at"])
    supplement.wishes.filter(settled_at__isnull=True).update(granted_until=until, settled_by=by, settled_at=now())
    letters.tell_more_time(supplement)
    return supplement


@transaction.atomic
def refuse_time(pk: UUID, *, reason: str, by: Any) -> Supplement:
    """Refuse the wish for more time. Raises WrongState ("not_open", "no_wish"), Refused ("no_reason")."""
    supplement = _open(pk)
    wish = supplement.wishes.filter(settled_at__isnull=True).first()
    if wish is None:
        raise WrongState(_("Nobody asked for more time."), "no_wish")
    if not reason.strip():
        raise Refused(_("Give the reason."), "no_reason")
    wish.refusal, wish.settled_by, wish.settled_at = reason, by, now()
    wish.save()
    letters.tell_no_more_time(supplement, wish)
    return supplement


@transaction.atomic
def close(pk: UUID, *, reason: str) -> None:
    """Take the request to mend back: the application stays as it was submitted. Raises WrongState, Refused."""
    supplement = _open(pk)
    if not reason.strip():
        raise Refused(_("Give the reason."), "no_reason")
    with history.reason(reason[:300]):
        ending.close_open(supplement.application, reason)
    letters.tell_closed(supplement, reason)


def remind() -> int:
    """Remind, once each, those whose time to mend is nearly over; return how many."""
    due = Supplement.objects.to_remind(now()).values_list("application", flat=True)
    return sum(_remind(pk) for pk in list(due))


@transaction.atomic
def _remind(pk: UUID) -> bool:
    """Lock, look again, write: one that was answered or given more time a moment ago is left alone."""
    try:
        supplement = _open(pk)
    except WrongState:
        return False
    moment = now()
    if supplement.remind_at is None or supplement.remind_at > moment:
        return False
    supplement.remind_at = None
    supplement.save(update_fields=["remind_at"])
    in_time = not supplement.is_late_at(moment)
    if in_time:
        letters.tell_reminder(supplement)
    return in_time
