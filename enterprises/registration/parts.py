"""What a request asks for, part by part: each part is a page, saved alone, and asked for in full only at submission."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.core.clock import today
from busan_se.core.extensions import Text
from busan_se.core.fields import DateField, SafeCharField
from busan_se.core.korea import half_width
from busan_se.core.templatetags.portal import seoul_date
from busan_se.core.widgets import PlainSelect
from enterprises.registration.models import CONTACT, RegistrationRequest
from enterprises.registry.lookups import codes

MOST_FILES = 3  # a paper of several pages, photographed page by page
_is_web_address = URLValidator(schemes=["http", "https"])
_PHONE_HINT = _("E.g. 051-000-0000.")


class PartForm(forms.Form):
    """One part. Marks say what submission needs, but a draft is saved without it (`strict` asks for it)."""

    use_required_attribute = False
    key: ClassVar[str]

    def __init__(self, request: RegistrationRequest, data: Any = None, *, strict: bool = False) -> None:
        said = request.said(self.key)
        super().__init__(said if strict else data, initial=self._read(said))
        self.strict = strict
        self.prepare(request)

    def prepare(self, request: RegistrationRequest) -> None:
        """Add what depends on the request."""

    def full_clean(self) -> None:
        """Clean; without asking for what is required, unless `strict`."""
        marked = [] if self.strict else [field for field in self.fields.values() if field.required]
        for field in marked:
            field.required = False
        super().full_clean()
        for field in marked:
            field.required = True

    @property
    def stored(self) -> dict[str, Any]:
        """Return the cleaned answers as they are kept: text, lists of text; empty ones are left out."""
        found = self.cleaned_data.items()
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in found if value}

    @classmethod
    def _read(cls, said: Mapping[str, Any]) -> dict[str, Any]:
        return dict(said)

    @property
    def texts(self) -> list[tuple[str, Text, str]]:
        """Return (name, label, kept answer as text) of each field."""
        return [(name, field.label or "", self._as_text(name, field)) for name, field in self.fields.items()]

    def _as_text(self, name: str, field: forms.Field) -> str:
        value = self.initial.get(name, "")
        if isinstance(field, forms.ChoiceField):
            labels = {str(key): str(label) for key, label in field.choices}  # type: ignore[misc,union-attr]
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(labels.get(str(key), str(key)) for key in chosen if key)
        day = parse_date(value) if isinstance(field, forms.DateField) and value else None
        return seoul_date(day) if day else str(value)


class EnterpriseForm(PartForm):
    """Who it is."""

    key = "enterprise"
    name = SafeCharField(
        label=_("Name of the enterprise"), max_length=200, help_text=_("As it stands on the registration certificate.")
    )
    name_en = SafeCharField(label=_("English name"), max_length=200, required=False)
    legal_form = forms.ChoiceField(
        label=_("Legal form"),
        widget=forms.RadioSelect,
        choices=[
            ("organisation", _("Company, cooperative or another organisation")),
            ("sole", _("Sole proprietor")),
        ],
    )
    representative = SafeCharField(label=_("Representative"), max_length=100)
    corporate_number = SafeCharField(
        label=_("Corporate registration number"),
        max_length=20,
        required=False,
        help_text=_("13 digits, if the enterprise is a corporation. Never a resident registration number."),
    )

    def clean_corporate_number(self) -> str:
        """Take thirteen digits, hyphen or not. The check digit is no reason to refuse: new numbers have none."""
        digits = half_width(self.cleaned_data["corporate_number"]).replace("-", "").replace(" ", "")
        if digits and not (len(digits) == 13 and digits.isascii() and digits.isdigit()):
            raise ValidationError(_("A corporate registration number has 13 digits, like 130111-0006246."))
        return digits


class PlaceForm(PartForm):
    """Where it is and what it does."""

    key = "place"
    district = forms.ChoiceField(label=_("District of the head office"), widget=PlainSelect)
    address = SafeCharField(label=_("Address"), max_length=300)
    phone = SafeCharField(label=_("Telephone of the enterprise"), max_length=40, help_text=_PHONE_HINT)
    homepage = SafeCharField(
        label=_("Homepage"),
        max_length=300,
        required=False,
        help_text=_("The whole address, e.g. https://example.com/."),
    )
    ksic = forms.ChoiceField(label=_("Industry"), widget=PlainSelect)
    summary = SafeCharField(
        label=_("What it does"),
        max_length=1000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Up to 1,000 characters. Visitors find your enterprise by these words."),
    )

    def prepare(self, request: RegistrationRequest) -> None:
        """Offer the districts and the industries."""
        choose = ("", _("Choose"))
        for name, table in (("district", codes().districts), ("ksic", codes().divisions)):
            field: Any = self.fields[name]
            field.choices = [choose, *((code, str(row)) for code, row in table.items())]

    def clean_phone(self) -> str:
        """Take digits and signs of telephone numbers only."""
        return phone_number(self.cleaned_data["phone"])

    def clean_homepage(self) -> str:
        """Take addresses of the web only; one without a scheme gets https."""
        homepage: str = self.cleaned_data["homepage"]
        if homepage and "://" not in homepage:
            homepage = f"https://{homepage}"
        if homepage:
            _is_web_address(homepage)
        return homepage


class QualificationsForm(PartForm):
    """Which qualifications it holds, each with number and days."""

    key = "qualifications"
    kinds = forms.MultipleChoiceField(
        label=_("Qualifications"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose all that are in force. After saving, this page asks for the number and days of each."),
    )

    def prepare(self, request: RegistrationRequest) -> None:
        """Ask for number and days of each qualification that was chosen."""
        kinds: Any = self.fields["kinds"]
        kinds.choices = [(code, str(kind)) for code, kind in codes().kinds.items()]
        for code in chosen_kinds(request):
            name = {"kind": str(codes().kinds[code])}
            self.fields[f"number_{code}"] = SafeCharField(label=_("%(kind)s: number") % name, max_length=60)
            self.fields[f"from_{code}"] = DateField(label=_("%(kind)s: first day") % name)
            self.fields[f"to_{code}"] = DateField(
                label=_("%(kind)s: last day") % name, required=False, help_text=_("Empty if it has no end.")
            )

    def clean(self) -> None:
        """Refuse days in the wrong order, and first days to come."""
        for name, first in list(self.cleaned_data.items()):
            last = self.cleaned_data.get(name.replace("from_", "to_", 1))
            if not name.startswith("from_") or not first:
                continue
            if first > today():
                self.add_error(name, _("This day is still to come."))
            elif last and last < first:
                self.add_error(name.replace("from_", "to_", 1), _("This day lies before the first day."))


class ClaimForm(PartForm):
    """What the person has to do with the entry."""

    key = "claim"
    relation = forms.ChoiceField(
        label=_("What are you to the enterprise?"),
        widget=forms.RadioSelect,
        choices=[
            ("representative", _("I represent it")),
            ("employee", _("I work for it and was asked to look after the entry")),
            ("other", _("Something else")),
        ],
    )
    story = SafeCharField(
        label=_("Why you ask for this entry"),
        max_length=1000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One or two sentences. The desk reads them beside the proof."),
    )


class ContactForm(PartForm):
    """Whom the desk may ask."""

    key = CONTACT
    name = SafeCharField(label=_("Name of the person we may ask"), max_length=60)
    phone = SafeCharField(
        label=_("Telephone of this person"),
        max_length=40,
        help_text=_("For questions about this request only. A mobile phone also gets the result as a text message."),
    )

    def clean_phone(self) -> str:
        """Take digits and signs of telephone numbers only."""
        return phone_number(self.cleaned_data["phone"])


@dataclass(frozen=True)
class Part:
    """One page of a request; the papers have no form of their own."""

    key: str
    title: Text
    form: type[PartForm] | None = None


FILES = Part("files", _("Papers"))
_CONTACT = Part(CONTACT, _("Person we may ask"), ContactForm)
_PARTS = {
    RegistrationRequest.Kind.NEW: (
        Part("enterprise", pgettext_lazy("part of a request", "The enterprise"), EnterpriseForm),
        Part("place", _("Place and work"), PlaceForm),
        Part("qualifications", pgettext_lazy("part of a request", "Qualifications"), QualificationsForm),
        FILES,
        _CONTACT,
    ),
    RegistrationRequest.Kind.CLAIM: (Part("claim", _("You and the enterprise"), ClaimForm), FILES, _CONTACT),
}


def parts_of(request: RegistrationRequest) -> tuple[Part, ...]:
    """Return the parts of a request in their order."""
    return _PARTS[RegistrationRequest.Kind(request.kind)]


def chosen_kinds(request: RegistrationRequest) -> list[str]:
    """Return the codes of the qualifications told; codes that are no longer offered are left out."""
    told = request.answers.get("qualifications", {}).get("kinds", [])
    return [code for code in told if code in codes().kinds]


@dataclass(frozen=True)
class Slot:
    """One paper that is asked for."""

    key: str
    label: Text
    help: Text = ""
    required: bool = True

    @property
    def part_key(self) -> str:
        """Return how a request names the paper among the parts to be mended."""
        return f"file:{self.key}"


_NUMBER_PAPERS: Mapping[str, Text] = {
    "business": _("Certificate of business registration"),
    "unique": _("Certificate of the unique number"),
    "report": _("Certificate of the founding report"),
    "none": _("Statutes, or another paper of the founding"),
}


def slots(request: RegistrationRequest) -> list[Slot]:
    """Return the papers that a request needs."""
    if request.kind == RegistrationRequest.Kind.CLAIM:
        return [
            Slot(
                "proof",
                _("Proof that you act for the enterprise"),
                _("The certificate with your name on it, a certificate of employment, or a power of attorney."),
            )
        ]
    papers = [Slot("number", _NUMBER_PAPERS[request.number_kind])]
    papers += [
        Slot(f"kind_{code}", _("Certificate: %(kind)s") % {"kind": codes().kinds[code]})
        for code in chosen_kinds(request)
    ]
    return [*papers, Slot("other", _("Another paper"), required=False)]


@dataclass(frozen=True)
class Problem:
    """What keeps a part from being whole; `anchor` is the id of the control on its page."""

    part: Part
    anchor: str
    label: Text
    text: str


def problems(request: RegistrationRequest, attached: Iterable[str]) -> list[Problem]:
    """Return what is missing or wrong; `attached` are the keys of the papers that are there."""
    there = set(attached)
    found: list[Problem] = []
    for part in parts_of(request):
        if part.form:
            form = part.form(request, strict=True)
            found += [
                Problem(part, f"id_{name}", form.fields[name].label or "", str(errors[0]))
                for name, errors in form.errors.items()
            ]
        else:
            missing = (slot for slot in slots(request) if slot.required and slot.key not in there)
            found += [Problem(part, f"id_{slot.key}", slot.label, str(_("Upload this paper."))) for slot in missing]
    return found


def phone_number(text: str) -> str:
    """Return a telephone number as typed. Raises ValidationError for other signs than those of numbers."""
    if text.strip("0123456789+-() ") or (text and sum(sign.isdigit() for sign in text) < 7):
        raise ValidationError(_("Use digits and hyphens only, e.g. 051-000-0000."), code="phone")
    return text
