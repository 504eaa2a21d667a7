"""What the portal decides differently from allauth's defaults."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from busan_se.accounts.demo import is_demo
from busan_se.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return whom the credentials belong to. Demo accounts, whose password is public, stay shut elsewhere."""
        user: User | None = super().authenticate(request, **credentials)
        if user and is_demo(user.email) and not settings.DEMO_ACCOUNTS_ALLOWED:
            return None
        return user
