"""What the database refuses, whoever writes; and what a form says before that."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from busan_se.reference.models import QualificationKind
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, OperatingState, Qualification
from tests.factories.enterprises import (
    EnterpriseFactory,
    EnterpriseIdentifierFactory,
    MembershipFactory,
    OperatingStateFactory,
    QualificationFactory,
    SourceRecordFactory,
    business_number,
)

pytestmark = pytest.mark.django_db


def bare():
    return EnterpriseFactory(qualification=None)


def test_a_live_number_belongs_to_one_enterprise():
    number = EnterpriseIdentifierFactory()
    with pytest.raises(IntegrityError, match="identifier_live_is_unique"):
        EnterpriseIdentifierFactory(value=number.value)


def test_a_number_given_back_may_be_given_again():
    number = EnterpriseIdentifierFactory(valid_to=date(2024, 1, 1))
    EnterpriseIdentifierFactory(value=number.value)


def test_a_business_number_is_ten_digits():
    with pytest.raises(IntegrityError, match="identifier_business_is_digits"):
        EnterpriseIdentifierFactory(value="123-45-6789")


def test_the_form_takes_hyphens():
    digits = business_number(7)
    number = EnterpriseIdentifier(enterprise=bare(), kind="business", value=f"{digits[:3]}-{digits[3:5]}-{digits[5:]}")
    number.full_clean()
    assert number.value == digits


def test_the_form_refuses_a_wrong_check_digit():
    with pytest.raises(ValidationError):
        EnterpriseIdentifier(enterprise=bare(), kind="business", value="606-86-26273").full_clean()


@pytest.mark.parametrize(
    ("first", "second", "allowed"),
    [
        (("2020-01-01", None), ("2024-01-01", None), False),
        (("2020-01-01", "2023-12-31"), ("2024-01-01", None), True),
        (("2020-01-01", "2024-01-01"), ("2024-01-01", None), False),  # the last day is a day of validity
        (("2024-01-01", None), ("2020-01-01", "2023-12-31"), True),
    ],
)
def test_periods_of_one_kind_do_not_overlap(first, second, allowed):
    enterprise = bare()
    QualificationFactory(enterprise=enterprise, valid_from=first[0], valid_to=first[1])
    if allowed:
        QualificationFactory(enterprise=enterprise, valid_from=second[0], valid_to=second[1])
    else:
        with pytest.raises(IntegrityError, match="qualification_no_overlap"):
            QualificationFactory(enterprise=enterprise, valid_from=second[0], valid_to=second[1])


def test_a_withdrawn_one_makes_room_on_its_day():
    enterprise = bare()
    QualificationFactory(enterprise=enterprise, valid_from="2020-01-01", ended_on="2024-01-01", ended_how="cancelled")
    QualificationFactory(enterprise=enterprise, valid_from="2024-01-01")


def test_other_kinds_may_overlap():
    enterprise = bare()
    QualificationFactory(enterprise=enterprise)
    QualificationFactory(enterprise=enterprise, kind=QualificationKind.objects.get(pk="village"))
    assert enterprise.qualifications.count() == 2


def test_the_form_says_that_periods_overlap():
    enterprise = bare()
    QualificationFactory(enterprise=enterprise)
    row = Qualification(enterprise=enterprise, kind_id="certified_se", valid_from=date(2025, 1, 1))
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert "part of this time" in str(error.value) or "이미" in str(error.value)


def test_the_form_refuses_days_in_the_wrong_order():
    row = Qualification(enterprise=bare(), kind_id="village", valid_from=date(2025, 1, 1), valid_to=date(2024, 1, 1))
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert "valid_to" in error.value.message_dict


def test_an_end_has_a_reason():
    with pytest.raises(IntegrityError, match="qualification_end_has_reason"):
        QualificationFactory(ended_on="2025-01-01")


@pytest.mark.parametrize(("day", "held"), [("2019-12-31", 0), ("2020-01-01", 1), ("2020-12-31", 1), ("2021-01-01", 0)])
def test_validity_follows_from_the_days(day, held):
    QualificationFactory(valid_from="2020-01-01", valid_to="2020-12-31")
    assert Qualification.objects.valid_on(date.fromisoformat(day)).count() == held
    assert Enterprise.objects.with_qualification_on(date.fromisoformat(day)).count() == held


def test_one_state_a_day():
    state = OperatingStateFactory()
    with pytest.raises(IntegrityError, match="operatingstate_one_a_day"):
        OperatingStateFactory(enterprise=state.enterprise, state="closed")


def test_an_unknown_state_is_refused():
    with pytest.raises(IntegrityError, match="operatingstate_is_known"):
        OperatingStateFactory(state="asleep")


def test_a_source_speaks_once_a_day():
    word = SourceRecordFactory()
    with pytest.raises(IntegrityError, match="sourcerecord_once_a_day"):
        SourceRecordFactory(enterprise=word.enterprise)


def test_a_person_is_a_member_once():
    member = MembershipFactory()
    with pytest.raises(IntegrityError, match="membership_once"):
        MembershipFactory(user=member.user, enterprise=member.enterprise)


def test_an_enterprise_has_a_name():
    with pytest.raises(IntegrityError, match="enterprise_has_name"):
        Enterprise.objects.create(name="")


def test_operating_on_a_day_follows_the_state_of_that_day():
    enterprise = OperatingStateFactory(state="operating", since="2020-01-01").enterprise
    OperatingStateFactory(enterprise=enterprise, state="closed", since="2025-01-01")
    assert Enterprise.objects.operating_on(date(2024, 12, 31)).exists()
    assert not Enterprise.objects.operating_on(date(2025, 1, 1)).exists()


def test_without_a_known_state_it_counts_as_operating():
    bare()
    assert Enterprise.objects.operating_on(date(2025, 1, 1)).count() == 1


def test_personal_fields_stay_out_of_the_history():
    names = {field.name for field in Enterprise.history.rel.related_model._meta.get_fields()}
    assert "name" in names
    assert not names & {"representative", "phone"}


def test_states_of_days_to_come_are_refused_by_the_form():
    with pytest.raises(ValidationError):
        OperatingState(enterprise=bare(), state="closed", since=date(2999, 1, 1)).full_clean()
