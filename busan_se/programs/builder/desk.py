"""The pages of the form builder inside the admin. Each finds the form, checks a rule, and saves one edit."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from busan_se.accounts.desk import PortalModelAdmin
from busan_se.core.errors import Conflict, WrongState
from busan_se.core.forms import status_of
from busan_se.core.registry import registered
from busan_se.programs import drafting, form_edits
from busan_se.programs.builder.pages import FormPage, QuestionPage, type_name, types_for
from busan_se.programs.builder.questions import QuestionForm, SectionForm, conditions_before
from busan_se.programs.builder.rows import rows_of
from busan_se.programs.builder.steps import CorrectionForm, TakeForm
from busan_se.programs.call_forms import (
    AMOUNT,
    QUESTION_TYPES,
    Form,
    Row,
    amount_question,
    check_question,
    questions_of,
)
from busan_se.programs.drafting import Working
from busan_se.programs.extensions import FormPreview
from busan_se.programs.models import Call, CallVersion

CONFLICT, REFUSED = 409, 422
_LONGEST = 9  # digits of a lock that an integer column can hold

View = Callable[..., HttpResponse]


def of_form(view: View) -> View:
    """Give the view the form as it is written now; what was removed meanwhile is told on the page of the form."""

    @wraps(view)
    def asked(self: Any, request: HttpRequest, pk: int, **kwargs: str) -> HttpResponse:
        call = get_object_or_404(Call.objects.select_related("program", "current_version"), pk=pk)
        if not self.has_view_permission(request, call):
            raise PermissionDenied
        try:
            return view(self, request, Working.of(call), **kwargs)
        except WrongState as error:
            messages.error(request, str(error))
            return redirect("admin:programs_call_form", pk)

    return asked


def changing(view: View) -> View:
    """The same for who may change the form, while it can be changed."""

    @wraps(view)
    def asked(self: Any, request: HttpRequest, working: Working, **kwargs: str) -> HttpResponse:
        if not self.has_change_permission(request, working.call):
            raise PermissionDenied
        if not working.is_open:
            said = _("The form of a published call changes by a correction only. Start one first.")
            raise WrongState(said, "published")
        return view(self, request, working, **kwargs)

    return of_form(asked)


def seen_in(request: HttpRequest) -> int:
    """Return from which state of the form the page was made, 0 where it does not say so."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else 0


