"""Forms of the marketplace: what a member writes, what a buyer asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import SafeCharField, WonField
from busan_se.files.fields import UploadField
from busan_se.notifications.forms import ContactField
from procurement.marketplace import photos
from procurement.marketplace.models import Category, OfferVersion
from procurement.marketplace.models.offers import CONTENT


def shelves() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the upper categories with the lower ones below them, on which offers stand."""
    rows = list(Category.objects.select_related("parent"))
    return [
        (str(upper), [(row.code, str(row)) for row in rows if row.parent_id == upper.code])
        for upper in rows
        if upper.parent_id is None
    ]


class OfferForm(forms.Form):
    """What an offer says. `content` gives it as the columns of a version."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("What it is"), choices=OfferVersion.Kind.choices, widget=forms.RadioSelect, initial="product"
    )
    category = forms.ChoiceField(label=_("Category"))
    name_ko = SafeCharField(label=_("Name"), max_length=80)
    name_en = SafeCharField(label=_("Name in English"), max_length=120, required=False)
    summary = SafeCharField(
        label=_("In one sentence"), max_length=150, help_text=_("Buyers read it in the list: what it is, for whom.")
    )
    description = SafeCharField(
        label=_("Description"),
        max_length=4000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What it contains, what it is made of, how an order works. No telephone numbers of persons."),
    )
    price_won = WonField(
        label=_("Price (won)"),
        min_value=1,
        required=False,
        help_text=_("Leave it empty if you give prices on request."),
    )
    unit = SafeCharField(
        label=_("Price is for"), max_length=30, required=False, help_text=_("Like 1 piece, 1 box (10 pieces), 1 visit")
    )
    minimum_quantity = forms.IntegerField(
        label=_("Minimum quantity"), min_value=1, max_value=1_000_000, initial=1, widget=forms.NumberInput
    )
    delivery_area = SafeCharField(
        label=_("Where you deliver"),
        max_length=100,
        required=False,
        help_text=_("Like all of Busan, two districts, the whole country by parcel"),
    )
    lead_days = forms.IntegerField(
        label=_("Days from order to delivery"), min_value=0, max_value=1000, required=False, widget=forms.NumberInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose one")), *shelves()]

    @classmethod
    def of(cls, version: OfferVersion, data: Any = None) -> "OfferForm":
        """Return the form filled with a version."""
        initial = {name: getattr(version, name) for name in CONTENT} | {"category": version.category_id}
        return cls(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Ask what the price is for."""
        data = super().clean() or {}
        if data.get("price_won") and not data.get("unit"):
            self.add_error("unit", _("Say what the price is for, like 1 piece or 1 box."))
        return data

    @property
    def content(self) -> dict[str, Any]:
        """Return the cleaned columns."""
        said = dict(self.cleaned_data)
        return {"category_id": said.pop("category"), **said}


class PhotoForm(forms.Form):
    """A photo and what it shows, for who cannot see it."""

    photo = UploadField(label=_("Photo"), allowed=photos.ALLOWED)
    alt = SafeCharField(
        label=_("What it shows"), max_length=150, help_text=_("Read aloud to people who cannot see the photo.")
    )


class EnquiryForm(forms.Form):
    """A question to the enterprise; its answer goes to the contact that is confirmed next."""

    use_required_attribute = False
    name = SafeCharField(label=_("Your name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    organisation = SafeCharField(
        label=_("Organisation"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    contact = ContactField()
    text = SafeCharField(
        label=_("Your question"),
        max_length=2000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Quantity, day, place: what the enterprise needs for an answer."),
    )
    consent = forms.BooleanField(
        label=_("I agree that the enterprise gets my name, contact and question to answer it."),
        error_messages={"required": _("Without it the enterprise cannot answer you. Agree, or do not send it.")},
    )


class AnswerForm(forms.Form):
    """The answer to an enquiry."""

    answer = SafeCharField(
        label=_("Answer"),
        max_length=2000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("It is sent once to the contact of the person. Say how they reach you for an order."),
    )


class Verdict(forms.Form):
    """What a moderator decides, of what was read (`seen`)."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = SafeCharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed to return or suspend an offer: the enterprise reads it."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for the reason that the enterprise reads."""
        data = super().clean() or {}
        if data.get("decision") in {"send_back", "suspend"} and not data.get("reason"):
            self.add_error("reason", _("Say why: the enterprise reads it."))
        return data
