"""Answers that the portal knows already: from the register, and from the applicant's last application to the program.

They are marked (`Application.written`) until somebody has looked at them and saved their section.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.applications.models import Application
from enterprises.applications.questions import Questions
from enterprises.registry.models import Enterprise

# Questions of text with one of these keys begin with what the register says.
REGISTER = ("name", "representative", "phone", "address", "homepage", "summary")


class Origin(models.TextChoices):
    """Where an answer came from that nobody typed."""

    REGISTER = "register", _("From the register")
    EARLIER = "earlier", _("From your earlier application")


def from_register(questions: Questions, enterprise: Enterprise) -> dict[str, Any]:
    """Return the answers that the register knows and the form takes, by question."""
    asked = {question.key: question for question in questions.written if question.kind in ("text", "long_text")}
    known = {key: getattr(enterprise, key) for key in REGISTER if key in asked}
    return {key: text for key, text in known.items() if text and asked[key].fits(text)}


def earlier(application: Application) -> Application | None:
    """Return the applicant's newest submitted application to another call of the same program, if there is one."""
    own = {"enterprise": application.enterprise_id} if application.enterprise_id else {"person": application.person_id}
    found = Application.objects.submitted().filter(call__program=application.call.program_id, **own)
    return found.exclude(call=application.call_id).select_related("version", "call").order_by("-submitted_at").first()


def from_earlier(questions: Questions, answers: Mapping[str, Any], found: Application) -> dict[str, Any]:
    """Return the earlier answers to questions that are empty here: of the same key and type, and fitting."""
    before = Questions(found.version).by_key
    return {
        question.key: found.answers[question.key]
        for question in questions.written
        if question.key not in answers
        and question.key in found.answers
        and before[question.key].kind == question.kind
        and question.fits(found.answers[question.key])
    }


def marked(answers: Mapping[str, Any], origin: Origin) -> dict[str, dict[str, str]]:
    """Return the marks of answers that nobody typed, as `Application.written` keeps them."""
    return {key: {"from": origin.value} for key in answers}
