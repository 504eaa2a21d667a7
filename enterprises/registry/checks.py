"""What `check_consistency` looks at every night: promises that hold as long as everyone uses the doors."""

from collections.abc import Iterator
from itertools import islice

from django.db import connection
from django.utils.translation import gettext as _

from enterprises.registry.actions import differing
from enterprises.registry.models import Enterprise

# One sentence per row is for people: more than this is one disaster, not many.
_MOST = 100

_STALE = """
SELECT e.id, e.state, coalesce(s.state, 'unknown')
FROM enterprises_enterprise AS e
LEFT JOIN LATERAL (
    SELECT state FROM enterprises_operatingstate
    WHERE enterprise_id = e.id AND since <= (now() AT TIME ZONE 'Asia/Seoul')::date
    ORDER BY since DESC LIMIT 1
) AS s ON true
WHERE e.state <> coalesce(s.state, 'unknown')
LIMIT %s
"""


def unresolved() -> Iterator[str]:
    """Say which entries show something else than what follows from their sources."""
    ids = Enterprise.objects.order_by("pk").values_list("pk", flat=True).iterator()
    for pk in islice(differing(ids), _MOST):
        yield _("Enterprise %(pk)d does not show what its sources say.") % {"pk": pk}


def stale_states() -> Iterator[str]:
    """Say where the current state is not the newest dated one."""
    with connection.cursor() as cursor:
        cursor.execute(_STALE, [_MOST])
        rows = cursor.fetchall()
    for pk, shown, dated in rows:
        yield _("Enterprise %(pk)d shows the state %(shown)s, its newest dated one is %(dated)s.") % {
            "pk": pk,
            "shown": shown,
            "dated": dated,
        }


def without_owner() -> Iterator[str]:
    """Say which active enterprises have members and no owner."""
    rows = Enterprise.objects.public().filter(memberships__isnull=False).exclude(memberships__role="owner")
    for pk in rows.exclude(state__in=["closed", "dissolved"]).values_list("pk", flat=True).distinct()[:_MOST]:
        yield _("Enterprise %(pk)d has members but no owner.") % {"pk": pk}
