"""What the marketplace keeps of people."""

from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import NotPersonal, PersonalData
from procurement.marketplace import enquiries

DECLARED = (
    PersonalData(
        "procurement.Enquiry",
        _("Whoever asks about an offer"),
        ("name", "organisation", "contact", "text", "answer"),
        _("Handing the question to the enterprise, and the answer back"),
        _("Consent of the person"),
        _("One year, a day where the contact was never confirmed"),
        forget=enquiries.forget_old,
        order=40,
    ),
    NotPersonal("procurement.Enquiry", ("answered_by",), "who acted for the enterprise; a closed account has no name"),
    NotPersonal(
        "procurement.OfferVersion",
        ("submitted_by", "decided_by"),
        "who acted for the enterprise or in office; a closed account has no name",
    ),
)
