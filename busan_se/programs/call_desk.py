"""Steps of a call that have pages of their own: conditions, suggested amounts, official papers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from busan_se.core.errors import Refused
from busan_se.files.actions import store_upload
from busan_se.files.models import StoredFile
from busan_se.programs.eligibility import Composing, terms_of_call
from busan_se.programs.models import Call, CallFile
from busan_se.programs.suggestions import SuggestionForm, suggestions

FILE_KIND = "call"


class PaperForm(forms.Form):
    """An official paper."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=CallFile.Kind.choices)
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("The signed notice as PDF, a form as HWP, HWPX or DOCX.")
    )


class CallSteps:
    """What the desk of calls adds to Django's: three pages of one call each. Mixed into the admin of calls."""

    admin_site: Any
    opts: Any

    def conditions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Compose the conditions of a draft; show those of a published call."""
        call, title = self._of(request, pk, "programs.view_call"), pgettext("of a call", "Conditions")
        if request.method == "POST" or not call.is_published:
            self._may_change(request)
        if call.is_published:
            if request.method == "POST":
                messages.error(request, _("This call is published: what it promised never changes."))
            return self._page(request, call, title, "programs/admin_conditions.html", terms=terms_of_call(call))
        composing = Composing(call, request.POST if request.method == "POST" else None)
        if request.method == "POST" and composing.is_valid():
            call.eligibility = composing.as_json
            call.save(update_fields=["eligibility", "updated_at"])
            messages.success(request, _("The conditions were saved."))
            return redirect("admin:programs_call_change", call.pk)
        return self._page(request, call, title, "programs/admin_conditions.html", blocks=composing.blocks)

    def suggestions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take amounts of a draft from the dated parameters."""
        call = self._of(request, pk, "programs.change_call")
        if call.is_published:
            messages.error(request, _("This call is published: what it promised never changes."))
            return redirect("admin:programs_call_change", call.pk)
        form = SuggestionForm(request.POST if request.method == "POST" else None, suggestions(call))
        if form.is_bound and form.is_valid():
            try:
                form.fill(call)
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
            else:
                messages.success(request, _("Taken over. Look at the amounts once more before you publish."))
                return redirect("admin:programs_call_change", call.pk)
        return self._page(request, call, _("Suggested from parameters"), "programs/admin_suggestions.html", form=form)

    def papers_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add and take off the official papers of a call, before and after publication."""
        call = self._of(request, pk, "programs.change_call")
        self._may_change(request)
        posted = request.method == "POST" and "remove" not in request.POST
        form = PaperForm(request.POST if posted else None, request.FILES if posted else None)
        if "remove" in request.POST:
            self._remove(request, call)
            return redirect("admin:programs_call_papers", call.pk)
        if form.is_bound and form.is_valid():
            try:
                stored = store_upload(form.cleaned_data["file"], kind=FILE_KIND, user=request.user)
                self._add(call, form.cleaned_data["kind"], stored, request.user)
            except Refused as refusal:
                form.add_error("file", refusal)
            else:
                messages.success(request, _("Added."))
                return redirect("admin:programs_call_papers", call.pk)
        files = call.files.select_related("file")
        return self._page(request, call, _("Official papers"), "programs/admin_papers.html", form=form, files=files)

    def _add(self, call: Call, kind: str, file: StoredFile, by: Any) -> None:
        CallFile.objects.create(call=call, kind=kind, file=file, added_by=by)

    def _remove(self, request: HttpRequest, call: Call) -> None:
        key = request.POST["remove"]
        if key.isdecimal() and len(key) < 19:
            call.files.filter(pk=int(key)).delete()
            messages.success(request, _("Taken off."))

    def _of(self, request: HttpRequest, pk: int, permission: str) -> Call:
        if not request.user.has_perm(permission):
            raise PermissionDenied
        return get_object_or_404(Call.objects.select_related("program", "envelope", "current_version"), pk=pk)

    def _may_change(self, request: HttpRequest) -> None:
        if not request.user.has_perm("programs.change_call"):
            raise PermissionDenied

    def _page(self, request: HttpRequest, call: Call, title: str, template: str, **more: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "title": title, "call": call, "opts": self.opts, **more}
        return TemplateResponse(request, template, context)
