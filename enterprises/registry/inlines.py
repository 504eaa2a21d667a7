"""The rows below an enterprise at the desk: numbers, qualifications, states, members."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from busan_se.accounts.desk import CheckedFormSet, PortalInline
from enterprises.registry.models import EnterpriseIdentifier, Membership, OperatingState, Qualification


class IdentifierFormSet(CheckedFormSet):
    """Numbers."""

    def clash(self, first: EnterpriseIdentifier, second: EnterpriseIdentifier) -> bool:
        """Return whether one number is in use twice."""
        return (first.kind, first.value, first.valid_to) == (second.kind, second.value, None)


class QualificationFormSet(CheckedFormSet):
    """Qualifications."""

    def clash(self, first: Qualification, second: Qualification) -> bool:
        """Return whether one kind is held twice at a time."""
        if not (first.kind_id and first.kind_id == second.kind_id and first.valid_from and second.valid_from):
            return False
        return first.valid_from < _end(second) and second.valid_from < _end(first)


def _end(row: Qualification) -> date:
    """Return the first day on which it no longer holds, as `Qualification.period` does."""
    days = (row.valid_to and row.valid_to + timedelta(days=1), row.ended_on)
    return min((day for day in days if day), default=date.max)


class MemberFormSet(CheckedFormSet):
    """Members; refuses to leave members without an owner, before the database does."""

    def clean(self) -> None:
        """Look at the roles that will be left after saving."""
        super().clean()
        roles = list(self._roles_left())
        if roles and Membership.Role.OWNER not in roles and not self.instance.is_gone:
            raise ValidationError(
                _("An enterprise with members needs an owner: make another member the owner first."), code="no_owner"
            )

    def _roles_left(self) -> Iterator[str]:
        for form in self.forms:
            if form not in self.deleted_forms and form.is_valid() and form.cleaned_data.get("role"):
                yield form.cleaned_data["role"]


class IdentifierInline(PortalInline):
    """Numbers."""

    model = EnterpriseIdentifier
    formset = IdentifierFormSet
    extra = 0


class QualificationInline(PortalInline):
    """Qualifications with their periods."""

    model = Qualification
    formset = QualificationFormSet
    extra = 0
    fields = ("kind", "number", "issuer", "grade", "valid_from", "start_is_known", "valid_to", "ended_on", "ended_how")


class StateInline(PortalInline):
    """Operating states by date; the newest is the current one."""

    model = OperatingState
    extra = 0
    fields = ("state", "since", "reason")


class MemberInline(PortalInline):
    """People of the enterprise and their roles."""

    model = Membership
    formset = MemberFormSet
    extra = 0
    autocomplete_fields = ("user",)
