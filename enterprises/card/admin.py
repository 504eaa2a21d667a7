"""The desks of consultations and notes: lists of all enterprises; their authors change them for seven days."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from busan_se.accounts.steps import StepsAdmin
from busan_se.audit.access import log_access
from busan_se.core.clock import today
from enterprises.card import actions
from enterprises.card.forms import ConsultationForm, CorrectionForm, DoneForm, NoteForm
from enterprises.card.models import Consultation, Note, card_url


class StepFilter(admin.SimpleListFilter):
    """What follows from consultations."""

    title, parameter_name = gettext_lazy("next step"), "step"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the three questions."""
        return [
            ("open", pgettext_lazy("next step", "To do")),
            ("late", gettext_lazy("Late")),
            ("mine", gettext_lazy("Open, written by me")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Consultation]) -> QuerySet[Consultation]:
        """Narrow to open steps."""
        if self.value() not in {"open", "late", "mine"}:
            return queryset
        rows = queryset.filter(next_due__isnull=False, next_done_on=None)
        if self.value() == "late":
            return rows.filter(next_due__lt=today())
        return rows.filter(by=request.user.pk) if self.value() == "mine" else rows


class WrittenAdmin(StepsAdmin):
    """Rows that are written on the card, and changed by their author for seven days. A look at one is logged."""

    district_field = "enterprise__district"
    change_form_template = "enterprises/card/desk_change.html"
    list_select_related = ("enterprise", "by")
    search_fields = ("enterprise__name",)
    search_help_text = gettext_lazy("Name of the enterprise.")
    readonly_fields: ClassVar[Any] = ("enterprise", "by", "created_at")
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They are written on the card."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Its author changes a row, for seven days."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_editable_by(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was written stays."""
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one row; that somebody looked at it is written to the access log."""
        row = self.get_object(request, object_id)
        buttons = self.buttons(request, row) if row else ()
        response = super().change_view(request, object_id, form_url, {"buttons": buttons, **(extra_context or {})})
        if row and request.method == "GET" and response.status_code == 200:
            log_access(request, row, "view")
        return response

    def buttons(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """Return the address and the label of each way on."""
        return [(card_url(row.enterprise_id), _("Card of the enterprise"))]


@admin.register(Consultation)
class ConsultationAdmin(WrittenAdmin):
    """Consultations with all enterprises of this desk."""

    form = ConsultationForm
    list_display = ("day", "enterprise", "channel", "topic", "by", "next_step", "next_due", "next_done_on")
    list_filter = (StepFilter, "topic", "channel")
    ordering = ("-day", "-pk")
    readonly_fields = (*WrittenAdmin.readonly_fields, "next_done_on", "corrections_shown")
    fields = (
        "enterprise", "by", "channel", "topic", "said", "day", "next_step", "next_due", "next_done_on",
        "corrections_shown", "created_at",
    )  # fmt: skip

    def get_urls(self) -> list[URLPattern]:
        """Put the steps before the admin's own addresses."""
        return [self.step("correct", self.correct), self.step("done", self.done), *super().get_urls()]

    @admin.display(description=gettext_lazy("corrections"))
    def corrections_shown(self, row: Consultation) -> str:
        """Return the corrections with who wrote them."""
        rows = row.corrections.select_related("by")
        return "\n".join(f"{entry.text} ({entry.by}, {entry.created_at:%Y.%m.%d.})" for entry in rows) or "-"

    def buttons(self, request: HttpRequest, row: Consultation) -> list[tuple[str, str]]:
        """Return the card, and the steps that this user may take."""
        found = super().buttons(request, row)
        if not request.user.has_perm("enterprises.change_consultation"):
            return found
        if row.is_open:
            found.append((_step(row, "done"), _("Next step is done")))
        if not row.is_editable_by(request.user):
            found.append((_step(row, "correct"), _("Write a correction")))
        return found

    def correct(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add what is right to a consultation that stays as it was written."""
        row = self.found(request, pk, "enterprises.change_consultation")
        form = CorrectionForm(request.POST if request.method == "POST" else None)
        return self.ask(
            request,
            _("Write a correction"),
            form,
            lambda said: actions.correct(row.pk, said["text"], by=request.user),
            card_url(row.enterprise_id),
        )

    def done(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say that the next step is done."""
        row = self.found(request, pk, "enterprises.change_consultation")
        title = _("Next step is done: %(step)s") % {"step": row.next_step or "-"}
        form = DoneForm(request.POST if request.method == "POST" else None)
        return self.ask(request, title, form, lambda said: actions.finish_step(row.pk), card_url(row.enterprise_id))


@admin.register(Note)
class NoteAdmin(WrittenAdmin):
    """Notes about all enterprises of this desk."""

    form = NoteForm
    list_display = ("text", "enterprise", "by", "created_at")
    list_display_links = ("text",)
    ordering = ("-created_at", "-pk")
    fields = ("enterprise", "by", "text", "created_at")


def _step(row: Consultation, name: str) -> str:
    return reverse(f"admin:enterprises_consultation_{name}", args=[row.pk])
