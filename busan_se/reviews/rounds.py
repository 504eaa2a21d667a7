"""A round of reviews from its making to its closing, and who reviews in it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.actions import open_account, set_roles
from busan_se.accounts.models import User
from busan_se.accounts.roles import Role
from busan_se.audit import history
from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.programs.call_rubrics import usual_rubric
from busan_se.programs.models import CallVersion
from busan_se.reviews import letters
from busan_se.reviews.extensions import collect
from busan_se.reviews.models import Assignment, Case, Criterion, Panelist, Round, Rubric
from busan_se.reviews.workflow import ROUND, RoundState, SheetState

# Constraint of the database → what people read.
REFUSALS = {
    "round_is_closed": gettext_lazy("The review is closed: nothing in it changes any more."),
    "round_is_not_open": gettext_lazy("The review is not open for scores."),
    "score_after_recusal": gettext_lazy("This reviewer stood down from the case and can't score it."),
    "score_before_declaration": gettext_lazy("Declare first whether you have an interest in this case."),
    "score_is_submitted": gettext_lazy("This sheet was submitted and can't be changed any more."),
    "score_within_maximum": gettext_lazy("The points are above the maximum of their criterion."),
    "reviewer_once_per_case": gettext_lazy("This reviewer has this case already."),
    "sheet_of_one_round": gettext_lazy("Case and reviewer belong to different reviews."),
}


def locked(pk: int) -> Round:
    """Return the round, locked until the transaction ends. Raises Round.DoesNotExist."""
    rows = Round.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("call__program", "rubric").get(pk=pk)


def rubric_of(version: CallVersion) -> Rubric:
    """Return the rows of a version's frozen rubric, made when first needed; the usual one where it has none."""
    found = Rubric.objects.filter(version=version).first()
    if found:
        return found
    frozen = version.rubric or usual_rubric()
    try:
        with transaction.atomic():
            rubric = Rubric.objects.create(
                version=version,
                pass_mark=Decimal(str(frozen["pass_mark"])),
                drops_extremes=bool(frozen.get("drops_extremes")),
            )
            Criterion.objects.bulk_create(
                _criterion(rubric, order, row) for order, row in enumerate(frozen["criteria"], start=1)
            )
    except IntegrityError:  # somebody else made it at the same time
        return Rubric.objects.get(version=version)
    return rubric


def _criterion(rubric: Rubric, order: int, row: dict[str, Any]) -> Criterion:
    return Criterion(
        rubric=rubric,
        key=row["key"],
        kind=row["kind"],
        label_ko=row["label_ko"],
        label_en=row.get("label_en", ""),
        max_points=Decimal(str(row["max"])),
        weight=Decimal(str(row["weight"])),
        anchors=row.get("anchors", []),
        tie_order=row.get("tie_order") or 0,
        order=order,
    )


def prepare(round_: Round) -> Round:
    """Save a new round with the rubric of its call's current version. Raises Refused ("not_published")."""
    version = round_.call.current_version
    if version is None:
        raise Refused(_("Publish the call first: its rubric is frozen with it."), "not_published")
    round_.rubric = rubric_of(version)
    round_.save()
    return round_


@transaction.atomic
def open_round(pk: int) -> Round:
    """Let the reviewers in, and send each the link. Raises WrongState, Refused ("nobody", "nothing", "deadline")."""
    round_ = locked(pk)
    round_.state = ROUND.check(round_.state, "open")
    if round_.deadline_at <= now():
        raise Refused(_("The deadline of the scores has passed. Set a later one first."), "deadline")
    panelists = list(round_.panelists.select_related("user", "round__call__program"))
    if len(panelists) < round_.quorum:
        raise Refused(
            _("Each case needs %(n)s reviewers: invite more, or ask for fewer.") % {"n": round_.quorum}, "nobody"
        )
    if not round_.cases.live().exists():
        raise Refused(_("There is nothing to review yet: take over the cases first."), "nothing")
    round_.opened_at = now()
    round_.save(update_fields=["state", "opened_at", "updated_at"])
    for panelist in panelists:
        invite_again(panelist)
    return round_


def short_of_quorum(round_: Round) -> list[Case]:
    """Return the live cases with fewer submitted sheets than the round asks for."""
    submitted = Count("assignments", filter=Q(assignments__state=SheetState.SUBMITTED))
    return list(round_.cases.live().annotate(submitted=submitted).filter(submitted__lt=round_.quorum))


