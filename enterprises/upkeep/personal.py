"""What the upkeep keeps of people."""

from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import PersonalData
from enterprises.upkeep.models import Cadence, Confirmation

DECLARED = tuple(
    PersonalData(
        f"enterprises.{model.__name__}",
        _("Members of enterprises"),
        ("by",),
        _("Knowing until when an entry of the register was right"),
        _("Wish of the enterprise"),
        _("As long as the enterprise is in the register"),
        _("Kept without your name, for the enterprise."),
        also=("enterprise", "created_at"),
        own=lambda user, model=model: model._default_manager.filter(by=user),
        order=order,
    )
    for model, order in ((Confirmation, 24), (Cadence, 25))
)