class FormBuilderAdmin(PortalModelAdmin):
    """The desk of the calls with the form builder on top."""

    def get_urls(self) -> list[URLPattern]:
        """Put the builder's addresses before the admin's own."""
        pages: tuple[tuple[str, str, View], ...] = (
            ("form/", "form", self.form_view),
            ("form/preview/", "form_preview", self.preview_view),
            ("form/move/", "form_move", self.move_view),
            ("form/take/", "form_take", self.take_view),
            ("form/correct/", "form_correct", self.correct_view),
            ("form/discard/", "form_discard", self.discard_view),
            ("form/publish/", "form_publish", self.publish_form_view),
            ("form/section/", "form_section_add", self.section_view),
            ("form/section/<slug:key>/", "form_section", self.section_view),
            ("form/section/<slug:section>/add/", "form_types", self.types_view),
            ("form/section/<slug:section>/add/<slug:kind>/", "form_question_add", self.question_view),
            ("form/question/<slug:key>/", "form_question", self.question_view),
            ("form/remove/<slug:what>/<slug:key>/", "form_remove", self.remove_view),
        )
        own = [
            path(f"<int:pk>/{route}", self.admin_site.admin_view(view), name=f"programs_call_{name}")
            for route, name, view in pages
        ]
        return own + super().get_urls()

    @method_decorator(require_safe)
    @of_form
    def form_view(self, request: HttpRequest, working: Working) -> HttpResponse:
        """Show sections and questions."""
        page = FormPage(
            working, self.has_change_permission(request, working.call), request.user.has_perm("programs.publish_call")
        )
        return self._show(request, working, "programs/builder/form.html", _("Application form"), {"page": page})

    @method_decorator(require_safe)
    @of_form
    def preview_view(self, request: HttpRequest, working: Working) -> HttpResponse:
        """Show the form as an applicant sees it."""
        version = CallVersion(call=working.call, number=0, form=working.form)
        for preview in registered(FormPreview):
            return preview.view(request, version)
        raise Http404

    @changing
    def section_view(self, request: HttpRequest, working: Working, key: str = "") -> HttpResponse:
        """Write the texts of a section, or add one."""
        there = _section(working, key)
        if key and there is None and request.method != "POST":
            form_edits.section_of(working.form, key)
        form = SectionForm(request.POST if request.method == "POST" else None, initial=there)

        def edit() -> tuple[Form, str]:
            row = form.section(key or form_edits.new_key("s"))
            return form_edits.with_section(working.form, row), f"section-{row['key']}"

        title = _("Change the section") if key else _("Add a section")
        return self._edit(request, working, title, form, edit, {"section_key": key})

    @changing
    def types_view(self, request: HttpRequest, working: Working, section: str) -> HttpResponse:
        """Choose of which type the next question is."""
        context = {
            "section": form_edits.section_of(working.form, section),
            "types": types_for(working.form),
        }
        return self._show(request, working, "programs/builder/types.html", _("Add a question"), context)

    @changing
    def question_view(
        self, request: HttpRequest, working: Working, section: str = "", kind: str = "", key: str = ""
    ) -> HttpResponse:
        """Write a question, or add one; who saves second sees both texts."""
        question, section = self._asked(request, working, section, kind, key)
        data = request.POST if request.method == "POST" else None
        form = QuestionForm(question["type"], conditions_before(working.form, key, section), data, question)
        rows = rows_of(question["type"], data, question)
        page = QuestionPage(working, AMOUNT if question["key"] == AMOUNT else question["type"], form, rows)
        title = type_name(page.kind)
        if data is None:
            return self._show(request, working, "programs/builder/question.html", title, {"page": page})
        try:
            if page.is_valid():
                written = page.written(str(question["key"]))
                check_question(written)
                edited = form_edits.with_question(working.form, section, written)
                drafting.save_form(working.call, edited, seen=seen_in(request))
                return self._saved(request, working, written)
        except Conflict:
            return self._conflict(request, page, title, question, section)
        except ValidationError as error:
            form.add_error(None, error)
        return self._show(request, working, "programs/builder/question.html", title, {"page": page}, REFUSED)

    def _asked(self, request: HttpRequest, working: Working, section: str, kind: str, key: str) -> tuple[Row, str]:
        """Return the question of a page, and its section.

        What was typed for a question or a section that is gone meanwhile goes on as a new question of the first one.
        """
        sections = [row["key"] for row in working.form["sections"]]
        typed = request.POST.get("kind", "")
        if request.method == "POST" and sections and typed in (AMOUNT, *QUESTION_TYPES):
            found = [row for row in questions_of(working.form) if row["key"] == key]
            home = form_edits.home_of(working.form, key) if found else section
            question = found[0] if found else _new_question(working, typed)
            return question, home if home in sections else sections[0]
        if key:
            return form_edits.question_of(working.form, key), form_edits.home_of(working.form, key)
        form_edits.section_of(working.form, section)
        if kind not in [name for name, _label, _said in types_for(working.form)]:
            raise WrongState(_("A question of this type can't be added here."), "unknown_type")
        return _new_question(working, kind), section

    def _saved(self, request: HttpRequest, working: Working, question: Row) -> HttpResponse:
        messages.success(request, _("Saved: %(question)s") % {"question": question["label_ko"]})
        if "more" in request.POST:
            return redirect("admin:programs_call_form_question", working.call.pk, question["key"])
        return self._to_form(working, f"question-{question['key']}")

    def _conflict(
        self, request: HttpRequest, page: QuestionPage, title: Any, question: Row, section: str
    ) -> HttpResponse:
        """Show what was written beside what somebody else saved; saving again puts it over the form as it is now."""
        working = _fresh(page.working)
        shown = [row for _section, rows in FormPage(working, False, False).sections for row in rows]
        theirs = next((row for row in shown if row.key == question["key"]), None)
        add = reverse("admin:programs_call_form_question_add", args=[working.call.pk, section, page.kind])
        context = {
            "page": replace(page, working=working),
            "conflict": True,
            "theirs": theirs,
            "action": "" if theirs else add,
        }
        return self._show(request, working, "programs/builder/question.html", title, context, CONFLICT)

    @changing
    def move_view(self, request: HttpRequest, working: Working) -> HttpResponse:
        """Move a section or a question up or down."""
        what, key, direction = [*request.POST.get("move", "").split(":"), "", ""][:3]
        if request.method != "POST" or what not in ("section", "question") or direction not in ("up", "down"):
            return self._to_form(working)
        move = form_edits.moved_section if what == "section" else form_edits.moved_question
        try:
            edited = move(working.form, key, -1 if direction == "up" else 1)
            drafting.save_form(working.call, edited, seen=seen_in(request))
        except ValidationError as refusal:
            messages.error(request, _("Nothing was moved. %(why)s") % {"why": refusal.messages[0]})
        return self._to_form(working, f"{what}-{key}")

    @changing
    def remove_view(self, request: HttpRequest, working: Working, what: str, key: str) -> HttpResponse:
        """Ask, then remove a section with its questions, or a question."""
        if what not in ("section", "question"):
            raise Http404
        if what == "section":
            name, remove = form_edits.section_of(working.form, key)["title_ko"], form_edits.without_section
            said = _("The section “%(name)s” is removed with all its questions.")
        else:
            name, remove = form_edits.question_of(working.form, key)["label_ko"], form_edits.without_question
            said = _("The question “%(name)s” is removed.")
        return self._edit(
            request,
            working,
            _("Remove"),
            forms.Form(request.POST if request.method == "POST" else None),
            lambda: (remove(working.form, key), ""),
            {"said": said % {"name": name}},
        )

    @changing
    def take_view(self, request: HttpRequest, working: Working) -> HttpResponse:
        """Replace the form by that of another call, last year's first, or by the usual one."""
        form = TakeForm(working.call, request.POST if request.method == "POST" else None)

        def take() -> str:
            terms = form.cleaned_data.get("with_terms", False)
            drafting.take_from(working.call, form.source_call, with_terms=terms, seen=seen_in(request))
            return ""

        said = _("The form that is here now is replaced, all its questions are gone.")
        return self._step(request, working, _("Take a form from another call"), form, take, {"said": said})

    @of_form
    def correct_view(self, request: HttpRequest, working: Working) -> HttpResponse:
        """Begin to correct the form of a published call."""
        self._check_publishing(request, working)
        form = forms.Form(request.POST if request.method == "POST" else None)

        def start() -> str:
            drafting.start_correction(working.call, request.user)
            return ""

        said = _(
            "You write the corrected form beside the published one; applicants see nothing of it until you publish the "
            "correction with a reason. Applications that were submitted keep the form to which they answered."
        )
        return self._step(request, working, _("Correct the form"), form, start, {"said": said})

    @changing
    def discard_view(self, request: HttpRequest, working: Working) -> HttpResponse:
        """Ask, then throw a correction away."""
        self._check_publishing(request, working)
        form = forms.Form(request.POST if request.method == "POST" else None)

        def discard() -> str:
            drafting.discard_correction(working.call, seen=seen_in(request))
            return ""

        said = _("What was changed in this correction is thrown away. The published form stays as it is.")
        return self._step(request, working, _("Throw the correction away"), form, discard, {"said": said})

    @changing
    def publish_form_view(self, request: HttpRequest, working: Working) -> HttpResponse:
        """Publish a correction with its reason."""
        self._check_publishing(request, working)
        form = CorrectionForm(request.POST if request.method == "POST" else None)

        def publish() -> str:
            reason, seen = form.cleaned_data["reason"], seen_in(request)
            drafting.publish_correction(working.call, reason=reason, by=request.user, seen=seen)
            return ""

        said = _(
            "It holds at once. Drafts move to the corrected form with the answers that still fit, and those who write "
            "them are told what to look at."
        )
        return self._step(request, working, _("Publish the correction"), form, publish, {"said": said})

    def _check_publishing(self, request: HttpRequest, working: Working) -> None:
        may = self.has_change_permission(request, working.call) and request.user.has_perm("programs.publish_call")
        if not may:
            raise PermissionDenied

    def _edit(
        self,
        request: HttpRequest,
        working: Working,
        title: Any,
        form: forms.Form,
        edit: Callable[[], tuple[Form, str]],
        more: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Ask for one edit, `edit` gives the new form and the place on its page to return to."""

        def save() -> str:
            edited, anchor = edit()
            drafting.save_form(working.call, edited, seen=seen_in(request))
            return anchor

        return self._step(request, working, title, form, save, more)

    def _step(
        self,
        request: HttpRequest,
        working: Working,
        title: Any,
        form: forms.Form,
        act: Callable[[], str],
        more: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form of one step and, when it is filled in well, take it; the second of two officers is told."""
        status = status_of(form)
        if request.method == "POST" and form.is_valid():
            try:
                anchor = act()
            except WrongState:
                raise
            except ValidationError as refusal:
                form.add_error(None, refusal)
                status = CONFLICT if isinstance(refusal, Conflict) else REFUSED
                working = _fresh(working)
            else:
                messages.success(request, _("Done."))
                return self._to_form(working, anchor)
        context = {"form": form, "conflict": status == CONFLICT, **(more or {})}
        context["theirs"] = _section(working, context.get("section_key", ""))
        return self._show(request, working, "programs/builder/step.html", title, context, status)

    def _to_form(self, working: Working, anchor: str = "") -> HttpResponse:
        place = reverse("admin:programs_call_form", args=[working.call.pk])
        return redirect(f"{place}#{quote(anchor)}" if anchor else place)

    def _show(
        self,
        request: HttpRequest,
        working: Working,
        template: str,
        title: Any,
        context: dict[str, Any],
        status: int = 200,
    ) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "working": working,
            "call": working.call,
        }
        return TemplateResponse(request, template, {**shared, **context}, status=status)


def _fresh(working: Working) -> Working:
    return Working.of(Call.objects.select_related("current_version").get(pk=working.call.pk))


def _section(working: Working, key: str) -> Row | None:
    return next((row for row in working.form["sections"] if row["key"] == key), None)


def _new_question(working: Working, kind: str) -> Row:
    if kind == AMOUNT:
        return amount_question(amount_min=working.call.amount_min, amount_max=working.call.amount_max)
    return {"key": form_edits.new_key("q"), "type": kind, "required": True}
