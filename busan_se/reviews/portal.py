"""What reviews show elsewhere."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.clock import now
from busan_se.core.extensions import Todo, TodoSource, Unpublished
from busan_se.core.registry import register
from busan_se.files.extensions import FileOwner
from busan_se.files.models import StoredFile
from busan_se.programs.call_rubrics import full_marks
from busan_se.programs.extensions import CallDeskLink, CallPanel
from busan_se.programs.models import Call
from busan_se.reviews import personal
from busan_se.reviews.models import Assignment, Criterion, Round


def rubric_context(call: Call, request: HttpRequest) -> dict[str, Any]:
    """Return the frozen rubric as the public reads it; nothing where the call has none."""
    rubric = call.current_version.rubric if call.current_version else None
    if not rubric:
        return {"criteria": ()}
    labels = {
        Criterion.Kind.BONUS.value: Criterion.Kind.BONUS.label,
        Criterion.Kind.PENALTY.value: Criterion.Kind.PENALTY.label,
    }
    english = get_language() == "en"
    rows = [
        (
            (english and row.get("label_en")) or row["label_ko"],
            labels.get(row["kind"], ""),
            f"{row['max'] * row['weight']:g}",
        )
        for row in rubric["criteria"]
    ]
    return {"criteria": rows, "pass_mark": f"{rubric['pass_mark']:g}", "full": f"{full_marks(rubric):g}"}


def my_todos(user: Any) -> Sequence[Todo]:
    """Return the reviews in which this person has cases to score."""
    mine = Assignment.objects.of_reviewer(user).unfinished()
    rows: Any = mine.order_by("case__round").values_list("case__round").annotate(n=Count("pk"))
    found = list(rows)
    rounds = Round.objects.select_related("call").in_bulk([pk for pk, _n in found])
    return [
        Todo(
            _("Score the cases of “%(call)s”") % {"call": rounds[pk].call.title},
            reverse("reviews:desk"),
            rounds[pk].deadline_at,
            count=n,
        )
        for pk, n in found
    ]


def staff_todos(user: Any) -> Sequence[Todo]:
    """Return the open reviews whose deadline has passed: they wait for scores, or for their closing."""
    if not user.has_perm("reviews.change_round"):
        return ()
    late = Round.objects.filter(state="open", deadline_at__lte=now()).select_related("call")
    return [
        Todo(
            _("Review over its deadline: %(round)s") % {"round": round_},
            reverse("admin:reviews_round_board", args=[round_.pk]),
            round_.deadline_at,
        )
        for round_ in late.order_by("deadline_at")
    ]


def scan_is_readable(user: Any, file: StoredFile) -> bool:
    """Return whether the file is a signed score sheet, and the user may see sheets by office."""
    return user.has_perm("reviews.view_assignment") and Assignment.objects.filter(scan=file).exists()


def rubric_url(call: Call, user: Any) -> str:
    """Return where the rubric of a call is written, '' for who has no call on the desk."""
    return reverse("admin:reviews_round_rubric", args=[call.pk]) if user.has_perm("programs.view_call") else ""


def rounds_url(call: Call, user: Any) -> str:
    """Return where the reviews of a call are listed, '' for who has none on the desk."""
    mine = user.has_perm("reviews.view_round")
    return f"{reverse('admin:reviews_round_changelist')}?q={call.number}" if mine else ""


register(Unpublished("busan_se.reviews"))
register(CallPanel("reviews.rubric", "reviews/_call_panel.html", rubric_context, order=40))
register(CallDeskLink("reviews.rubric", gettext_lazy("Rubric"), rubric_url, order=20))
register(CallDeskLink("reviews.rounds", gettext_lazy("Reviews of the call"), rounds_url, order=21))
register(TodoSource("reviews.mine", "my", my_todos, order=15))
register(TodoSource("reviews.late", "staff", staff_todos, order=15))
register(FileOwner("reviews.scans", scan_is_readable))

_MODELS = ("round", "panelist", "case", "assignment", "declaration", "score", "adjustment", "sitting", "criterion")
_SEES = tuple(f"reviews.view_{model}" for model in (*_MODELS, "rubric"))
register(RoleGrant(Role.CITY_STAFF, (*_SEES, *(f"reviews.{verb}_round" for verb in ("add", "change", "delete")))))
register(RoleGrant(Role.CENTRE_STAFF, _SEES))

for declared in (*personal.DECLARED, *personal.OBSTACLES):
    register(declared)
