"""Enterprises in the open interface: what a visitor reads on their pages, a sole proprietor masked in the same way."""

from typing import Any

from django.db.models import Max, OuterRef, Prefetch, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rest_framework import serializers

from busan_se.api.extensions import ApiResource
from busan_se.api.fields import CodeNameField, PageField
from busan_se.core.clock import today
from enterprises.registry.filters import EnterpriseFilter
from enterprises.registry.models import (
    Enterprise,
    EnterpriseIdentifier,
    EnterpriseQuerySet,
    SourceRecord,
    State,
)
from enterprises.registry.profile import number_shown, web_address, with_profile


class OpenBookField(serializers.CharField):
    """A text that is personal where the enterprise is one person: null then."""

    def get_attribute(self, row: Enterprise) -> Any:
        """Return the text, null of a sole proprietor."""
        return None if row.is_sole_proprietor else super().get_attribute(row)


class HomepageField(serializers.CharField):
    """An address of the web, or nothing."""

    def to_representation(self, value: str) -> str:
        """Return the address as the page links it."""
        return web_address(value)


class NumberSerializer(serializers.Serializer):
    """A number that an authority gave."""

    kind = serializers.ChoiceField(choices=EnterpriseIdentifier.Kind.choices, help_text=_("Whose number it is."))
    number = serializers.SerializerMethodField(
        help_text=_("Number as written on paper; the business number of a sole proprietor ends in stars.")
    )

    def get_number(self, row: EnterpriseIdentifier) -> str:
        """Return what the page shows."""
        return number_shown(row, open_book=not row.enterprise.is_sole_proprietor)


class HeldSerializer(serializers.Serializer):
    """A qualification in force."""

    kind = CodeNameField(help_text=_("Kind of qualification."))
    number = serializers.CharField(help_text=_("Number of the certificate; may be empty."))
    grade = serializers.CharField(help_text=_("Type or grade; may be empty."))
    issuer = serializers.CharField(help_text=_("Who issued it; may be empty."))
    valid_from = serializers.SerializerMethodField(help_text=_("First day; null where it is not known."))
    valid_to = serializers.DateField(allow_null=True, help_text=_("Last day; null: without end."))

    def get_valid_from(self, row: Any) -> str | None:
        """Return the first day, which some lists do not give."""
        return row.valid_from.isoformat() if row.start_is_known else None


class EnterpriseSerializer(serializers.Serializer):
    """A social economy enterprise (사회적경제기업) as its public page shows it."""

    id = serializers.IntegerField(help_text=_("Number in the portal; it never changes."))
    name = serializers.CharField(help_text=_("Name."))
    name_en = serializers.CharField(help_text=_("English name; may be empty."))
    summary = serializers.CharField(help_text=_("What it does; may be empty."))
    qualifications = HeldSerializer(source="held", many=True, help_text=_("Qualifications in force today."))
    state = serializers.ChoiceField(choices=State.choices, help_text=_("Whether it is at work."))
    district = CodeNameField(allow_null=True, help_text=_("District; null where it is not known."))
    address = OpenBookField(allow_null=True, help_text=_("Address; null of a sole proprietor."))
    phone = OpenBookField(allow_null=True, help_text=_("Telephone; null of a sole proprietor."))
    homepage = HomepageField(help_text=_("Homepage; may be empty."))
    industry = CodeNameField(source="ksic", allow_null=True, help_text=_("Industry (KSIC); null: not known."))
    numbers = NumberSerializer(many=True, help_text=_("Numbers in use."))
    tags = serializers.ListField(child=CodeNameField(), source="tags.all", help_text=_("Policy tags."))
    as_of = serializers.DateField(allow_null=True, help_text=_("Newest day on which a source spoke of it."))
    is_demo = serializers.BooleanField(help_text=_("Whether the row is invented (demo data)."))
    url = PageField(help_text=_("Its page in the portal."))


def public_enterprises() -> EnterpriseQuerySet:
    """Return what the directory lists today, with all that is told of each: three queries more."""
    numbers = EnterpriseIdentifier.objects.filter(valid_to=None).exclude(kind=EnterpriseIdentifier.Kind.CORPORATE)
    said = SourceRecord.objects.filter(enterprise=OuterRef("pk")).order_by().values("enterprise")
    day = today()
    return (
        with_profile(Enterprise.objects.listed_on(day), day)
        .select_related("ksic")
        .prefetch_related(Prefetch("identifiers", numbers, "numbers"))
        .defer("sort_key", "search_text", "search_tokens", "representative")
        .annotate(as_of=Subquery(said.annotate(newest=Max("as_of")).values("newest")))
    )


ENTERPRISES = ApiResource(
    name="enterprises",
    label=pgettext_lazy("list", "Enterprises"),
    description=_("The social economy enterprises that hold a qualification today and are not closed or dissolved."),
    rows=public_enterprises,
    serializer=EnterpriseSerializer,
    filterset=EnterpriseFilter,
    sort=("pk",),
    key="pk",
    converter="int",
    order=30,
    example={
        "id": 1,
        "name": "동백나눔 협동조합",
        "name_en": "Dongbaek Nanum Cooperative",
        "summary": "마을 어르신께 반찬을 만들어 배달합니다.",
        "qualifications": [
            {
                "kind": {
                    "code": "certified_se",
                    "name_ko": "인증 사회적기업",
                    "name_en": "Certified social enterprise",
                },
                "number": "제2024-001호",
                "grade": "일자리제공형",
                "issuer": "고용노동부",
                "valid_from": "2024-01-01",
                "valid_to": None,
            }
        ],
        "state": "operating",
        "district": {"code": "26350", "name_ko": "해운대구", "name_en": "Haeundae-gu"},
        "address": "부산광역시 해운대구 시험로 1",
        "phone": "051-000-0000",
        "homepage": "https://example.com/",
        "industry": {"code": "56", "name_ko": "음식점 및 주점업", "name_en": "Food and beverage service activities"},
        "numbers": [{"kind": "business", "number": "000-81-00000"}],
        "tags": [{"code": "women", "name_ko": "여성기업", "name_en": "Women-owned"}],
        "as_of": "2026-10-15",
        "is_demo": True,
        "url": "https://portal.example.kr/enterprises/1/",
    },
)
