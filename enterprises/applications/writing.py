"""Pages on which a draft is written: the list of its sections, and each section."""

import json
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from busan_se.accounts.staying import keep_signed_in
from busan_se.core.arrival import arrived_at
from busan_se.core.clock import now, seoul
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.core.forms import status_of
from enterprises.applications import actions, merging, rules, sections
from enterprises.applications.finding import editable, found
from enterprises.applications.forms import AnswersForm
from enterprises.applications.models import Application
from enterprises.applications.questions import Questions, Section

AUTOSAVE = "autosave"


@login_required
@require_GET
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the sections of a draft and how far each is: the way on from “My page”."""
    application = found(request, pk)
    if not application.is_draft:
        return redirect("applications:status", pk=pk)
    if not rules.may_edit(request.user, application):
        return redirect("applications:check", pk=pk)
    page = sections.TaskListPage(application, arrived_at(request))
    return render(request, "enterprises/applications/edit.html", {"page": page, "application": application})


@login_required
@require_POST
def copy_earlier(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take over the answers of the applicant's last application to the program, where this one has none."""
    editable(request, pk)
    try:
        taken = actions.copy_earlier(pk)
    except WrongState as error:
        return over(request, pk, error)
    said = ngettext(
        "%(n)s answer was taken over. Look at each before you submit.",
        "%(n)s answers were taken over. Look at each before you submit.",
        taken,
    )
    messages.success(request, said % {"n": taken})
    return redirect("applications:edit", pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Write one section: every POST saves the text, takes chosen files along, and leads on where the button says."""
    application = found(request, pk)
    questions = Questions(application.version)
    if not 1 <= number <= len(questions.sections):
        raise Http404
    if not application.is_draft:
        late = _("This application was submitted meanwhile and can't be changed any more.")
        return over(request, pk, WrongState(late, "submitted") if request.method == "POST" else None)
    if not rules.may_edit(request.user, application):
        return redirect("applications:check", pk=pk)
    part = questions.askable(questions.sections[number - 1], application.answers)
    if request.method == "POST":
        return _save(request, application, questions, part)
    form = sections.blank_form(application, questions, part, more=request.GET.get("more", ""))
    return _section_page(request, application, form)


def over(request: HttpRequest, pk: UUID, error: WrongState | None = None) -> HttpResponse:
    """Answer for what was submitted or deleted meanwhile: a script is told where to look, a person is led there."""
    deleted = error is not None and error.code == "discarded"
    where = reverse("applications:list") if deleted else reverse("applications:status", args=[pk])
    if request.POST.get("then") == AUTOSAVE:
        return JsonResponse({"gone": where}, status=HTTPStatus.CONFLICT)
    if error:
        messages.error(request, " ".join(error.messages))
    return redirect(where)


def _save(request: HttpRequest, application: Application, questions: Questions, part: Section) -> HttpResponse:
    form = AnswersForm(questions, part, request.POST, before=application.answers)
    try:
        if request.POST.get("then") == AUTOSAVE:
            return _autosave(request, application, form)
        file_errors = _take_files(request, application, part)
        if form.is_valid():
            application = _keep(request, application, form, looked=True)
    except Conflict:
        return _conflict_page(request, application, form)
    except WrongState as error:
        return over(request, application.pk, error)
    if form.errors or file_errors:
        fresh = found(request, application.pk)
        shown = form if form.errors else sections.blank_form(fresh, questions, part)
        return _section_page(request, fresh, shown, file_errors)
    return _onward(request, application, questions, part)


def _keep(request: HttpRequest, application: Application, form: AnswersForm, *, looked: bool) -> Application:
    """Save the answers that could be read; where the writer took the other text of two, that one stays."""
    answers, shown = form.answers, form.shown
    for key in form.sound:
        if request.POST.get(f"take.{key}") == "theirs":
            shown[key] = merging.digest(answers.get(key))
    return actions.save_draft(
        application.pk,
        answers=answers,
        lock_version=form.cleaned_data["lock_version"],
        by=request.user,
        keys=form.sound,
        shown=shown,
        looked=looked,
    )


def _autosave(request: HttpRequest, application: Application, form: AnswersForm) -> JsonResponse:
    """Save what can be read and say so to the script, which goes on from what it sent."""
    seconds = keep_signed_in(request)
    form.is_valid()
    if "lock_version" in form.errors:
        return JsonResponse({"errors": form.errors.get_json_data()}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        saved = _keep(request, application, form, looked=False)
    except Conflict as error:
        return JsonResponse({"conflict": str(error)}, status=HTTPStatus.CONFLICT)
    shown = form.shown | merging.digests(form.answers, form.sound)
    news = {"lock_version": saved.lock_version, "shown": json.dumps(shown), "at": f"{seoul(now()):%H:%M}"}
    return JsonResponse({**news, "seconds": seconds, "errors": form.errors.get_json_data()}, status=status_of(form))


def _take_files(request: HttpRequest, application: Application, part: Section) -> dict[str, str]:
    """Attach what came along or is asked for of the folder, remove what is asked for; return what was refused."""
    refused: dict[str, str] = {}
    removed = request.POST.get("remove", "")
    if removed.isdecimal() and len(removed) < 19:
        actions.detach(application.pk, int(removed))
    slot, _colon, document = request.POST.get("from_folder", "").rpartition(":")
    if slot and document.isdecimal() and len(document) < 19:
        try:
            actions.attach_document(application.pk, slot, int(document), arrived=arrived_at(request))
        except Refused as error:
            refused[slot] = str(error)
    for question in part.questions:
        for upload in request.FILES.getlist(question.key) if question.is_file else ():
            try:
                actions.attach(application.pk, question.key, upload, by=request.user)
            except Refused as error:
                refused[question.key] = str(error)
    return refused


def _onward(request: HttpRequest, application: Application, questions: Questions, part: Section) -> HttpResponse:
    """Lead on after saving, where the button says; without one the section stays."""
    then, back = request.POST.get("then", ""), request.POST.get("page.back", "")
    here = sections.section_url(application, part.number)
    kept_back = "?back=check" if back == "check" else ""
    if then == "next" and back == "check":
        return redirect("applications:check", pk=application.pk)
    if then in ("next", "back"):
        return redirect(_neighbour(application, questions, part, 1 if then == "next" else -1))
    if then.startswith("more:"):
        key = then.removeprefix("more:")
        known = key if key in part.keys else ""
        return redirect(f"{here}?more={known}{kept_back.replace('?', '&')}#id_{known}_0")
    if then == "later":
        messages.success(request, _("Saved. You can go on later: the draft is under “My page”."))
        return redirect("applications:edit", pk=application.pk)
    messages.success(request, _("Saved."))
    return redirect(here + kept_back)


def _neighbour(application: Application, questions: Questions, part: Section, step: int) -> str:
    """Return the address of the next section with a question, or of what comes before the first and after the last."""
    number = part.number + step
    while 1 <= number <= len(questions.sections):
        if questions.askable(questions.sections[number - 1], application.answers).questions:
            return sections.section_url(application, number)
        number += step
    return reverse("applications:check" if step > 0 else "applications:edit", args=[application.pk])


def _section_page(
    request: HttpRequest, application: Application, form: AnswersForm, file_errors: dict[str, str] | None = None
) -> HttpResponse:
    back = request.POST.get("page.back", "") or request.GET.get("back", "")
    page = sections.SectionPage(application, form, file_errors or {}, arrived_at(request), back)
    context = {"page": page, "application": application, "form": form, "seconds": keep_signed_in(request)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if file_errors else status_of(form)
    return render(request, "enterprises/applications/section.html", context, status=status)


def _conflict_page(request: HttpRequest, application: Application, form: AnswersForm) -> HttpResponse:
    """Show both texts; nothing was saved yet, and of each question either can be kept."""
    page = sections.ConflictPage(found(request, application.pk), form, request.POST)
    context = {"page": page, "application": page.application}
    return render(request, "enterprises/applications/conflict.html", context, status=HTTPStatus.CONFLICT)
