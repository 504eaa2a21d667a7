"""News of the applications, inside their transactions: only rows are written here."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from busan_se.core.jobs import wake_after_commit
from busan_se.reviews.rounds import drop_case
from enterprises.applications.models import Application, Decision
from enterprises.applications.signals import application_ended
from enterprises.applications.workflow import Outcome, State
from enterprises.selection.actions import leave
from enterprises.selection.models import ReservePlace, Selection, Vacancy
from enterprises.selection.sources import cases_of
from enterprises.selection.tasks import fill_vacancies


@receiver(application_ended)
def take_off(application: Application, **kwargs: Any) -> None:
    """Take it off open reviews and the reserve list; where it was selected, note the vacancy for who waits."""
    label = str(State(application.state).label)
    for case in cases_of(application):
        drop_case(case.pk, label)
    place = ReservePlace.objects.filter(application=application, state=ReservePlace.State.WAITING).first()
    if place:
        leave(place, label)
    selection = Selection.objects.filter(round__cases__application__application=application).order_by("-pk").first()
    decision = Decision.objects.filter(application=application, outcome=Outcome.SELECTED).first()
    if selection and decision and decision.amount_won:
        _note_vacancy(selection, application, decision.amount_won)


def _note_vacancy(selection: Selection, application: Application, amount: int) -> None:
    ended = selection.ended_at
    Vacancy.objects.create(
        selection=selection,
        application=application,
        freed_won=amount,
        settled_at=ended,
        note=_("The reserve list ended.") if ended else "",
    )
    if not ended:
        wake_after_commit(fill_vacancies)
