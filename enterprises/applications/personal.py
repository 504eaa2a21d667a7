"""What applications keep of people, and what applicants settle before they go."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.audit.history import redact_history
from busan_se.core.clock import now
from busan_se.core.extensions import ClosingObstacle, NotPersonal, PersonalData
from enterprises.applications.eligibility_models import EligibilityRecord
from enterprises.applications.models import Application, ApplicationConsent
from enterprises.applications.objections.models import Objection
from enterprises.applications.supplements.models import MoreTime, Supplement
from enterprises.applications.workflow import IN_REVIEW, State
from enterprises.registry.models import Membership

_KEPT = timedelta(days=5 * 365 + 2)
_WITHOUT_SUPPORT = (State.NOT_SELECTED, State.INELIGIBLE, State.WITHDRAWN)


def open_applications(user: Any) -> Iterator[str]:
    """Yield a sentence for each application that waits for its result and would be left without anybody."""
    others = Membership.objects.filter(enterprise=OuterRef("enterprise")).exclude(user=user.pk)
    alone = Q(enterprise__memberships__user=user) & ~Exists(others)
    for application in Application.objects.filter(Q(person=user) | alone, state__in=IN_REVIEW).with_applicant():
        yield _("Your application %(number)s (%(call)s) waits for its result: withdraw it first.") % {
            "number": application.receipt_number,
            "call": application.call.title,
        }


def discard_drafts(user: Any) -> None:
    """Delete what a person drafted as a person and never submitted."""
    Application.objects.filter(person=user, state=State.DRAFT).delete()


def forget_applications() -> int:
    """Delete applications that led to no support five years after their submission; return how many.

    Those that did are kept with their grant (지방보조금법 시행령 §16의5).
    """
    over = Application.objects.filter(state__in=_WITHOUT_SUPPORT, submitted_at__lt=now() - _KEPT)
    keys = list(over.values_list("pk", flat=True)[:500])
    redact_history(Application, ["ended_reason"], keys=keys)
    return Application.objects.filter(pk__in=keys).delete()[1].get(Application._meta.label, 0)


DECLARED = (
    PersonalData(
        "enterprises.Application",
        gettext_lazy("Applicants"),
        ("person", "started_by", "submitted_by", "answers", "written", "applicant", "ended_reason"),
        gettext_lazy("Checking eligibility, review, telling the result, support"),
        gettext_lazy("Consent given with the application; Local Subsidy Act"),
        gettext_lazy("Five years after the support ends, or after submission where there was none"),
        gettext_lazy("Drafts of your own are deleted. What was submitted is kept for five years (Local Subsidy Act)."),
        also=("call", "state", "receipt_number", "submitted_at", "requested_won"),
        own=lambda user: Application.objects.filter(Q(person=user) | Q(started_by=user)).with_applicant(),
        close=discard_drafts,
        forget=forget_applications,
        history_kept=_KEPT,
        order=30,
    ),
    PersonalData(
        "enterprises.ApplicationConsent",
        gettext_lazy("Applicants"),
        ("given_by", "text"),
        gettext_lazy("Proof of what was agreed to"),
        gettext_lazy("Personal Information Protection Act, article 22"),
        gettext_lazy("As the application"),
        gettext_lazy("Kept with the application."),
        also=("purpose", "text_version", "given_at"),
        own=lambda user: ApplicationConsent.objects.filter(given_by=user),
        order=31,
    ),
    PersonalData(
        "enterprises.EligibilityRecord",
        gettext_lazy("Applicants"),
        ("declared_by", "declared"),
        gettext_lazy("Checking whether the enterprise may apply"),
        gettext_lazy("Local Subsidy Act, article 8"),
        gettext_lazy("As the application"),
        gettext_lazy("Kept with the application."),
        also=("application",),
        own=lambda user: EligibilityRecord.objects.filter(declared_by=user),
        order=32,
    ),
    NotPersonal("enterprises.EligibilityRecord", ("overridden_by",), "an officer in office"),
    NotPersonal("enterprises.Decision", ("decided_by", "released_by"), "an officer in office"),
    NotPersonal("enterprises.PlannedRelease", ("planned_by",), "an officer in office"),
    PersonalData(
        "enterprises.Supplement",
        gettext_lazy("Applicants"),
        ("answered_by", "answers", "note", "asked_by"),
        gettext_lazy("Mending an application"),
        gettext_lazy("Consent given with the application; Local Subsidy Act"),
        gettext_lazy("As the application"),
        gettext_lazy("Kept with the application."),
        also=("asked", "due_at", "answered_at"),
        own=lambda user: Supplement.objects.filter(answered_by=user),
        order=32,
    ),
    PersonalData(
        "enterprises.MoreTime",
        gettext_lazy("Applicants"),
        ("asked_by", "reason", "settled_by"),
        gettext_lazy("Mending an application"),
        gettext_lazy("Consent given with the application; Local Subsidy Act"),
        gettext_lazy("As the application"),
        gettext_lazy("Kept with the application."),
        also=("asked_at", "granted_until", "refusal"),
        own=lambda user: MoreTime.objects.filter(asked_by=user),
        history_kept=_KEPT,
        order=33,
    ),
    PersonalData(
        "enterprises.Objection",
        gettext_lazy("Applicants"),
        ("filed_by", "reasons", "decided_by"),
        gettext_lazy("Answering an objection"),
        gettext_lazy("General Act on Public Administration, article 36; Local Subsidy Act, article 36-2"),
        gettext_lazy("As the application"),
        gettext_lazy("Kept with the application."),
        also=("filed_at", "outcome", "answer", "follows", "decided_at"),
        own=lambda user: Objection.objects.filter(filed_by=user),
        order=34,
    ),
)
OBSTACLES = (ClosingObstacle("applications.open", open_applications),)
