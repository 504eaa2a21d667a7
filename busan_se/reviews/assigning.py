"""Who reviews what: by hand or evenly, and who takes over where somebody stands down."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.core.errors import Refused, WrongState
from busan_se.core.refusals import refusals_in_words
from busan_se.reviews.extensions import hints_of, same_district
from busan_se.reviews.models import Assignment, Case, Panelist, Round
from busan_se.reviews.rounds import REFUSALS, locked
from busan_se.reviews.workflow import SheetState


@transaction.atomic
def assign(pk: int, pairs: Iterable[tuple[int, int]]) -> int:
    """Let the round have exactly the sheets of these (case, reviewer) that nobody has begun; return how many are new.

    Sheets with a declaration stay, whatever is asked for. Raises WrongState for a closed round.
    """
    # Locked, so that nobody declares on a sheet that is taken away; before the round, as who scores does.
    rows = Assignment.objects.select_for_update(of=("self",), no_key=True).filter(case__round=pk).order_by("pk")
    there = {(row.case_id, row.panelist_id): row for row in rows}
    _open_for_assigning(pk)
    wanted = set(pairs)
    unwanted = [row.pk for pair, row in there.items() if pair not in wanted and row.state == SheetState.ASSIGNED]
    Assignment.objects.filter(pk__in=unwanted).delete()
    # Read again: somebody may have given out others while we waited for the round.
    new = sorted(wanted - set(Assignment.objects.filter(case__round=pk).values_list("case", "panelist")))
    with refusals_in_words(REFUSALS):
        Assignment.objects.bulk_create(Assignment(case_id=case, panelist_id=panelist) for case, panelist in new)
    return len(new)


@transaction.atomic
def distribute(pk: int, each: int) -> int:
    """Give every case `each` reviewers: who has fewest first; without an interest that is known, of another district.

    Reviewers of the same district are taken where no others are left; who has a hint of an interest, never. Returns how
    many sheets were made. Raises WrongState, Refused ("too_few") where a case can't have so many.
    """
    round_ = _open_for_assigning(pk)
    cases, panelists = list(round_.cases.live()), list(round_.panelists.all())
    rows = list(Assignment.objects.filter(case__round=round_))
    load = Counter(row.panelist_id for row in rows if row.state != SheetState.RECUSED)
    had: dict[int, set[int]] = {}
    counting: Counter[int] = Counter()
    for row in rows:
        had.setdefault(row.case_id, set()).add(row.panelist_id)
        counting[row.case_id] += row.state != SheetState.RECUSED
    hints = hints_of(cases, panelists)
    new: list[Assignment] = []
    for case in cases:
        free = [p for p in panelists if p.pk not in had.get(case.pk, ()) and not hints.get((case.pk, p.pk))]
        lacking = each - counting[case.pk]
        if lacking > len(free):
            raise Refused(
                _("Case %(number)s can't have %(n)s reviewers without an interest: invite more.")
                % {"number": case.number, "n": each},
                "too_few",
            )
        for panelist in _fewest(case, free, load)[: max(lacking, 0)]:
            load[panelist.pk] += 1
            new.append(Assignment(case=case, panelist=panelist))
    Assignment.objects.bulk_create(new)
    return len(new)


def _fewest(case: Case, free: Iterable[Panelist], load: Counter[int]) -> list[Panelist]:
    return sorted(free, key=lambda panelist: (same_district(case, panelist), load[panelist.pk], panelist.pk))


def candidates(sheet: Assignment) -> list[Panelist]:
    """Return who could take the case over: not on it yet, no hint of an interest; the best first."""
    case = sheet.case
    on_it = set(case.assignments.values_list("panelist", flat=True))
    panelists = [p for p in case.round.panelists.select_related("user") if p.pk not in on_it]
    hints = hints_of([case], panelists)
    rows = Assignment.objects.filter(case__round=case.round).counting().values_list("panelist", flat=True)
    return _fewest(case, [p for p in panelists if not hints.get((case.pk, p.pk))], Counter(rows))


@transaction.atomic
def substitute(pk: UUID, panelist: int) -> Assignment:
    """Give the case of somebody who stood down to another reviewer of the round, once.

    Raises WrongState ("not_recused", "substituted", or the round is closed), Refused ("reviewer_once_per_case", …).
    """
    sheet = Assignment.objects.select_for_update(of=("self",), no_key=True).select_related("case__round").get(pk=pk)
    if sheet.state != SheetState.RECUSED:
        raise WrongState(_("A substitute is only for who stood down."), "not_recused")
    if Assignment.objects.filter(substitute_for=sheet).exists():
        raise WrongState(_("There is a substitute already."), "substituted")
    with refusals_in_words(REFUSALS):
        return Assignment.objects.create(case=sheet.case, panelist_id=panelist, substitute_for=sheet)


def _open_for_assigning(pk: int) -> Round:
    round_ = locked(pk)
    if round_.is_closed:
        raise WrongState(REFUSALS["round_is_closed"], "round_is_closed")
    return round_
