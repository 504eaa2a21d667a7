"""Enterprises in the closed part of the open interface: to members with their fields, to the desk with its own."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from busan_se.api.extensions import OwnResource
from busan_se.core.clock import today
from enterprises.registry.api import ENTERPRISES, EnterpriseSerializer, told_of
from enterprises.registry.filters import EnterpriseFilter
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, EnterpriseQuerySet, Membership


class WholeEnterpriseSerializer(EnterpriseSerializer):
    """An enterprise without masks: what its members and the desk read."""

    representative = serializers.CharField(help_text=_("Representative; may be empty."))
    is_sole_proprietor = serializers.BooleanField(help_text=_("Whether the public sees it masked."))
    updated_at = serializers.DateTimeField(help_text=_("When the entry changed last."))

    def is_open_book(self, row: Any) -> bool:
        """Return that everything is told."""
        return True

    def to_representation(self, row: Any) -> dict[str, Any]:
        """Return the public fields in full, and those that the public does not see."""
        return {
            **super().to_representation(row),
            "representative": row.representative,
            "is_sole_proprietor": row.is_sole_proprietor,
            "updated_at": serializers.DateTimeField().to_representation(row.updated_at),
        }


class MyEnterpriseSerializer(WholeEnterpriseSerializer):
    """An enterprise that the person is a member of."""

    role = serializers.ChoiceField(choices=Membership.Role.choices, help_text=_("Your role in it."))

    def to_representation(self, row: Any) -> dict[str, Any]:
        """Return all fields and the role."""
        return {**super().to_representation(row), "role": row.role}


class DeskEnterpriseSerializer(WholeEnterpriseSerializer):
    """An enterprise as the desk has it."""

    merged_into = serializers.IntegerField(
        source="merged_into_id", allow_null=True, help_text=_("Number of the entry it was merged into; null: none.")
    )
    created_at = serializers.DateTimeField(help_text=_("When the entry was made."))

    def to_representation(self, row: Any) -> dict[str, Any]:
        """Return all fields and those of the desk."""
        return {
            **super().to_representation(row),
            "merged_into": row.merged_into_id,
            "created_at": serializers.DateTimeField().to_representation(row.created_at),
        }


def my_enterprises(user: Any) -> EnterpriseQuerySet:
    """Return the enterprises of which the person is a member, with the role, in one query."""
    mine = Membership.objects.filter(user=user.pk)
    role = mine.filter(enterprise=OuterRef("pk")).values("role")[:1]
    rows = Enterprise.objects.visible_to(user).public().filter(pk__in=mine.values("enterprise"))
    return told_of(rows, _all_numbers(), today()).annotate(role=Subquery(role))


def desk_enterprises(user: Any) -> EnterpriseQuerySet:
    """Return the enterprises on this officer's desk, in one query."""
    rows = Enterprise.objects.visible_to(user)
    return told_of(rows.managed_by(user), _all_numbers(), today())


def has_desk(user: Any) -> bool:
    """Return whether the admin shows enterprises to this user."""
    return user.is_staff and user.has_perm("enterprises.view_enterprise")


def _all_numbers() -> QuerySet[EnterpriseIdentifier, Any]:
    """Return kind and value of each number in use, the corporate one too, which the public does not see."""
    rows = EnterpriseIdentifier.objects.filter(enterprise=OuterRef("pk"), valid_to=None)
    return rows.values(row=JSONObject(kind="kind", value="value"))


_WHOLE = {
    **ENTERPRISES.example,
    "representative": "김대표",
    "is_sole_proprietor": False,
    "updated_at": "2026-10-15T09:00:00+09:00",
}

MY_ENTERPRISES = OwnResource(
    name="my-enterprises",
    label=_("My enterprises"),
    description=_("The enterprises that you are a member of, with what only members see."),
    rows=my_enterprises,
    serializer=MyEnterpriseSerializer,
    filterset=EnterpriseFilter,
    sort=("pk",),
    key="pk",
    converter="int",
    order=110,
    example={**_WHOLE, "role": "owner"},
)
DESK_ENTERPRISES = OwnResource(
    name="desk-enterprises",
    label=_("Desk: enterprises"),
    description=_("The enterprises on your desk, unmasked, also those that hold no qualification. For staff."),
    rows=desk_enterprises,
    serializer=DeskEnterpriseSerializer,
    filterset=EnterpriseFilter,
    sort=("pk",),
    allowed=has_desk,
    logged="enterprises.Enterprise",
    key="pk",
    converter="int",
    order=210,
    example={**_WHOLE, "merged_into": None, "created_at": "2026-01-02T09:00:00+09:00"},
)
