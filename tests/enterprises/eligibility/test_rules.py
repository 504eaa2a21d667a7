"""Each rule: met, not met, to be shown by a document; what it asks, and what it reads."""

from datetime import date, timedelta

import pytest

from busan_se.core.clock import now, today
from busan_se.core.page_cache.version import asked_once
from busan_se.programs.eligibility import Register, rules_by_key, terms_of
from enterprises.eligibility.models import Sanction
from tests.factories import applications as make
from tests.factories.eligibility import SanctionFactory, question, term
from tests.factories.enterprises import EnterpriseFactory, EnterpriseIdentifierFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


def answer(enterprise, *conditions, day=DAY, kinds=(), **declared):
    """Return (standing, words) of the first condition."""
    terms = terms_of({"eligible_kinds": list(kinds), "eligibility": conditions})
    found = Register([enterprise.pk], day).answers(terms, enterprise.pk, declared)[0]
    return found.finding.standing.value, found.said


def standing(*args, **more):
    return answer(*args, **more)[0]


def asked(enterprise, condition, day=DAY):
    return list(Register([enterprise.pk], day).questions(terms_of({"eligibility": [condition]}), enterprise.pk))


class TestQualification:
    def test_one_of_the_kinds_on_the_day(self):
        enterprise = EnterpriseFactory(qualification="certified_se")
        assert standing(enterprise, kinds=["village", "certified_se"]) == "pass"
        assert standing(enterprise, kinds=["village"]) == "fail"
        assert standing(enterprise, kinds=["certified_se"], day=date(2023, 12, 31)) == "fail"


class TestDistrict:
    @pytest.mark.parametrize(("seat", "expected"), [("26350", "pass"), ("26110", "fail"), (None, "document")])
    def test_goes_by_the_seat(self, seat, expected):
        condition = term("district", districts=["26350"])
        assert standing(EnterpriseFactory(district_id=seat), condition) == expected

    def test_a_refusal_cites_the_clause_of_the_call(self):
        said = answer(EnterpriseFactory(district_id="26110"), term("district", districts=["26350"]))[1]
        assert "중구" in said
        assert said.endswith("(공고문 2. 신청 자격)")


class TestIndustry:
    @pytest.mark.parametrize(
        ("own", "wanted", "expected"),
        [("56", ["56"], "pass"), ("56", ["I"], "pass"), ("56", ["C", "49"], "fail"), (None, ["56"], "document")],
    )
    def test_goes_by_prefix_and_section(self, own, wanted, expected):
        assert standing(EnterpriseFactory(ksic_id=own), term("industry", codes=wanted)) == expected


class TestYears:
    def test_what_the_register_dates_is_enough_for_a_least_age(self):
        # The certification is of 1 January 2024.
        assert standing(EnterpriseFactory(), term("years", least=2, most=None)) == "pass"
        assert asked(EnterpriseFactory(), term("years", least=2, most=None)) == []

    def test_what_the_register_dates_is_enough_against_a_highest_age(self):
        enterprise = EnterpriseFactory()
        EnterpriseIdentifierFactory(enterprise=enterprise, valid_from=date(2015, 3, 2))
        assert standing(enterprise, term("years", least=None, most=6)) == "fail"
        assert asked(enterprise, term("years", least=None, most=6)) == []

    def test_otherwise_the_founding_day_is_asked_and_shown_by_a_document(self):
        enterprise, condition = EnterpriseFactory(), term("years", least=5, most=None)
        assert asked(enterprise, condition) == ["years"]
        assert standing(enterprise, condition) == "document"
        assert standing(enterprise, condition, years="2021-11-24") == "document"
        assert standing(enterprise, condition, years="2021-11-25") == "fail"

    def test_a_founding_after_the_registers_first_day_is_not_believed(self):
        assert standing(EnterpriseFactory(), term("years", least=None, most=1), years="2026-01-01") == "fail"


class TestSanction:
    def test_only_on_its_days(self):
        row = SanctionFactory(valid_from=date(2026, 1, 1), valid_to=DAY)
        assert standing(row.enterprise, term("sanction")) == "fail"
        assert standing(row.enterprise, term("sanction"), day=DAY + timedelta(days=1)) == "pass"
        assert standing(EnterpriseFactory(), term("sanction")) == "pass"

    def test_says_from_when_to_when_and_why(self):
        row = SanctionFactory(valid_from=date(2026, 1, 1), valid_to=date(2027, 12, 31))
        said = answer(row.enterprise, term("sanction", ground=""))[1]
        assert "2026.01.01." in said
        assert "2027.12.31." in said
        assert row.ground in said
        assert "제32조" in said

    def test_not_from_the_day_of_its_lifting(self):
        row = SanctionFactory(lifted_on=DAY, lifted_reason="처분 취소")
        assert standing(row.enterprise, term("sanction")) == "pass"
        assert standing(row.enterprise, term("sanction"), day=DAY - timedelta(days=1)) == "fail"
        assert Sanction.objects.valid_on(DAY).count() == 0


class TestPastSupport:
    def condition(self, **changes):
        return term("past-support", **({"programs": ["business-development"], "years": 5, "times": 0} | changes))

    def test_counts_what_was_announced_and_not_given_up(self):
        supported = make.released().enterprise
        assert standing(supported, self.condition(), day=today()) == "fail"
        assert standing(supported, self.condition(times=1), day=today()) == "pass"
        assert standing(supported, self.condition(programs=["bef"]), day=today()) == "pass"
        assert standing(make.decided().enterprise, self.condition(), day=today()) == "pass"
        assert standing(make.released("not_selected").enterprise, self.condition(), day=today()) == "pass"

    def test_not_what_is_older(self):
        supported = make.released().enterprise
        later = today().replace(year=today().year + 5, day=28)
        assert standing(supported, self.condition(), day=later + timedelta(days=9)) == "pass"
        assert standing(supported, self.condition(), day=today() + timedelta(days=300)) == "fail"


class TestDeclared:
    def test_goes_by_the_answer(self):
        enterprise = EnterpriseFactory()
        assert asked(enterprise, question()) == ["declared-1"]
        assert standing(enterprise, question()) == "document"
        assert standing(enterprise, question(), **{"declared-1": "no"}) == "pass"
        assert answer(enterprise, question(), **{"declared-1": "yes"})[1].startswith("체납이 있으면")


def test_each_rule_reads_once_for_any_number_of_enterprises_and_calls(django_assert_max_num_queries):
    conditions = [
        term("district", districts=["26350"]),
        term("years", least=1, most=None),
        term("industry", codes=["56"]),
        term("sanction"),
        TestPastSupport().condition(),
        question(),
    ]
    terms = terms_of({"eligible_kinds": ["village"], "eligibility": conditions})
    keys = [EnterpriseFactory().pk for _ in range(12)]
    register = Register(keys, now().date())
    with asked_once(), django_assert_max_num_queries(9):
        for key in keys:
            for _call in range(3):
                register.answers(terms, key, {})


def test_every_rule_has_a_way_to_be_composed_but_the_qualifications():
    assert [key for key, rule in rules_by_key().items() if rule.form is None] == ["qualification"]
