"""The dates of an event in the admin: entered in one table, seats and line kept right while people register."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.desk import CheckedFormSet
from busan_se.core.errors import Refused
from busan_se.events import actions, letters
from busan_se.events.models import Session

FIELDS = ("starts_at", "ends_at", "capacity", "label_ko", "label_en")


class SessionFormSet(CheckedFormSet):
    """All dates of one event. Stored ones are locked while they are checked, so that nobody registers in between."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        stored = self._locked()
        has_lead = False
        for form in self.in_order():
            capacity, session = form.cleaned_data.get("capacity"), stored.get(form.instance.pk)
            has_lead = has_lead or bool(capacity)
            if not has_lead:
                form.add_error("capacity", _("Enter the seats of the first session; further dates share them."))
            elif session is not None:
                _check_change(form, session, capacity)

    @staticmethod
    def _ask_constraints(form: forms.ModelForm) -> None:
        """Ask what can be asked already: which session a date is part of is known when all are saved."""
        try:
            form.instance.validate_constraints(exclude={"part_of", "taken"})
        except ValidationError as error:
            form.add_error(None, error.messages)

    def in_order(self) -> list[Any]:
        """Return the forms that are kept, in the order of time."""
        kept = [form for form in self.forms if form.cleaned_data.get("starts_at") and form not in self.deleted_forms]
        return sorted(kept, key=lambda form: form.cleaned_data["starts_at"])

    def _locked(self) -> dict[int, Session]:
        if not self.instance.pk:
            return {}
        rows = Session.objects.select_for_update(of=("self",), no_key=True).filter(event_id=self.instance.pk)
        return {session.pk: session for session in rows.order_by("pk")}


def _check_change(form: Any, session: Session, capacity: int | None) -> None:
    """Refuse fewer seats than are taken, and making a further date of a session that people registered for."""
    if capacity is None:
        if session.registrations.exists():
            form.add_error("capacity", _("People registered for this session: it needs its seats."))
        return
    try:
        actions.check_capacity(session, capacity)
    except Refused as refusal:
        form.add_error("capacity", refusal)


def save_dates(formset: SessionFormSet) -> None:
    """Save valid dates: link further dates to the session before them, tell who has to know, move the lines on."""
    formset.save(commit=False)
    for gone in formset.deleted_objects:
        gone.delete()
    lead: Session | None = None
    for form in formset.in_order():
        session = form.instance
        linked = None if session.capacity else lead
        lead = session if session.capacity else lead
        if form.has_changed() or session.part_of_id != (linked.pk if linked else None):
            _save(form, session, linked)


def _save(form: Any, session: Session, linked: Session | None) -> None:
    session.part_of = linked
    if session.pk is None:
        session.save()
        return
    # What is not on the form may have changed since the form read it: a cancellation must not be undone.
    session.save(update_fields=[*FIELDS, "part_of", "updated_at"])
    if {"starts_at", "ends_at"} & set(form.changed_data) and session.event.published_at:
        for registration in actions.participants(session):
            letters.tell_moved(registration, session)
    if "capacity" in form.changed_data:
        actions.move_on(session.pk)


class SessionForm(forms.ModelForm):
    """One date."""

    class Meta:
        model = Session
        fields = FIELDS
        widgets = {name: forms.TextInput(attrs={"size": 12}) for name in ("label_ko", "label_en")}
