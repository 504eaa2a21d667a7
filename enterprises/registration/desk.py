"""Forms and figures of the staff desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.core.clock import SEOUL, citizen_due, today
from busan_se.core.fields import InstantField, SafeCharField
from busan_se.core.korea import corporate_number_warnings
from enterprises.registration import queries
from enterprises.registration.decisions import openable
from enterprises.registration.forms import NumberQuestion
from enterprises.registration.models import RegistrationRequest, StatusCheck
from enterprises.registration.parts import ClaimForm, phone_number
from enterprises.registry.models import Enterprise, Membership

NEW_ENTRY = "new"
_FIRST_OFFER = 7  # days that the form suggests for mending; the officer changes them at will
_CLOSING = time(18)


class ConfirmForm(forms.Form):
    """Nothing to say: the button is the answer."""


class ByHandForm(forms.Form):
    """What an officer saw on the tax service's own page (홈택스)."""

    result = forms.ChoiceField(
        label=pgettext_lazy("look-up", "Result"), widget=forms.RadioSelect, choices=StatusCheck.Result
    )
    note = SafeCharField(
        label=_("Where and how you looked"),
        max_length=200,
        help_text=_("E.g. Hometax, 2026-11-24, printout in the file."),
    )


def _until() -> InstantField:
    return InstantField(
        label=_("Until (Seoul time)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        initial=first_offer,
    )


def first_offer() -> datetime:
    """Return the instant that the form suggests: 18:00 of a working day."""
    return datetime.combine(citizen_due(today(), _FIRST_OFFER), _CLOSING, SEOUL)


class SendBackForm(forms.Form):
    """Which parts are to be mended, what, and until when."""

    parts = forms.MultipleChoiceField(
        label=_("Parts that open again"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only these can be changed; all others stay closed."),
    )
    asked = SafeCharField(
        label=_("What is to be mended"),
        max_length=2000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The person reads it word for word."),
    )
    until = _until()

    def __init__(self, data: Any, request: RegistrationRequest) -> None:
        super().__init__(data)
        field: Any = self.fields["parts"]
        field.choices = openable(request)


class UntilForm(forms.Form):
    """Another stated instant."""

    until = _until()


class RejectForm(forms.Form):
    """Why the papers are rejected."""

    reason = SafeCharField(
        label=_("Reason"),
        max_length=1000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person reads it, with the way to object."),
    )


class ApproveForm(forms.Form):
    """To which entry it leads, with which role, and why."""

    entry = forms.ChoiceField(label=_("Entry of the register"), widget=forms.RadioSelect)
    role = forms.ChoiceField(
        label=_("Role of the person"),
        choices=[choice for choice in Membership.Role.choices if choice[0] != Membership.Role.OWNER],
        help_text=_("Counts where the entry has an owner; else the person becomes the owner."),
    )
    reason = SafeCharField(
        label=_("Reason"),
        max_length=1000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it, e.g. which papers were checked."),
    )
    seen = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any, request: RegistrationRequest) -> None:
        super().__init__(data, initial={"entry": NEW_ENTRY, "seen": request.lock_version})
        if request.kind == RegistrationRequest.Kind.CLAIM:
            self.found: dict[str, Enterprise] = {}
            del self.fields["entry"]
            if not any(member.role == Membership.Role.OWNER for member in owners(request)):
                del self.fields["role"]
            return
        self.found = {str(row.pk): row for row in queries.candidates(request)}
        if not self.found:
            del self.fields["role"]
        field: Any = self.fields["entry"]
        linked = [(key, _("Link to %(name)s") % {"name": _named(row)}) for key, row in self.found.items()]
        field.choices = [(NEW_ENTRY, _("Make a new entry")), *linked]

    @property
    def link(self) -> Enterprise | None:
        """Return the entry to link to; None for a new one and for claims."""
        return self.found.get(self.cleaned_data.get("entry", ""))


def notes(request: RegistrationRequest) -> list[str]:
    """Return what an officer must know before the decision: the newest status check, rivals, an owner there is."""
    check = request.status_checks.first()
    others = len(queries.rivals(request))
    owned = [str(member.user) for member in owners(request) if member.role == Membership.Role.OWNER]
    found = [
        _("State of the business number: %(state)s") % {"state": check} if check else "",
        _("%(n)d others ask for the same: compare them on the page of the request.") % {"n": others} if others else "",
        _("The entry has an owner: %(names)s") % {"names": ", ".join(owned)} if owned else "",
    ]
    return [str(text) for text in (*found, *warnings(request)) if text]


def _named(row: Enterprise) -> str:
    return f"{row.name} ({row.district})" if row.district else row.name


class ReceiveForm(NumberQuestion):
    """A request that somebody makes at a desk or by telephone (대리 접수)."""

    how = forms.ChoiceField(label=_("How it came"), choices=RegistrationRequest.Reception)
    name = SafeCharField(label=_("Name of the person who asks"), max_length=60)
    phone = SafeCharField(label=_("Telephone of this person"), max_length=40)
    email = forms.EmailField(
        label=_("E-mail of this person"),
        required=False,
        help_text=_("With it the person gets the result and, once approved, becomes the owner of the entry."),
    )
    field_order = ["how", "name", "phone", "email", "number_kind", "number", "kinds"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kinds"]
        kinds.widget = forms.CheckboxSelectMultiple(choices=kinds.choices)
        kinds.label = _("Qualifications")

    def clean_phone(self) -> str:
        """Take digits and signs of telephone numbers only."""
        return phone_number(self.cleaned_data["phone"])

    def clean_email(self) -> str:
        """Take addresses in lower case, as accounts have them."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """Ask for a qualification of an enterprise that the register does not know."""
        data = super().clean()
        known = queries.known_enterprise(data.get("number_kind", ""), data.get("number", ""))
        if not data.get("kinds") and not known and not self.errors:
            self.add_error("kinds", ValidationError(_("Choose at least one qualification."), code="required"))
        return data


@dataclass(frozen=True)
class Side:
    """One of several requests for the same entry or number, as they stand side by side."""

    request: RegistrationRequest
    is_this: bool

    @property
    def relation(self) -> str:
        """Return what the person says to be to the enterprise."""
        texts = {name: text for name, _label, text in ClaimForm(self.request).texts}
        return " – ".join(filter(None, (texts["relation"], texts["story"])))


def sides(request: RegistrationRequest) -> list[Side]:
    """Return the request beside its rivals; [] where it has none."""
    others = queries.rivals(request)
    return [Side(request, True), *(Side(row, False) for row in others)] if others else []


def owners(request: RegistrationRequest) -> Sequence[Membership]:
    """Return the members of the entry that is claimed, owners first."""
    if not request.enterprise_id:
        return ()
    rows = Membership.objects.filter(enterprise=request.enterprise_id).select_related("user")
    return sorted(rows, key=lambda row: (row.role != Membership.Role.OWNER, row.pk))


def warnings(request: RegistrationRequest) -> list[str]:
    """Return what an officer should look at twice."""
    corporate = request.answers.get("enterprise", {}).get("corporate_number", "")
    return corporate_number_warnings(corporate) if corporate else []
