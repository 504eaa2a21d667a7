"""What others show on the page of an enterprise."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from busan_se.core.extensions import Text
from enterprises.registry.models import Enterprise


@dataclass(frozen=True)
class EnterprisePanel:
    """A block of the public page of an enterprise; `context` does a bounded number of queries."""

    key: str
    template: str
    context: Callable[[Enterprise, HttpRequest], dict[str, Any]]
    order: int = 100


@dataclass(frozen=True)
class EntryLink:
    """A way on from “My enterprise”: for members, or for people who have no enterprise yet (`for_strangers`)."""

    key: str
    label: Text
    url_name: str
    for_strangers: bool = False
    order: int = 100
