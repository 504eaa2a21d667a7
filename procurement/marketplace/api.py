"""Offers in the open interface: the published text, as the product page shows it."""

from typing import Any

from django import forms
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django_filters import Filter
from rest_framework import serializers

from busan_se.api.extensions import ApiResource
from busan_se.api.fields import CodeNameField, PageField
from busan_se.core.clock import today
from enterprises.registry.api import HeldSerializer
from enterprises.registry.models import Qualification
from procurement.marketplace.filters import OfferFilter
from procurement.marketplace.models import Offer, OfferVersion

_LARGEST_KEY = 2**63 - 1


class EnterpriseNumberFilter(Filter):
    """The number of an enterprise. One that is not there has no offers."""

    field_class = forms.IntegerField


class PublicOfferFilter(OfferFilter):
    """The filter of the page; it asks for the enterprise by its number, as a description can't list them all."""

    enterprise = EnterpriseNumberFilter(label=_("Number of the enterprise"), min_value=0, max_value=_LARGEST_KEY)


class SellerSerializer(serializers.Serializer):
    """The enterprise behind an offer."""

    id = serializers.IntegerField(help_text=_("Number in the portal; it never changes."))
    name = serializers.CharField(help_text=_("Name."))
    district = CodeNameField(allow_null=True, help_text=_("District; null where it is not known."))
    qualifications = HeldSerializer(source="held", many=True, help_text=_("Qualifications in force today."))
    url = PageField(help_text=_("Its page in the portal."))


class OfferSerializer(serializers.Serializer):
    """An offer (상품·서비스) as its page shows it."""

    id = serializers.IntegerField(help_text=_("Number in the portal; it never changes."))
    kind = serializers.ChoiceField(
        source="published.kind", choices=OfferVersion.Kind.choices, help_text=_("Product or service.")
    )
    category = CodeNameField(source="published.category", help_text=_("Category that it stands in."))
    name_ko = serializers.CharField(source="published.name_ko", help_text=_("Name (Korean)."))
    name_en = serializers.CharField(source="published.name_en", help_text=_("Name (English); may be empty."))
    summary = serializers.CharField(source="published.summary", help_text=_("In one sentence."))
    description = serializers.CharField(source="published.description", help_text=_("Description."))
    price = serializers.IntegerField(
        source="published.price_won", allow_null=True, help_text=_("Price, in won; null: on request.")
    )
    unit = serializers.CharField(source="published.unit", help_text=_("What the price is for; may be empty."))
    minimum_quantity = serializers.IntegerField(source="published.minimum_quantity", help_text=_("Least to be bought."))
    delivery_area = serializers.CharField(
        source="published.delivery_area", help_text=_("Where it is delivered; may be empty.")
    )
    lead_days = serializers.IntegerField(
        source="published.lead_days", allow_null=True, help_text=_("Days until delivery; null: not said.")
    )
    enterprise = SellerSerializer(help_text=_("Enterprise that offers it."))
    reviewed_at = serializers.DateTimeField(
        source="published.decided_at", help_text=_("When this text was looked at and published: its as-of time.")
    )
    is_demo = serializers.BooleanField(
        source="enterprise.is_demo", help_text=_("Whether the row is invented (demo data).")
    )
    url = PageField(help_text=_("Its page in the portal."))


def public_offers() -> Any:
    """Return what everybody sees of the offers, with all that is told of each: one query more."""
    held = Qualification.objects.valid_on(today()).select_related("kind").order_by("kind__order", "pk")
    rows = Offer.objects.published().select_related("published__category", "enterprise__district")
    texts = (f"{row}__{column}" for row in ("published", "enterprise") for column in ("search_text", "search_tokens"))
    return rows.defer(*texts).prefetch_related(Prefetch("enterprise__qualifications", held, "held"))


OFFERS = ApiResource(
    name="offers",
    label=_("Products and services"),
    description=_("What enterprises offer, looked at before it was published; newest first."),
    rows=public_offers,
    serializer=OfferSerializer,
    filterset=PublicOfferFilter,
    sort=("-pk",),
    key="pk",
    converter="int",
    order=60,
    example={
        "id": 1,
        "kind": "product",
        "category": {"code": "food-bakery", "name_ko": "빵·과자", "name_en": "Bread and pastry"},
        "name_ko": "우리 밀 쿠키",
        "name_en": "Wheat cookies",
        "summary": "우리 밀로 구운 쿠키입니다.",
        "description": "열두 개가 들어 있습니다.",
        "price": 12_000,
        "unit": "1상자",
        "minimum_quantity": 2,
        "delivery_area": "부산 전역",
        "lead_days": 3,
        "enterprise": {
            "id": 1,
            "name": "동백나눔 협동조합",
            "district": {"code": "26350", "name_ko": "해운대구", "name_en": "Haeundae-gu"},
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
            "url": "https://portal.example.kr/enterprises/1/",
        },
        "reviewed_at": "2026-10-02T10:00:00+09:00",
        "is_demo": True,
        "url": "https://portal.example.kr/procurement/offers/1/",
    },
)
