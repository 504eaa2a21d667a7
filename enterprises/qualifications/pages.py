"""What cards and pages show of grades and of what ends soon."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from busan_se.core.clock import today
from busan_se.core.extensions import Todo
from busan_se.core.templatetags.portal import seoul_date
from enterprises.qualifications.models import Grade
from enterprises.qualifications.queries import SOON, ending
from enterprises.registry.extensions import CardLine
from enterprises.registry.models import Enterprise


def card_lines(enterprise: Enterprise, user: Any, most: int) -> Sequence[CardLine] | None:
    """Return the grades of an enterprise, the newest first."""
    if not user.has_perm("enterprises.view_grade"):
        return None
    rows = Grade.objects.filter(enterprise=enterprise)[:most]
    return [CardLine(_grade(row), row.source, when=seoul_date(row.assessed_on)) for row in rows]


def _grade(row: Grade) -> str:
    return _("%(grade)s, %(points)s points") % {"grade": row, "points": row.points} if row.points else str(row)


def staff_todos(user: Any) -> Sequence[Todo]:
    """Return how many qualifications on this desk end within 90 days: one query."""
    if not user.has_perm("enterprises.view_qualification"):
        return ()
    n = ending(today()).filter(enterprise__in=Enterprise.objects.managed_by(user)).count()
    url = f"{reverse('admin:enterprises_qualification_changelist')}?ends={SOON}"
    return [Todo(_("Qualifications that end within 90 days"), url, count=n)] if n else []
