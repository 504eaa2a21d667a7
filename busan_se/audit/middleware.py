"""Row history learns who acted."""

from collections.abc import Callable
from typing import Any

import pghistory
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

_READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class ActorMiddleware:
    """Puts the user and the path of a writing request into the row history of everything that it changes.

    Reading requests are left alone: asking for the user would open the session and vary every public page by cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in _READING:
            return self.get_response(request)
        with pghistory.context(user=request.user.pk, path=request.path):
            return self.get_response(request)


@receiver(user_logged_in)
def note_actor(user: Any, **kwargs: Any) -> None:
    """From the moment of signing in, the rest of that request is the user's act."""
    pghistory.context(user=user.pk)
