"""What upper rooms may add to the pages of this app."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from busan_se.core.extensions import Text
from busan_se.programs.models import Call, CallVersion, Envelope, Program


@dataclass(frozen=True)
class CallPanel:
    """A block of `/calls/<number>/`, e.g. the door to the application; `context` does a bounded number of queries."""

    key: str
    template: str
    context: Callable[[Call, HttpRequest], dict[str, Any]]
    order: int = 100


@dataclass(frozen=True)
class ProgramPanel:
    """A block of `/programs/<code>/`; `context` does a bounded number of queries."""

    key: str
    template: str
    context: Callable[[Program, HttpRequest], dict[str, Any]]
    order: int = 100


@dataclass(frozen=True)
class EnvelopePanel:
    """A block of an envelope's desk: what its balances were counted from; a bounded number of queries."""

    key: str
    template: str
    context: Callable[[Envelope, HttpRequest], dict[str, Any]]
    order: int = 100


@dataclass(frozen=True)
class DocumentKind:
    """A kind of paper that enterprises keep, which a file question of a call may name (`document_kind`)."""

    key: str
    label: Text


@dataclass(frozen=True)
class FormPreview:
    """Shows the form of a call as an applicant would see it; the version need not be saved, nothing is written."""

    key: str
    view: Callable[[HttpRequest, CallVersion], HttpResponse]
