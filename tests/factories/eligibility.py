"""Conditions of calls, and exclusions from support."""

from datetime import date

import factory

from enterprises.eligibility.models import Sanction
from tests.factories.accounts import StaffFactory
from tests.factories.enterprises import EnterpriseFactory

TAX = {
    "question_ko": "국세나 지방세를 체납하고 있나요?",
    "question_en": "Is there unpaid tax?",
    "expected": "no",
    "refusal_ko": "체납이 있으면 신청할 수 없습니다. 납부한 뒤 다시 신청하세요.",
    "refusal_en": "With unpaid tax you can't apply.",
}


def term(rule: str, key: str = "", ground: str = "공고문 2. 신청 자격", **given):
    """Return a condition as a call keeps it."""
    return {"key": key or rule, "rule": rule, "given": given, "ground_ko": ground, "ground_en": ""}


def question(**changes):
    """Return the condition that asks for unpaid tax."""
    return term("declared", "declared-1", **(TAX | changes))


class SanctionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sanction

    enterprise = factory.SubFactory(EnterpriseFactory)
    ground = "지방보조금법 제32조제1항제1호(거짓 신청)"
    valid_from = date(2025, 1, 1)
    valid_to = date(2034, 12, 31)
    entered_by = factory.SubFactory(StaffFactory)
