"""Rows of the register for tests; every number has a right check digit."""

from datetime import date

import factory

from busan_se.reference.models import District, Ksic, QualificationKind
from enterprises.registry import models
from enterprises.registry.sources import FIELDS


def business_number(serial: int) -> str:
    """Return an unassigned business registration number (prefix 000–100) with a right check digit."""
    digits = [int(digit) for digit in f"{serial % 101:03}81{serial // 101 % 10000:04}"]
    total = sum(digit * weight for digit, weight in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=True))
    total += digits[8] * 5 // 10
    return "".join(map(str, digits)) + str(-total % 10)


class PolicyTagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PolicyTag
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"tag-{n}")
    name_ko = factory.Sequence(lambda n: f"정책 {n}")
    name_en = factory.Sequence(lambda n: f"Policy {n}")


class EnterpriseFactory(factory.django.DjangoModelFactory):
    """An enterprise of 해운대구 with one certification (`qualification=None` for none) and its source."""

    class Meta:
        model = models.Enterprise

    name = factory.Sequence(lambda n: f"시험기업 {n:04}")
    district = factory.LazyFunction(lambda: District.objects.get(pk="26350"))
    ksic = factory.LazyFunction(lambda: Ksic.objects.get(pk="56"))
    address = "부산광역시 해운대구 시험로 1"
    phone = "051-000-0000"
    homepage = "https://example.com/"
    representative = "홍길동"

    @classmethod
    def _create(cls, model_class, *args, qualification="certified_se", source="official", **kwargs):
        row = super()._create(model_class, *args, **kwargs)
        codes = {"district": row.district_id or "", "ksic": row.ksic_id or ""}
        said = {field: codes.get(field, getattr(row, field)) for field in FIELDS}
        SourceRecordFactory(enterprise=row, source=source, as_of=date(2024, 1, 1), payload=said)
        if qualification:
            QualificationFactory(enterprise=row, kind=QualificationKind.objects.get(pk=qualification))
        return row


class EnterpriseIdentifierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.EnterpriseIdentifier

    enterprise = factory.SubFactory(EnterpriseFactory)
    kind = "business"
    value = factory.Sequence(business_number)


class OperatingStateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.OperatingState

    enterprise = factory.SubFactory(EnterpriseFactory)
    state = "operating"
    since = date(2024, 1, 1)


class SourceRecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SourceRecord

    enterprise = factory.SubFactory(EnterpriseFactory)
    source = "staff"
    as_of = date(2026, 1, 1)
    payload = factory.LazyFunction(dict)


class QualificationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Qualification

    enterprise = factory.SubFactory(EnterpriseFactory, qualification=None)
    kind = factory.LazyFunction(lambda: QualificationKind.objects.get(pk="certified_se"))
    number = factory.Sequence(lambda n: f"제2024-{n:03}호")
    issuer = "고용노동부"
    valid_from = date(2024, 1, 1)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Membership

    user = factory.SubFactory("tests.factories.accounts.UserFactory")
    enterprise = factory.SubFactory(EnterpriseFactory)
    role = "owner"
