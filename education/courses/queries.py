"""What the pages of courses show, each in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from busan_se.core.clock import now
from busan_se.core.prepared import prepared
from busan_se.events.models import Attendance, Event, Kind, Registration, Session
from busan_se.events.queries import EventCard, OwnRow, cards
from education.courses.models import Course

ON_OTHER_PAGES = 3


def open_cards(**fields: Any) -> list[EventCard]:
    """Return cards of the courses that take registrations now, what closes first on top; `fields` narrow them."""
    instant = now()
    courses = Course.objects.published().for_lists().open_at(instant).filter(**fields)
    return cards(courses.order_by("registration_closes_at", "pk")[:ON_OTHER_PAGES], instant)


@prepared
def open_in(program: int, instant: datetime) -> QuerySet[Event, int]:
    """Return the keys of the courses of a program that take registrations at an instant."""
    open_now = Course.objects.filter(program=program).published().open_at(instant)
    return open_now.order_by().values_list("pk", flat=True)


def completion_rule(course: Course, dates: int) -> str:
    """Say what it takes to complete a course of so many dates."""
    return ngettext(
        "Attend %(needed)d of %(dates)d date (%(percent)d%%).",
        "Attend %(needed)d of %(dates)d dates (%(percent)d%%).",
        dates,
    ) % {"needed": course.needed_of(dates), "dates": dates, "percent": course.completion_percent}


@dataclass(frozen=True)
class Enrolment(OwnRow):
    """A person's registration for a course, with how far it has come. Made by `enrolments`."""

    @property
    def course(self) -> Course:
        """Return the course."""
        return self.registration.session.event.course

    @property
    def progress(self) -> str:
        """Return in words how many dates were attended and whether the course is completed; '' before it begins."""
        row: Any = self.registration
        if not row.holds_seat or row.session.starts_at > now():
            return ""
        values = {"attended": row.n_attended, "dates": row.n_dates, "needed": self.course.needed_of(row.n_dates)}
        if row.n_attended >= values["needed"]:
            return _("Completed: %(attended)d of %(dates)d dates attended") % values
        return _("%(attended)d of %(dates)d dates attended; %(needed)d needed to complete") % values


def enrolments(user: Any) -> Any:
    """Return the person's registrations for courses with `n_dates` and `n_attended`."""
    dates = (
        Session.objects.filter(Q(pk=OuterRef("session")) | Q(part_of=OuterRef("session")), cancelled_at__isnull=True)
        .order_by()
        .annotate(one=F("event"))
        .values("one")
        .annotate(n=Count("pk"))
        .values("n")
    )
    attended = (
        Attendance.objects.filter(registration=OuterRef("pk"), present=True)
        .order_by()
        .values("registration")
        .annotate(n=Count("pk"))
        .values("n")
    )
    own = Registration.objects.of_person(user).filter(session__event__kind=Kind.COURSE)
    return own.select_related("session__event__district", "session__event__course").annotate(
        n_dates=Coalesce(Subquery(dates), 0), n_attended=Coalesce(Subquery(attended), 0)
    )


def rows(registrations: Iterable[Registration]) -> list[Enrolment]:
    """Return the rows of a list from `enrolments`."""
    return [Enrolment(registration) for registration in registrations]
