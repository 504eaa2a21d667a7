"""A parameter as the desk enters it: what the database would refuse stands at the form, and nothing else does."""

import pytest

from busan_se.programs.models import Parameter
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.programs import ParameterFactory, program

pytestmark = pytest.mark.django_db


def entered(client, **fields) -> bool:
    """Enter a value for the cap of 2030 as city staff; tell whether it was taken."""
    sign_in_staff(client, StaffFactory())
    usual = {"key": "trial-cap", "label_ko": "시험 한도", "value": "5", "unit": "won", "source": "시험"}
    usual |= {"valid_from": "2030-06-01", "program": program().pk}
    return client.post("/admin/programs/parameter/add/", usual | fields).status_code == 302


def test_two_programs_have_the_same_key_at_the_same_time(client):
    ParameterFactory(program=program("loans"))
    assert entered(client)


def test_a_program_and_a_regulation_have_the_same_key_at_the_same_time(client):
    ParameterFactory()
    assert entered(client, program="", regulation="local_subsidy")


@pytest.mark.parametrize(
    "owner", [{}, {"program": "", "regulation": "local_subsidy"}], ids=["of a program", "of a regulation"]
)
def test_two_values_at_the_same_time_are_refused_at_the_form(client, owner):
    ParameterFactory(**({"program": None, "regulation": "local_subsidy"} if owner else {}))
    assert not entered(client, **owner)
    assert Parameter.objects.filter(key="trial-cap").count() == 1
