"""The door to the log of looks at personal data."""

from ipaddress import ip_address

from django.db.models import Model
from django.http import HttpRequest

from busan_se.accounts.lockout import client_ip
from busan_se.audit.models import AccessLog


def log_access(request: HttpRequest, subject: Model | str, action: str, reason: str = "") -> AccessLog:
    """Record that the user of `request` looked at the personal data of `subject`, and return the row.

    `subject` is a saved row or a short text ("enterprises.Enterprise list"); `action` one of AccessLog.Action;
    `reason` what for, cut at 300 characters. Raises ValueError for an export without a reason (개인정보의 안전성
    확보조치 기준: the reason of every download is checked).
    """
    if action == AccessLog.Action.EXPORT and not reason.strip():
        raise ValueError("An export needs a reason.")
    user = getattr(request, "user", None)
    return AccessLog.objects.create(
        user_id=user.pk if user is not None else None,
        account=getattr(user, "email", ""),
        ip=_address(request),
        subject=(subject if isinstance(subject, str) else subject_of(subject))[:200],
        action=AccessLog.Action(action),
        reason=reason[:300],
    )


def subject_of(row: Model) -> str:
    """Return how the log names a row: "app.Model:key"."""
    return f"{row._meta.label}:{row.pk}"


def _address(request: HttpRequest) -> str | None:
    try:
        return str(ip_address(client_ip(request) or ""))
    except ValueError:  # a socket without an address, or a header that is none
        return None
