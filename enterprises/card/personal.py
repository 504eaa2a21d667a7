"""What the card keeps of people."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import NotPersonal, PersonalData

_HISTORY_KEPT = timedelta(days=5 * 365)


def _declared(model: str, fields: tuple[str, ...], order: int) -> PersonalData:
    return PersonalData(
        f"enterprises.{model}",
        _("People of an enterprise who spoke with the desk"),
        fields,
        _("Supporting the enterprise and knowing what was promised to it"),
        _("Social Enterprise Promotion Act and the laws of the other qualifications"),
        _("As long as the enterprise is in the register; earlier wordings five years"),
        history_kept=_HISTORY_KEPT,
        order=order,
    )


DECLARED = (
    _declared("Consultation", ("said", "next_step"), 27),
    _declared("Correction", ("text",), 28),
    _declared("Note", ("text",), 29),
    *(NotPersonal(f"enterprises.{model}", ("by",), "an officer in office") for model in ("Consultation", "Correction")),
    NotPersonal("enterprises.Note", ("by",), "an officer in office"),
    NotPersonal("enterprises.DeskInCharge", ("officer", "by"), "an officer in office"),
)
