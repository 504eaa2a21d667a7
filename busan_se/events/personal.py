"""What events keep of people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import now
from busan_se.core.extensions import NotPersonal, PersonalData
from busan_se.events import actions, retention
from busan_se.events.models import Attendance, Registration
from busan_se.events.models.registrations import RETENTION


def leave_events(user: Any) -> None:
    """Give back what a person holds in events to come, and take the person off every registration."""
    own = Registration.objects.filter(user=user)
    for pk in own.live().filter(session__starts_at__gt=now()).values_list("pk", flat=True):
        actions.cancel(pk)
    retention.redact(list(own.values_list("pk", flat=True)))


DECLARED = (
    PersonalData(
        "events.Registration",
        _("Participants of events and courses"),
        ("user", "name", "contact", "ended_reason"),
        _("Keeping a seat, telling what changes, certificates of attendance"),
        _("Consent of the person"),
        _("One year after the last date"),
        _("Seats to come are given back; name and contact are removed at once."),
        also=("session", "state", "consent_version", "consented_at", "created_at"),
        own=lambda user: Registration.objects.filter(user=user).with_session(),
        close=leave_events,
        forget=retention.forget_participants,
        history_kept=RETENTION,
        order=50,
    ),
    PersonalData(
        "events.Attendance",
        _("Participants of events and courses"),
        ("registration", "present"),
        _("Certificates of attendance, counting participants"),
        _("Consent of the person"),
        _("Without a name after a year: it is then only counted"),
        _("Stays as a number, without the person."),
        own=lambda user: Attendance.objects.filter(registration__user=user).select_related(
            "registration__session__event"
        ),
        order=51,
    ),
    NotPersonal("events.Event", ("published_by", "phone"), "an officer in office, the telephone of a desk"),
    NotPersonal("events.Registration", ("entered_by",), "an officer in office"),
    NotPersonal("events.Attendance", ("marked_by",), "an officer in office"),
)
