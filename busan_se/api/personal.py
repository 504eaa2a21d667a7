"""What the open interface keeps of people."""

from django.utils.translation import gettext_lazy as _

from busan_se.api.actions import forget_ended
from busan_se.api.models import AccessToken
from busan_se.core.extensions import PersonalData

TOKENS = PersonalData(
    "api.AccessToken",
    _("Members who let an own program in"),
    ("user", "name", "last_used_at"),
    _("Letting a program read and do what its owner may"),
    _("Wish of the person"),
    _("90 days after it was revoked or its time was over"),
    _("Deleted at once."),
    also=("scope", "created_at", "expires_at", "revoked_at"),
    own=lambda user: AccessToken.objects.filter(user=user),
    close=lambda user: AccessToken.objects.filter(user=user).delete(),
    forget=forget_ended,
    order=15,
)
