"""The way out for text messages (SMS): a row first (`actions.send_text_once`), then this small client.

The client posts JSON to the gateway that SMS_URL names. Without one, SMS_FOLDER (development, tests) takes each message
as a file; without either no text message can be sent, and forms ask for an e-mail address instead.
"""

import json
import urllib.request
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from busan_se.notifications.models import TextMessage

TIMEOUT_SECONDS = 10


def texts_can_leave() -> bool:
    """Return whether this portal has a way to send text messages."""
    return bool(settings.SMS_URL or settings.SMS_FOLDER)


def post(text: TextMessage) -> None:
    """Hand a text to the gateway. Raises OSError when it cannot be reached or says no.

    `id` stays the same through all attempts, so that the gateway can drop a duplicate.
    """
    content = {"id": str(text.pk), "from": settings.SMS_SENDER, "to": text.phone, "text": text.body}
    request = urllib.request.Request(  # noqa: S310 - the address is the operator's setting
        settings.SMS_URL,
        data=json.dumps(content).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_TOKEN}"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
        pass


def write_file(text: TextMessage) -> None:
    """Stand for the gateway in development: one file for each text, newest last by name."""
    folder = Path(settings.SMS_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{text.created_at:%Y%m%d-%H%M%S}-{text.pk}.txt").write_text(f"{text.phone}\n{text.body}\n", "utf-8")


def sender() -> Callable[[TextMessage], None]:
    """Return what sends a text here: the gateway where there is one."""
    return post if settings.SMS_URL else write_file
