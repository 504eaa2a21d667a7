"""Registration requests in the closed part of the open interface: the queue of the desk."""

from typing import Any

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from busan_se.api.extensions import OwnResource
from busan_se.api.fields import CodeNameField, path_with
from busan_se.core.widgets import PlainSelect
from enterprises.registration.models import RegistrationRequest, RequestQuerySet
from enterprises.registration.workflow import State
from enterprises.registry.filters import district_choices

Kind, NumberKind = RegistrationRequest.Kind, RegistrationRequest.NumberKind
_HANDED_IN = [(state.value, state.label) for state in State if state != State.DRAFT]


class RequestFilter(django_filters.FilterSet):
    """State, kind and district."""

    state = django_filters.ChoiceFilter(choices=_HANDED_IN, label=_("State"))
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label=_("Kind"))
    district = django_filters.ChoiceFilter(choices=district_choices, widget=PlainSelect, label=_("District"))

    class Meta:
        model = RegistrationRequest
        fields: tuple[str, ...] = ()


class RequestSerializer(serializers.Serializer):
    """A registration request as the list of the desk has it; answers and papers are read at the desk."""

    id = serializers.UUIDField(help_text=_("Key of the request; it never changes."))
    receipt_number = serializers.CharField(help_text=_("Receipt number."))
    kind = serializers.ChoiceField(choices=Kind.choices, help_text=_("New entry, or claim on one."))
    state = serializers.ChoiceField(choices=_HANDED_IN, help_text=_("Where it stands."))
    name = serializers.CharField(help_text=_("Name of the enterprise."))
    number_kind = serializers.ChoiceField(choices=NumberKind.choices, help_text=_("Kind of its number."))
    number = serializers.CharField(source="number_shown", help_text=_("Its number; empty where there is none."))
    enterprise = serializers.IntegerField(
        source="enterprise_id", allow_null=True, help_text=_("Number of the entry in the portal; null: none yet.")
    )
    district = CodeNameField(allow_null=True, help_text=_("District; null where it is not known."))
    submitted_at = serializers.DateTimeField(help_text=_("When it was received."))
    office_due_on = serializers.DateField(allow_null=True, help_text=_("Day by which the desk answers; null: rests."))
    is_late = serializers.BooleanField(help_text=_("Whether the handling period is over."))
    due_at = serializers.DateTimeField(allow_null=True, help_text=_("Instant until which it is to be mended."))
    decided_at = serializers.DateTimeField(allow_null=True, help_text=_("When it was decided."))
    page = serializers.SerializerMethodField(help_text=_("Its page at the desk."))

    def get_page(self, row: RegistrationRequest) -> str:
        """Return the whole address."""
        return path_with(self.context["origin"], reverse("admin:enterprises_registrationrequest_change", args=[row.pk]))


def desk_requests(user: Any) -> RequestQuerySet:
    """Return the requests on this officer's desk, in one query."""
    if not user.is_authenticated:
        return RegistrationRequest.objects.none()
    rows = RegistrationRequest.objects.visible_to(user).managed_by(user)
    return rows.exclude(state=State.DRAFT).select_related("enterprise", "district")


def has_desk(user: Any) -> bool:
    """Return whether the admin shows requests to this user."""
    return user.is_staff and user.has_perm("enterprises.view_registrationrequest")


REQUESTS = OwnResource(
    name="desk-registrations",
    label=_("Desk: registration requests"),
    description=_("The registration requests on your desk, as its list has them, newest first. For staff."),
    rows=desk_requests,
    serializer=RequestSerializer,
    filterset=RequestFilter,
    sort=("-submitted_at", "pk"),
    allowed=has_desk,
    logged="enterprises.RegistrationRequest",
    key="pk",
    converter="uuid",
    order=230,
    example={
        "id": "00000000-0000-4000-8000-000000000000",
        "receipt_number": "R2026-00001",
        "kind": "new",
        "state": "submitted",
        "name": "동백나눔 협동조합",
        "number_kind": "business",
        "number": "000-81-00000",
        "enterprise": None,
        "district": {"code": "26350", "name_ko": "해운대구", "name_en": "Haeundae-gu"},
        "submitted_at": "2026-11-02T10:00:00+09:00",
        "office_due_on": "2026-11-12",
        "is_late": False,
        "due_at": None,
        "decided_at": None,
        "page": "https://portal.example.kr/admin/enterprises/registrationrequest/00000000-0000-4000-8000-000000000000/",
    },
)
