"""A call's form as the applicant sees it, for the officer who writes it: drawn like a draft, kept nowhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from busan_se.core.arrival import arrived_at
from busan_se.programs.models import CallVersion
from enterprises.applications.models import Application
from enterprises.applications.questions import Questions
from enterprises.applications.sections import SectionPage, blank_form


def preview(request: HttpRequest, version: CallVersion) -> HttpResponse:
    """Show all sections of a form, empty, one below the other."""
    draft = Application(call=version.call, version=version)
    questions = Questions(version)
    pages = [
        SectionPage(draft, blank_form(draft, questions, section), {}, arrived_at(request))
        for section in questions.sections
    ]
    return render(request, "enterprises/applications/preview.html", {"pages": pages, "application": draft})
