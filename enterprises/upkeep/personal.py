"""What the upkeep keeps of people."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import PersonalData
from enterprises.upkeep.models import Cadence, Confirmation


def _declared(model: type[Model], order: int) -> PersonalData:
    return PersonalData(
        f"enterprises.{model.__name__}",
        _("Members of enterprises"),
        ("by",),
        _("Knowing until when an entry of the register was right"),
        _("Wish of the enterprise"),
        _("As long as the enterprise is in the register"),
        _("Kept without your name, for the enterprise."),
        also=("enterprise", "created_at"),
        own=lambda user: model._default_manager.filter(by=user),
        order=order,
    )


DECLARED = (_declared(Confirmation, 24), _declared(Cadence, 25))
