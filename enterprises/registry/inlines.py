"""The rows below an enterprise at the desk: numbers, qualifications, states, members."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from busan_se.accounts.desk import CheckedFormSet, PortalInline
from enterprises.registry.models import EnterpriseIdentifier, Membership, OperatingState, Qualification


class IdentifierFormSet(CheckedFormSet):
    """Numbers."""

    def clash(self, first: EnterpriseIdentifier, second: EnterpriseIdentifier) -> bool:
        """Return whether one number is in use twice."""
        return (first.kind, first.value, first.valid_to) == (second.kind, second.value, None)


class QualificationFormSet(CheckedFormSet):
    """Qualifications. What ended is taken back by `qualifications.actions` alone, which asks for the reason."""

    def clean(self) -> None:
        """Refuse an end that is simply wiped out."""
        super().clean()
        for form in self.initial_forms:
            if form.initial.get("ended_on") and "ended_on" in form.changed_data and not form.instance.ended_on:
                form.add_error("ended_on", _("An end is taken back with its reason, on the page “Time line”."))

    def clash(self, first: Qualification, second: Qualification) -> bool:
        """Return whether one kind is held twice at a time."""
        if not (first.kind_id and first.kind_id == second.kind_id and first.valid_from and second.valid_from):
            return False
        return first.valid_from < _end(second) and second.valid_from < _end(first)


def _end(row: Qualification) -> date:
    """Return the first day on which it no longer holds, as `Qualification.period` does."""
    days = (row.valid_to and row.valid_to + timedelta(days=1), row.ended_on)
    return min((day for day in days if day), default=date.max)


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
    """People of the enterprise and their roles, only read: members change them, two officers restore an owner."""

    model = Membership
    extra = 0
    fields = readonly_fields = ("user", "role", "created_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A member comes by an invitation, or by a request that was approved."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No officer alone changes who owns an enterprise."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No officer alone takes a member out."""
        return False
