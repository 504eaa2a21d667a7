"""Until when an objection can be filed, and until when it is answered."""

from datetime import date

from busan_se.core.clock import citizen_due, seoul
from enterprises.applications.models import Decision

# 지방보조금법 §36의2: within 20 days of the notice.
_FILING_DAYS = 20
# 행정기본법 §36②: within 14 days after the objection came in.
ANSWER_DAYS = 14


def last_day(decision: Decision) -> date:
    """Return the last day (Seoul) on which a released decision can be objected to: a citizen's period."""
    assert decision.released_at
    return citizen_due(seoul(decision.released_at).date(), _FILING_DAYS)


def answer_due(filed_on: date) -> date:
    """Return the last day for the answer to an objection that was filed on a day."""
    return citizen_due(filed_on, ANSWER_DAYS)
