"""What those who wait in reserve are told."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.notifications.actions import notify
from enterprises.applications.letters import desk, readers
from enterprises.registry.models import Membership
from enterprises.selection.models import ReservePlace, Selection


def tell_places(selection: Selection) -> int:
    """Tell the applicants of all waiting places which one is theirs, once for each place; return how many."""
    waiting = selection.places.waiting().select_related(
        "application__call__program", "application__enterprise", "application__person"
    )
    for place in waiting:
        _tell(place)
    return len(waiting)


def _tell(place: ReservePlace) -> None:
    application = place.application
    for user in readers(application, Membership.Role.OWNER, Membership.Role.MANAGER):
        with override(user.language):
            body = _(
                "The application of %(name)s for “%(call)s” (%(number)s) reached the pass mark and is number %(place)s "
                "of the reserve list. If a selected applicant gives up, the next in line moves up; we tell you then.\n"
                "Questions: %(desk)s"
            ) % {
                "name": application.applicant_name,
                "call": application.call.title,
                "number": application.receipt_number,
                "place": place.place,
                "desk": desk(application),
            }
            notify(
                user,
                kind="application",
                key=f"reserve:{place.pk}:{place.place}",
                title=_("You are number %(place)s of the reserve list") % {"place": place.place},
                body=body,
                url=reverse("applications:status", args=[application.pk]),
            )
