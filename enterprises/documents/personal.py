"""What the document folder keeps of people."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import now
from busan_se.core.extensions import PersonalData
from enterprises.documents.models import EnterpriseDocument

_KEPT = timedelta(days=5 * 365 + 2)
_AT_ONCE = 500


def forget_documents() -> int:
    """Delete documents that were replaced or taken out five years ago and that nothing uses; return how many."""
    before = now() - _KEPT
    old = EnterpriseDocument.objects.filter(Q(replaced_at__lt=before) | Q(withdrawn_at__lt=before)).unused()
    keys = list(old.values_list("pk", flat=True)[:_AT_ONCE])
    found = EnterpriseDocument.objects.filter(pk__in=keys).delete()[1]
    return found.get(EnterpriseDocument._meta.label, 0)


DECLARED = (
    PersonalData(
        "enterprises.EnterpriseDocument",
        _("Representatives of enterprises, and members who keep their documents"),
        ("file", "label", "added_by"),
        _("Attaching the same document to several applications"),
        _("Wish of the enterprise"),
        _("Until the enterprise deletes it, or five years after it was replaced; longer while an application has it"),
        _("Kept without your name, for the enterprise."),
        also=("enterprise", "kind", "issued_on", "expires_on"),
        own=lambda user: EnterpriseDocument.objects.filter(added_by=user),
        forget=forget_documents,
        order=28,
    ),
)