@transaction.atomic
def close_round(pk: int, *, by: Any, reason: str) -> Round:
    """Close a round for good: from now on no score changes, and the ranking stands.

    Raises WrongState, Refused ("missing") where something came in that is no case yet: it would never be ranked;
    ("quorum") where a case has too few sheets.
    """
    round_ = locked(pk)
    round_.state = ROUND.check(round_.state, "close")
    if missing := collect(round_):  # made only to be counted: the refusal takes them back
        raise Refused(
            _("%(n)s came in after the cases were taken over. Take them over too, and have them reviewed.")
            % {"n": missing},
            "missing",
        )
    if short := short_of_quorum(round_):
        numbers = ", ".join(str(case.number) for case in short)
        raise Refused(
            _("Fewer than %(n)s reviewers submitted these cases: %(cases)s.") % {"n": round_.quorum, "cases": numbers},
            "quorum",
        )
    round_.closed_at, round_.closed_by = now(), by
    with history.reason(reason):
        round_.save(update_fields=["state", "closed_at", "closed_by", "updated_at"])
    return round_


@transaction.atomic
def invite(round_: Round, *, email: str, name: str, by: Any, **details: Any) -> Panelist:
    """Seat a reviewer, whose account is made where there is none; the link leaves when the round opens, or now.

    Raises WrongState for a closed round, Refused ("seated") for who is there already.
    """
    round_ = locked(round_.pk)
    if round_.is_closed:
        raise WrongState(REFUSALS["round_is_closed"], "round_is_closed")
    user = User.objects.filter(email=email.strip().lower()).first() or _new_reviewer(email, name, by)
    if not user.is_active:
        raise Refused(_("This account is closed. Enter another address."), "inactive")
    if round_.panelists.filter(user=user).exists():
        raise Refused(_("This person reviews in this round already."), "seated")
    panelist = Panelist(round=round_, user=user, **details)
    panelist.validate_constraints()
    panelist.save()
    if round_.is_open:
        invite_again(panelist)
    return panelist


def _new_reviewer(email: str, name: str, by: Any) -> User:
    user = User(email=email.strip().lower(), name=name)
    open_account(user, by=by)
    set_roles(user, [Role.REVIEWER], by=by)
    return user


def invite_again(panelist: Panelist) -> None:
    """Send the link; one that was sent before is void from now on."""
    if panelist.invited_at:
        panelist.serial += 1
    panelist.invited_at = now()
    panelist.save(update_fields=["serial", "invited_at", "updated_at"])
    letters.tell_invited(panelist)


@transaction.atomic
def dismiss(panelist: Panelist) -> None:
    """Take a reviewer off a round who has no case in it. Raises Refused ("has_cases")."""
    if panelist.assignments.exists():
        raise Refused(_("This reviewer has cases: let the reviewer stand down from them instead."), "has_cases")
    panelist.delete()


def pledge(panelist: Panelist) -> None:
    """Keep that the reviewer signed the pledge (서약), once."""
    Panelist.objects.filter(pk=panelist.pk, pledged_at=None).update(pledged_at=now())


def remind(round_: Round, at: datetime) -> int:
    """Mail all reviewers who have unfinished cases, at most once a day each; return how many."""
    unfinished = Q(assignments__in=Assignment.objects.unfinished())
    waiting = (
        round_.panelists.annotate(left=Count("assignments", filter=unfinished))
        .filter(left__gt=0)
        .select_related("user", "round__call__program")
    )
    told = 0
    for panelist in waiting if round_.is_open else ():
        with transaction.atomic():
            letters.tell_reminded(panelist, panelist.left, f"reminded:{at:%Y-%m-%d}")
            Panelist.objects.filter(pk=panelist.pk).update(reminded_at=at)
        told += 1
    return told


@transaction.atomic
def drop_case(case_pk: int, reason: str) -> None:
    """Take a case out of its round because its applicant withdrew; a closed round keeps its scores."""
    Case.objects.filter(pk=case_pk, dropped_at=None).update(
        dropped_at=now(), drop_reason=reason[:200], updated_at=now()
    )


def open_rounds_of(user: Any) -> Any:
    """Return the seats of this person in rounds that are open."""
    return Panelist.objects.filter(user=user, round__state=RoundState.OPEN).select_related("round__call")
