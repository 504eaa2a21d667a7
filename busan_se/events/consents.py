"""What a participant agrees to (개인정보 보호법 §15): a changed text is a new version; the registration keeps which."""

from django.utils.translation import gettext_lazy as _

VERSION = "2026-11"

TITLE = _("Collection and use of personal data")
PARTS = (
    (_("Purpose"), _("To keep your seat, to tell you about the event, and to record who took part.")),
    (_("Items"), _("Name, and e-mail address or mobile phone number.")),
    (_("Kept for"), _("One year after the last date, then destroyed.")),
    (_("If you refuse"), _("You may refuse. Without this consent no seat can be kept for you.")),
)
