"""The worker's way to vacancies."""

from celery import shared_task

from enterprises.selection.models import Vacancy
from enterprises.selection.promotion import fill


@shared_task
def fill_vacancies() -> int:
    """Let reserves move up for the vacancies that nobody has tried to fill; return how many did."""
    waiting = Vacancy.objects.open().filter(tried_at=None).values_list("selection", flat=True).distinct()
    return sum(len(fill(selection)) for selection in list(waiting))
