"""What courses show elsewhere."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.clock import now
from busan_se.core.extensions import DemoSeed, MenuEntry, PersonalData
from busan_se.core.registry import register
from busan_se.events.extensions import EventPage
from busan_se.events.models import Kind
from busan_se.programs.extensions import ProgramPanel
from busan_se.programs.models import Program
from education.courses import demo, queries
from education.courses.api import COURSES
from education.courses.kpis import PARTICIPANTS


def program_context(program: Program, request: HttpRequest) -> dict[str, Any]:
    """Return the courses of the program that can be joined now."""
    now_open = queries.open_in(program.pk, now())
    return {"courses": queries.open_cards(pk__in=now_open) if now_open else ()}


register(EventPage(Kind.COURSE, "courses:detail", _("Courses"), "courses:list", _("My courses"), "courses:mine"))
register(MenuEntry("courses", _("Courses"), "courses:list", parent="events", order=2))
register(ProgramPanel("courses", "education/courses/_program_panel.html", program_context, order=20))
register(COURSES)
register(PARTICIPANTS)
register(DemoSeed("education.courses", demo.plant, demo.remove, order=55))

_EDITS = tuple(f"education.{verb}_course" for verb in ("view", "add", "change", "delete"))
register(RoleGrant(Role.CITY_STAFF, _EDITS))
register(RoleGrant(Role.CENTRE_STAFF, _EDITS))
register(RoleGrant(Role.DISTRICT_STAFF, ("education.view_course",)))
register(
    PersonalData(
        "education.Course",
        _("Teachers of courses"),
        ("teacher",),
        _("Saying publicly who teaches"),
        _("Contract with the teacher"),
        _("As long as the course is shown; earlier values five years"),
        history_kept=timedelta(days=5 * 365),
        order=52,
    )
)
