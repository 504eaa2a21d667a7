"""Letters before the period of a qualification ends: three months, one month and a week ahead, once each."""

from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.accounts.models import User
from busan_se.core.clock import today
from busan_se.core.templatetags.portal import seoul_date
from busan_se.notifications.actions import notify
from enterprises.qualifications.queries import ending
from enterprises.registry.models import Membership, Qualification

KIND = "qualification"
DAYS_BEFORE = (7, 30, 90)
_WRITERS = (Membership.Role.OWNER, Membership.Role.MANAGER)


def remind(period: str = "") -> int:
    """Tell owners and managers which qualifications end within 90, 30 and 7 days; return how many qualifications.

    Each is told once for each of the three and for each last day; an enterprise without members is not told.
    """
    day = today()
    rows = ending(day, max(DAYS_BEFORE)).select_related("kind", "enterprise")
    held = rows.filter(enterprise__memberships__role__in=_WRITERS).distinct()
    return sum(_tell(row, day) for row in held)


def step_on(last: date, day: date) -> int:
    """Return which of the reminders stands on a day: the number of days before the last one."""
    return next(days for days in DAYS_BEFORE if last - day <= timedelta(days=days))


def _tell(row: Qualification, day: date) -> bool:
    assert row.valid_to
    members = Membership.objects.filter(enterprise=row.enterprise_id, role__in=_WRITERS)
    people = User.objects.filter(pk__in=members.values("user"), is_active=True)
    for person in people:
        with override(person.language or settings.LANGUAGE_CODE):
            names = {"kind": row.kind.name, "enterprise": row.enterprise.name, "day": seoul_date(row.valid_to)}
            notify(
                person,
                kind=KIND,
                key=f"qualification:{row.pk}:{row.valid_to}:{step_on(row.valid_to, day)}",
                title=_("%(kind)s of %(enterprise)s ends on %(day)s") % names,
                body=_(
                    "Ask %(authority)s in time whether and how it is renewed. When you have the new certificate, "
                    "put it into the document folder and tell the desk."
                )
                % {"authority": row.kind.authority},
                url=reverse("qualifications:mine"),
            )
    return bool(people)
