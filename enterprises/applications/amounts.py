"""How much a selection may be."""

from django.utils.translation import gettext as _

from busan_se.core.errors import Refused
from enterprises.applications.models import Application
from enterprises.applications.supplements import ending


def allowed(application: Application, amount: int | None) -> int:
    """Return the amount (won) of a selection. Raises Refused ("bad_amount", "above_request", "above_cap")."""
    if not amount or amount <= 0:
        raise Refused(_("Enter the amount of the selection, more than 0 won."), "bad_amount")
    asked = ending.amounts_asked([application])[application.pk]
    if asked is not None and amount > asked:
        raise Refused(_("The amount is higher than what was applied for."), "above_request")
    if application.call.amount_max is not None and amount > application.call.amount_max:
        raise Refused(_("The amount is higher than the call allows."), "above_cap")
    return amount
