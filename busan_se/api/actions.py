"""Making, recognising and revoking access tokens. The access log keeps all three."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from busan_se.accounts.mfa import has_second_factor, session_has_second_factor
from busan_se.accounts.models import User
from busan_se.accounts.roles import needs_second_factor
from busan_se.api.models import AccessToken
from busan_se.audit.access import log_access
from busan_se.audit.models import AccessLog
from busan_se.core.clock import now, seoul
from busan_se.core.errors import Refused

MOST_LIVE = 20
# Begins every token: a program that looks for secrets in published files knows it by this.
PREFIX = "busanse_"
_BYTES = 32
_NOTED_EVERY = timedelta(minutes=1)
_KEPT = timedelta(days=90)


@transaction.atomic
def make(request: HttpRequest, *, name: str, scope: str, days: int) -> tuple[AccessToken, str]:
    """Make a token of the signed-in person, good for `days`; return its row and the text, which is nowhere kept.

    Raises Refused ("second_factor" for staff whose session has none, "too_many", "same_name").
    """
    assert request.user.is_authenticated
    owner = User.objects.select_for_update(no_key=True).get(pk=request.user.pk)
    proven = session_has_second_factor(request)
    if needs_second_factor(owner) and not proven:
        raise Refused(_("Show your second factor first, then make the token."), "second_factor")
    if owner.access_tokens.live_at(now()).count() >= MOST_LIVE:
        raise Refused(_("You have %(n)d tokens: revoke one first.") % {"n": MOST_LIVE}, "too_many")
    text = PREFIX + secrets.token_urlsafe(_BYTES)
    token = AccessToken(user=owner, name=name, scope=scope, digest=digest_of(text), with_second_factor=proven)
    token.expires_at = token.created_at + timedelta(days=days)
    try:
        with transaction.atomic():
            token.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            _("You have a token of this name: choose another name, or revoke that one."), "same_name"
        ) from error
    log_access(request, token, AccessLog.Action.CHANGE, f"made: {name} ({scope}, {days} days)")
    return token, text


@transaction.atomic
def revoke(request: HttpRequest, token: AccessToken) -> None:
    """End a token at once; one that was revoked already stays as it is."""
    if AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now()):
        log_access(request, token, AccessLog.Action.CHANGE, f"revoked: {token.name}")


def digest_of(text: str) -> str:
    """Return what is kept of a token."""
    return sha256(text.encode()).hexdigest()


def recognise(text: str) -> AccessToken | None:
    """Return the live token with this text, of somebody who may sign in; None if there is none.

    What somebody who needs a second factor made without one opens nothing, nor anything once the factor is taken away.
    """
    rows = AccessToken.objects.live_at(now()).filter(user__is_active=True).select_related("user")
    token = rows.filter(digest=digest_of(text)).first()
    if token is None:
        return None
    strict = needs_second_factor(token.user)
    return None if strict and not (token.with_second_factor and has_second_factor(token.user)) else token


def note_use(request: HttpRequest, token: AccessToken) -> None:
    """Keep when the token was used, to the minute; the first use on a day goes into the access log."""
    moment, last = now(), token.last_used_at
    if last and moment - last < _NOTED_EVERY:
        return
    AccessToken.objects.filter(pk=token.pk).update(last_used_at=moment)
    if last is None or seoul(last).date() != seoul(moment).date():
        log_access(request, token, AccessLog.Action.VIEW, f"used: {token.name}")


def forget_ended() -> int:
    """Delete tokens that ended 90 days ago; return how many."""
    before = now() - _KEPT
    rows = AccessToken.objects.filter(revoked_at__lt=before) | AccessToken.objects.filter(expires_at__lt=before)
    return rows.delete()[0]
