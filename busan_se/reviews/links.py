"""Invitation links: signed, so that a reminder carries the same one; a new serial makes the earlier ones void."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from busan_se.reviews.models import Panelist
from busan_se.reviews.workflow import RoundState

_SALT = "busan_se.reviews.invitation"


def invitation_path(panelist: Panelist) -> str:
    """Return the path of the reviewer's link."""
    return reverse("reviews:invitation", args=[signing.dumps([panelist.pk, panelist.serial], salt=_SALT)])


def absolute(path: str) -> str:
    """Return the whole address of a path of the portal, for letters."""
    return settings.PUBLIC_URL.rstrip("/") + path


def follow(token: str) -> Panelist:
    """Return whose link it is. Raises Panelist.DoesNotExist for any other text, and once the round is closed."""
    try:
        pk, serial = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Panelist.DoesNotExist from error
    return (
        Panelist.objects.select_related("round__call", "user")
        .exclude(round__state=RoundState.CLOSED)
        .get(pk=pk, serial=serial)
    )
