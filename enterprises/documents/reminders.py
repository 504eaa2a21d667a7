"""Letters before a document expires: a month and a week ahead, once each."""

from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.accounts.models import User
from busan_se.core.clock import today
from busan_se.core.templatetags.portal import seoul_date
from busan_se.notifications.actions import notify
from enterprises.documents.models import EnterpriseDocument
from enterprises.registry.models import Membership

KIND = "document"
DAYS_BEFORE = (7, 30)
_WRITERS = (Membership.Role.OWNER, Membership.Role.MANAGER)


def remind(period: str = "") -> int:
    """Tell owners and managers which current documents expire within 30 and within 7 days; return how many documents.

    Each is told once for each of the two; one that was replaced or taken out, or is over, is not told.
    """
    day = today()
    ending = EnterpriseDocument.objects.current().filter(
        expires_on__range=(day, day + timedelta(days=max(DAYS_BEFORE)))
    )
    told = 0
    for document in ending.select_related("enterprise").iterator(chunk_size=500):
        told += _tell(document, day)
    return told


def _tell(document: EnterpriseDocument, day: date) -> bool:
    assert document.expires_on
    step = next(days for days in DAYS_BEFORE if document.expires_on - day <= timedelta(days=days))
    members = Membership.objects.filter(enterprise=document.enterprise_id, role__in=_WRITERS)
    people = User.objects.filter(pk__in=members.values("user"), is_active=True)
    for person in people:
        with override(person.language or settings.LANGUAGE_CODE):
            names = {
                "name": document,
                "enterprise": document.enterprise.name,
                "day": seoul_date(document.expires_on),
            }
            notify(
                person,
                kind=KIND,
                key=f"document:{document.pk}:{step}",
                title=_("%(name)s of %(enterprise)s expires on %(day)s") % names,
                body=_("Get a new one and replace it in the document folder, so that you can attach it again."),
                url=reverse("documents:list"),
            )
    return bool(people)
