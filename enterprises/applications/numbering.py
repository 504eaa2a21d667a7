"""Two numbers: that of the receipt, at once; and the official one in the register of receptions (접수대장), gapless."""

from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from busan_se.core.clock import now
from busan_se.core.errors import Refused
from busan_se.programs.drafting import lock_call
from busan_se.programs.models import Call
from enterprises.applications.models import Application


@transaction.atomic
def number_call(call: Call) -> int:
    """Number the submitted applications of a closed call in the order of receipt; return how many were numbered.

    Again it numbers only what has no number yet, after the last one. Two at once wait for each other at the call.
    Raises Refused ("not_closed").
    """
    call = lock_call(call)
    if not call.is_published or now() < call.closes_at:
        raise Refused(_("Numbers are given after the call has closed."), "not_closed")
    rows: Any = Application.objects.submitted().filter(call=call)
    last = rows.aggregate(last=Max("register_number"))["last"] or 0
    waiting = list(rows.filter(register_number__isnull=True).order_by("submitted_at", "receipt_number"))
    for number, application in enumerate(waiting, start=last + 1):
        application.register_number = number
    Application.objects.bulk_update(waiting, ["register_number"], batch_size=500)
    return len(waiting)


def next_receipt_number(call: Call) -> str:
    """Return the next number: from a sequence, so that a rush does not queue for it; gaps are fine (see migration)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('enterprises_receipt_number')")
        (serial,) = cursor.fetchone()
    return f"{call.number}-{serial:05d}"
