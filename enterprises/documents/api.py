"""The document folder in the closed part of the open interface: what members may read, with the way to each file."""

from typing import Any

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rest_framework import serializers

from busan_se.api.extensions import OwnResource
from busan_se.api.fields import path_with
from enterprises.documents.models import DocumentQuerySet, EnterpriseDocument
from enterprises.registry.models import Membership

Kind, Standing = EnterpriseDocument.Kind, EnterpriseDocument.Standing
CURRENT, FORMER = "current", "former"


class DocumentFilter(django_filters.FilterSet):
    """Kind of paper, and whether it is in force."""

    kind = django_filters.ChoiceFilter(choices=Kind.choices, label=_("Kind"))
    state = django_filters.ChoiceFilter(
        choices=[(CURRENT, _("in the folder now")), (FORMER, _("replaced or taken out"))],
        method="in_state",
        label=_("State"),
    )

    class Meta:
        model = EnterpriseDocument
        fields: tuple[str, ...] = ()

    def in_state(self, rows: DocumentQuerySet, name: str, value: str) -> DocumentQuerySet:
        """Narrow to the current ones, or to the others."""
        current = EnterpriseDocument.objects.current()
        return rows.filter(pk__in=current) if value == CURRENT else rows.exclude(pk__in=current)


class FileSerializer(serializers.Serializer):
    """A file that is fetched with the same token."""

    name = serializers.CharField(help_text=_("Name of the file."))
    content_type = serializers.CharField(help_text=_("Type of the content."))
    size = serializers.IntegerField(help_text=_("Size in bytes."))
    sha256 = serializers.CharField(help_text=_("SHA-256 of the content."))
    url = serializers.SerializerMethodField(help_text=_("Address of the content; needs the token too."))

    def get_url(self, file: Any) -> str:
        """Return the address in the interface."""
        return path_with(self.context["origin"], reverse("api:my-file", args=[file.pk]))


class NamedSerializer(serializers.Serializer):
    """An enterprise by number and name."""

    id = serializers.IntegerField(help_text=_("Number in the portal; it never changes."))
    name = serializers.CharField(help_text=_("Name."))


class DocumentSerializer(serializers.Serializer):
    """A document of the folder (서류함)."""

    id = serializers.IntegerField(help_text=_("Number of the document; it never changes."))
    enterprise = NamedSerializer(help_text=_("Enterprise whose folder it lies in."))
    kind = serializers.ChoiceField(choices=Kind.choices, help_text=_("Which paper it is."))
    label = serializers.CharField(help_text=_("Name of a certificate or another document; else empty."))
    issued_on = serializers.DateField(allow_null=True, help_text=_("Day of issue; null: not known."))
    expires_on = serializers.DateField(allow_null=True, help_text=_("Last good day; null: none."))
    entered_on = serializers.DateField(help_text=_("Day on which it came into the folder."))
    standing = serializers.ChoiceField(choices=Standing.choices, help_text=_("Whether it is good today."))
    is_current = serializers.BooleanField(help_text=_("Whether it is the one in force."))
    replaced_at = serializers.DateTimeField(allow_null=True, help_text=_("When another one took its place."))
    withdrawn_at = serializers.DateTimeField(allow_null=True, help_text=_("When it was taken out."))
    file = FileSerializer(help_text=_("Its file."))


def my_documents(user: Any) -> DocumentQuerySet:
    """Return the documents of the enterprises of which the person is a member, in one query."""
    mine = Membership.objects.filter(user=user.pk).values("enterprise")
    rows = EnterpriseDocument.objects.visible_to(user).filter(enterprise__in=mine, enterprise__merged_into=None)
    return rows.select_related("enterprise", "file")


DOCUMENTS = OwnResource(
    name="my-documents",
    label=pgettext_lazy("list", "Document folder"),
    description=_("The documents of your enterprises, newest first, former ones too; `file.url` gives the content."),
    rows=my_documents,
    serializer=DocumentSerializer,
    filterset=DocumentFilter,
    sort=("-pk",),
    key="pk",
    converter="int",
    order=120,
    example={
        "id": 1,
        "enterprise": {"id": 1, "name": "동백나눔 협동조합"},
        "kind": "business",
        "label": "",
        "issued_on": "2026-03-02",
        "expires_on": None,
        "entered_on": "2026-03-05",
        "standing": "valid",
        "is_current": True,
        "replaced_at": None,
        "withdrawn_at": None,
        "file": {
            "name": "사업자등록증.pdf",
            "content_type": "application/pdf",
            "size": 120_000,
            "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "url": "https://portal.example.kr/api/v1/my-files/00000000-0000-4000-8000-000000000000/",
        },
    },
)
