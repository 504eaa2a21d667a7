"""Who asks: an own program with a token, or the person's own browser."""

from typing import Any

import pghistory
from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from busan_se.accounts.mfa import session_has_second_factor
from busan_se.accounts.models import User
from busan_se.accounts.roles import needs_second_factor
from busan_se.api.actions import note_use, recognise
from busan_se.api.errors import ReadOnlyToken, TokenRefused
from busan_se.api.models import AccessToken

KEYWORD = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`: the program has the rights of the person who made the token."""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        """Return person and token; None without one. Raises TokenRefused for a token that opens nothing."""
        kind, _space, text = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != KEYWORD.lower():
            return None
        token = recognise(text.strip())
        if token is None:
            raise TokenRefused
        request._request.user = token.user
        note_use(request._request, token)
        pghistory.context(user=token.user_id)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """Return what a refusal asks for."""
        return KEYWORD


class PageSession(SessionAuthentication):
    """The session of the pages; of staff only one that was opened with a second factor."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        """Return the person who is signed in; None for others."""
        found: tuple[Any, None] | None = super().authenticate(request)
        if found and needs_second_factor(found[0]) and not session_has_second_factor(request._request):
            raise AuthenticationFailed
        return found


class MayUse(BasePermission):
    """Somebody is known, the list is for this person, and a token that only reads does not write."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Return whether to answer. Raises ReadOnlyToken."""
        if isinstance(request.user, AnonymousUser):
            return False
        if request.method not in SAFE_METHODS and getattr(request.auth, "scope", "") == AccessToken.Scope.READ:
            raise ReadOnlyToken
        return bool(view.allowed(request.user))
