"""What requests to be in the register keep of people, and what these settle before they go."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.clock import now
from busan_se.core.extensions import ClosingObstacle, NotPersonal, PersonalData
from enterprises.registration.models import RegistrationRequest
from enterprises.registration.workflow import FINAL, State

_KEPT = timedelta(days=5 * 365 + 2)
_DRAFT_KEPT = timedelta(days=365)
_AT_ONCE = 500


def waiting_requests(user: Any) -> Iterator[str]:
    """Yield a sentence for each request of a person that the desk has not decided."""
    for request in RegistrationRequest.objects.waiting().filter(requester=user).with_names():
        yield _("Your registration request (%(name)s) is not decided yet: withdraw it first.") % {"name": request.name}


def discard_drafts(user: Any) -> None:
    """Delete what a person wrote and never handed in."""
    RegistrationRequest.objects.filter(requester=user, state=State.DRAFT).delete()


def forget_requests() -> int:
    """Delete requests five years after their end, and drafts nobody touched for a year; return how many."""
    before = now() - _KEPT
    over = Q(state__in=FINAL) & (Q(decided_at__lt=before) | Q(ended_at__lt=before))
    left = Q(state=State.DRAFT, updated_at__lt=now() - _DRAFT_KEPT)
    keys = list(RegistrationRequest.objects.filter(over | left).values_list("pk", flat=True)[:_AT_ONCE])
    return RegistrationRequest.objects.filter(pk__in=keys).delete()[1].get(RegistrationRequest._meta.label, 0)


DECLARED = (
    PersonalData(
        "enterprises.RegistrationRequest",
        gettext_lazy("Who asks for an entry in the register"),
        ("requester", "answers", "contact_email", "contact_phone", "consents"),
        gettext_lazy("Checking who may speak for an enterprise, and telling the decision"),
        gettext_lazy("Consent given with the request"),
        gettext_lazy("Five years after the decision; drafts one year after the last change"),
        gettext_lazy("Drafts are deleted. What was handed in is kept for five years."),
        also=("kind", "state", "number", "receipt_number", "submitted_at"),
        own=lambda user: RegistrationRequest.objects.filter(requester=user),
        close=discard_drafts,
        forget=forget_requests,
        order=27,
    ),
    NotPersonal("enterprises.RegistrationRequest", ("received_by", "decided_by"), "an officer in office"),
    NotPersonal("enterprises.StatusCheck", ("checked_by",), "an officer in office"),
)
OBSTACLES = (ClosingObstacle("registration.waiting", waiting_requests),)
