"""Access tokens, and a client that asks with one."""

from datetime import timedelta

from django.test import Client

from busan_se.accounts.mfa import has_second_factor
from busan_se.api.actions import PREFIX, digest_of
from busan_se.api.models import AccessToken
from busan_se.core.clock import now


def token_of(user, **fields):
    """Return the text of a token of `user` that is good for a month; made with a second factor where there is one."""
    text = f"{PREFIX}{AccessToken.objects.count()}-of-{user.pk}"
    given = {"name": text, "expires_at": now() + timedelta(days=30), "with_second_factor": has_second_factor(user)}
    AccessToken.objects.create(user=user, digest=digest_of(text), **(given | fields))
    return text


def program_of(user, **fields):
    """Return a client that asks as a program of `user` does."""
    return Client(headers={"Authorization": f"Bearer {token_of(user, **fields)}"})
