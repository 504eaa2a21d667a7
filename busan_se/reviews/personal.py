"""What reviews keep of people."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.clock import now
from busan_se.core.extensions import ClosingObstacle, NotPersonal, PersonalData
from busan_se.reviews.models import Assignment, Declaration, Panelist
from busan_se.reviews.workflow import RoundState

_KEPT = timedelta(days=5 * 365 + 2)
_GONE = "–"  # an interest keeps a ground (constraint), if no longer which
_REVIEWERS = gettext_lazy("Reviewers")
_BASIS = gettext_lazy("Local Subsidy Act, article 26")
_HOW_LONG = gettext_lazy("Five years after the review was closed")
_STAYS = gettext_lazy("Kept with the review for five years (Local Subsidy Act).")


def open_reviews(user: Any) -> list[str]:
    """Return a sentence for each review that still counts on this person."""
    seats = Panelist.objects.filter(user=user, round__state=RoundState.OPEN).select_related("round__call")
    return [_("You review in “%(round)s”: ask the desk to let you go first.") % {"round": seat.round} for seat in seats]


def forget_contacts() -> int:
    """Empty address and affiliation of reviewers five years after the closing; return how many rows."""
    over = Panelist.objects.filter(round__closed_at__lt=now() - _KEPT).exclude(address="", affiliation="")
    return over.update(address="", affiliation="")


def forget_grounds() -> int:
    """Empty the grounds of interests five years after the closing; return how many rows."""
    over = Declaration.objects.filter(assignment__case__round__closed_at__lt=now() - _KEPT).exclude(ground="")
    return over.filter(~Q(ground=_GONE)).update(ground=_GONE)


def forget_opinions() -> int:
    """Empty the opinions of reviewers five years after the closing; return how many rows."""
    over = Assignment.objects.filter(case__round__closed_at__lt=now() - _KEPT).exclude(comment="")
    return over.update(comment="")


DECLARED = (
    PersonalData(
        "reviews.Panelist",
        _REVIEWERS,
        ("user", "affiliation", "address"),
        gettext_lazy("Inviting reviewers, finding interests in a case"),
        _BASIS,
        _HOW_LONG,
        _STAYS,
        also=("round", "invited_at", "pledged_at"),
        own=lambda user: Panelist.objects.filter(user=user),
        forget=forget_contacts,
        order=40,
    ),
    PersonalData(
        "reviews.Declaration",
        _REVIEWERS,
        ("ground", "declared_by"),
        gettext_lazy("Proof that nobody reviews a case of the own interest"),
        _BASIS,
        _HOW_LONG,
        _STAYS,
        also=("kind", "declared_at"),
        own=lambda user: Declaration.objects.filter(assignment__panelist__user=user),
        forget=forget_grounds,
        order=41,
    ),
    PersonalData(
        "reviews.Assignment",
        _REVIEWERS,
        ("comment",),
        gettext_lazy("Review of applications"),
        _BASIS,
        _HOW_LONG,
        _STAYS,
        also=("state", "submitted_at"),
        own=lambda user: Assignment.objects.filter(panelist__user=user),
        forget=forget_opinions,
        order=42,
    ),
    NotPersonal("reviews.Assignment", ("entered_by",), "an officer in office"),
    NotPersonal("reviews.Round", ("closed_by",), "an officer in office"),
    NotPersonal("reviews.Adjustment", ("entered_by",), "an officer in office"),
    NotPersonal("reviews.Sitting", ("entered_by",), "an officer in office"),
)
OBSTACLES = (ClosingObstacle("reviews.open", open_reviews),)
