"""Enterprises in the open interface: what a visitor reads on their pages, a sole proprietor masked in the same way."""

from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rest_framework import serializers

from busan_se.api.extensions import ApiResource
from busan_se.api.fields import CodeNameField, PageField, code_name
from busan_se.core.clock import today
from enterprises.registry.filters import EnterpriseFilter
from enterprises.registry.lookups import Codes, codes
from enterprises.registry.models import (
    Enterprise,
    EnterpriseIdentifier,
    EnterpriseQuerySet,
    Qualification,
    SourceRecord,
    State,
)
from enterprises.registry.profile import number_shown, numbers_in_use, web_address
from enterprises.registry.queries import tag_codes

_UNTOLD = ("sort_key", "search_text", "search_tokens")


class NumberSerializer(serializers.Serializer):
    """A number that an authority gave."""

    kind = serializers.ChoiceField(choices=EnterpriseIdentifier.Kind.choices, help_text=_("Whose number it is."))
    number = serializers.CharField(
        help_text=_("Number as written on paper; the business number of a sole proprietor ends in stars.")
    )


class HeldSerializer(serializers.Serializer):
    """A qualification in force."""

    kind = CodeNameField(help_text=_("Kind of qualification."))
    number = serializers.CharField(help_text=_("Number of the certificate; may be empty."))
    grade = serializers.CharField(help_text=_("Type or grade; may be empty."))
    issuer = serializers.CharField(help_text=_("Who issued it; may be empty."))
    valid_from = serializers.DateField(allow_null=True, help_text=_("First day; null where it is not known."))
    valid_to = serializers.DateField(allow_null=True, help_text=_("Last day; null: without end."))


class EnterpriseSerializer(serializers.Serializer):
    """A social economy enterprise (사회적경제기업) as its public page shows it."""

    id = serializers.IntegerField(help_text=_("Number in the portal; it never changes."))
    name = serializers.CharField(help_text=_("Name."))
    name_en = serializers.CharField(help_text=_("English name; may be empty."))
    summary = serializers.CharField(help_text=_("What it does; may be empty."))
    qualifications = HeldSerializer(many=True, help_text=_("Qualifications in force today."))
    state = serializers.ChoiceField(choices=State.choices, help_text=_("Whether it is at work."))
    district = CodeNameField(allow_null=True, help_text=_("District; null where it is not known."))
    address = serializers.CharField(allow_null=True, help_text=_("Address; null of a sole proprietor."))
    phone = serializers.CharField(allow_null=True, help_text=_("Telephone; null of a sole proprietor."))
    homepage = serializers.CharField(help_text=_("Homepage; may be empty."))
    industry = CodeNameField(allow_null=True, help_text=_("Industry (KSIC); null: not known."))
    numbers = NumberSerializer(many=True, help_text=_("Numbers in use."))
    tags = serializers.ListField(child=CodeNameField(), help_text=_("Policy tags."))
    as_of = serializers.DateField(allow_null=True, help_text=_("Newest day on which a source spoke of it."))
    is_demo = serializers.BooleanField(help_text=_("Whether the row is invented (demo data)."))
    url = PageField(help_text=_("Its page in the portal."))

    @cached_property
    def _codes(self) -> Codes:
        return codes()

    def is_open_book(self, row: Any) -> bool:
        """Return whether address, telephone and numbers are told in full."""
        return not row.is_sole_proprietor

    def to_representation(self, row: Any) -> dict[str, Any]:
        """Return a row of `told_of` as the fields describe it.

        In one go, for a page holds a hundred rows: field by field it takes three times as long.
        """
        known, open_book = self._codes, self.is_open_book(row)
        return {
            "id": row.pk,
            "name": row.name,
            "name_en": row.name_en,
            "summary": row.summary,
            "qualifications": [_qualification(held, known) for held in row.held],
            "state": row.state,
            "district": code_name(known.districts.get(row.district_id)),
            "address": row.address if open_book else None,
            "phone": row.phone if open_book else None,
            "homepage": web_address(row.homepage),
            "industry": code_name(row.ksic),
            "numbers": [
                {"kind": number["kind"], "number": number_shown(**number, open_book=open_book)}
                for number in row.numbers
            ],
            "tags": [code_name(known.tags[code]) for code in row.tag_codes],
            "as_of": row.as_of,
            "is_demo": row.is_demo,
            "url": f"{self.context['origin']}{row.get_absolute_url()}",
        }


def _qualification(held: dict[str, Any], known: Codes) -> dict[str, Any]:
    return {
        "kind": code_name(known.kinds[held["kind"]]),
        "number": held["number"],
        "grade": held["grade"],
        "issuer": held["issuer"],
        "valid_from": held["valid_from"] if held["start_is_known"] else None,
        "valid_to": held["valid_to"],
    }


def public_enterprises() -> EnterpriseQuerySet:
    """Return what the directory lists today, with all that is told of each, in one query."""
    return _public_enterprises(today()).all()


@lru_cache(maxsize=2)
def _public_enterprises(day: date) -> EnterpriseQuerySet:
    """Return the rows of a day; kept, for writing the query costs more than asking it. Never read it itself."""
    return told_of(Enterprise.objects.listed_on(day), numbers_in_use(), day).defer(*_UNTOLD, "representative")


def told_of(rows: EnterpriseQuerySet, numbers: Any, day: date) -> EnterpriseQuerySet:
    """Return rows with all that the serializer reads; `numbers` are kind and value of each number to be told."""
    held = Qualification.objects.valid_on(day).filter(enterprise=OuterRef("pk")).order_by("kind__order")
    told = ("kind", "number", "grade", "issuer", "valid_from", "valid_to", "start_is_known")
    said = SourceRecord.objects.filter(enterprise=OuterRef("pk")).order_by().values("enterprise")
    loaded: EnterpriseQuerySet = (
        rows.select_related("ksic")
        .defer(*_UNTOLD)
        .annotate(
            held=ArraySubquery(held.values(row=JSONObject(**{name: name for name in told}))),
            numbers=ArraySubquery(numbers),
            tag_codes=tag_codes(),
            as_of=Subquery(said.annotate(newest=Max("as_of")).values("newest")),
        )
    )
    return loaded


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
