"""Before an application begins: one question per page where the register does not know, an early no, and why."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from busan_se.core.arrival import arrived_at
from busan_se.core.errors import Refused
from busan_se.core.forms import status_of
from busan_se.programs.eligibility import Answer
from busan_se.programs.models import Call
from enterprises.applications import actions, pages
from enterprises.applications.eligibility import Inquiry
from enterprises.applications.models import Application
from enterprises.registry.models import Enterprise
from enterprises.registry.queries import memberships_of

SESSION_KEY = "eligibility"


class QuestionForm(forms.Form):
    """One question."""

    def __init__(self, question: forms.Field, data: Any, said: Any) -> None:
        super().__init__(data)
        self.fields["answer"] = question
        self.initial = {"answer": said}

    @property
    def answer(self) -> Any:
        """Return the answer as the session and the application keep it."""
        value = self.cleaned_data["answer"]
        return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True)
class EligibilityPage:
    """How far the questions are for one enterprise; `asked` is a question to be answered again, '' for none."""

    form_steps = pages.STEPS

    call: Call
    enterprise: Enterprise
    declared: dict[str, Any]
    arrived: datetime
    asked: str = ""

    @cached_property
    def inquiry(self) -> Inquiry:
        """Return the conditions held against the enterprise."""
        return Inquiry(self.call, [self.enterprise.pk], self.arrived)

    @cached_property
    def questions(self) -> dict[str, forms.Field]:
        """Return all questions by the key of their condition."""
        return self.inquiry.questions(self.enterprise.pk)

    @cached_property
    def answers(self) -> list[Answer]:
        """Return what each condition says, with what was declared so far."""
        return self.inquiry.answers(self.enterprise.pk, self.declared)

    @property
    def failed(self) -> list[Answer]:
        """Return what stands against an application."""
        return [answer for answer in self.answers if answer.failed]

    @cached_property
    def key(self) -> str:
        """Return the question to be asked now, '' where all are answered or an answer settled it."""
        if self.asked in self.questions:
            return self.asked
        return "" if self.failed else next((key for key in self.questions if key not in self.declared), "")

    @property
    def place(self) -> int:
        """Return the number of the question among all."""
        return list(self.questions).index(self.key) + 1

    @property
    def before(self) -> str:
        """Return the question before this one, '' for the first."""
        return [*self.questions][self.place - 2] if self.place > 1 else ""

    @property
    def refusal(self) -> str:
        """Return why nobody can apply now, '' if one can."""
        return pages.refusal_at(self.call, self.arrived)

    @cached_property
    def suggestions(self) -> list[Call]:
        """Return other open calls that fit the enterprise."""
        return self.inquiry.suggestions(self.enterprise.pk)


def begin(request: HttpRequest, call: Call, enterprise: Enterprise) -> Application:
    """Begin the draft with what was declared in this session. Raises Refused as `actions.start`."""
    declared = _declared(request, call, enterprise)
    application = actions.start(
        call, by=request.user, enterprise=enterprise, arrived=arrived_at(request), declared=declared
    )
    request.session[SESSION_KEY] = {
        key: kept for key, kept in request.session.get(SESSION_KEY, {}).items() if key != _place(call, enterprise)
    }
    return application


def _place(call: Call, enterprise: Enterprise) -> str:
    return f"{call.number}:{enterprise.pk}"


def _declared(request: HttpRequest, call: Call, enterprise: Enterprise) -> dict[str, Any]:
    kept: dict[str, dict[str, Any]] = request.session.get(SESSION_KEY, {})
    return dict(kept.get(_place(call, enterprise), {}))


def _keep(request: HttpRequest, page: EligibilityPage, answer: Any) -> None:
    kept = request.session.get(SESSION_KEY, {})
    kept[_place(page.call, page.enterprise)] = page.declared | {page.key: answer}
    request.session[SESSION_KEY] = kept


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def eligibility(request: HttpRequest, number: str, enterprise: int) -> HttpResponse:
    """Ask the next question; say no as soon as an answer settles it; or show that one may apply, and begin."""
    page = _page(request, number, enterprise)
    if not page.key:
        return _outcome(request, page)
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(page.questions[page.key], data, page.declared.get(page.key))
    if form.is_bound and form.is_valid():
        _keep(request, page, form.answer)
        return redirect("applications:eligibility", number=number, enterprise=enterprise)
    context = {"page": page, "call": page.call, "form": form}
    return render(request, "enterprises/applications/eligibility_question.html", context, status=status_of(form))


def _page(request: HttpRequest, number: str, enterprise: int) -> EligibilityPage:
    calls = Call.objects.visible_to(request.user).published().select_related("program", "current_version")
    call = get_object_or_404(calls, number=number)
    found = (row.enterprise for row in memberships_of(request) if row.enterprise_id == enterprise and row.may_edit)
    if (own := next(found, None)) is None:
        raise Http404
    return EligibilityPage(call, own, _declared(request, call, own), arrived_at(request), request.GET.get("again", ""))


def _outcome(request: HttpRequest, page: EligibilityPage) -> HttpResponse:
    refusal = page.refusal
    if request.method == "POST":
        try:
            return redirect(begin(request, page.call, page.enterprise))
        except Refused as error:
            refusal = str(error)
    context = {"page": page, "call": page.call, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return render(request, "enterprises/applications/eligibility_outcome.html", context, status=status)
