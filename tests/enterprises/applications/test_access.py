"""Who sees an application, its decision and its files."""

import pytest
from django.contrib.auth.models import AnonymousUser

from busan_se.accounts.roles import Role
from enterprises.applications.models import Application, Decision
from enterprises.applications.portal import file_is_readable
from tests.factories import applications as make
from tests.factories.accounts import StaffFactory, SuperuserFactory, UserFactory
from tests.factories.enterprises import MembershipFactory

pytestmark = pytest.mark.django_db


def member(application, role):
    return MembershipFactory(enterprise=application.enterprise, role=role).user


READERS = {
    "superuser": lambda a: SuperuserFactory(),
    "city": lambda a: StaffFactory(role=Role.CITY_STAFF),
    "centre": lambda a: StaffFactory(role=Role.CENTRE_STAFF),
    "auditor": lambda a: StaffFactory(role=Role.AUDITOR),
    "own district": lambda a: StaffFactory(districts=[a.enterprise.district_id]),
    "other district": lambda a: StaffFactory(districts=["26710"]),
    "reviewer": lambda a: StaffFactory(role=Role.REVIEWER),
    "owner": lambda a: member(a, "owner"),
    "viewer": lambda a: member(a, "viewer"),
    "stranger": lambda a: UserFactory(),
    "visitor": lambda a: AnonymousUser(),
}
SEE_SUBMITTED = {"superuser", "city", "centre", "auditor", "own district", "owner", "viewer"}
SEE_DRAFTS = {"superuser", "auditor", "owner", "viewer"}
SEE_PENDING = {"superuser", "city", "centre", "auditor", "own district"}


@pytest.mark.parametrize("who", READERS)
def test_submitted_applications(who):
    application = make.submitted()
    seen = Application.objects.visible_to(READERS[who](application))
    assert seen.exists() == (who in SEE_SUBMITTED)


@pytest.mark.parametrize("who", READERS)
def test_drafts(who):
    draft = make.DraftFactory()
    assert Application.objects.visible_to(READERS[who](draft)).exists() == (who in SEE_DRAFTS)


@pytest.mark.parametrize("who", READERS)
def test_decisions_that_wait(who):
    application = make.decided()
    assert Decision.objects.visible_to(READERS[who](application)).exists() == (who in SEE_PENDING)


@pytest.mark.parametrize("who", READERS)
def test_released_decisions(who):
    application = make.released()
    assert Decision.objects.visible_to(READERS[who](application)).exists() == (who in SEE_SUBMITTED)


@pytest.mark.parametrize("who", READERS)
def test_files(who):
    application = make.submitted()
    file = application.files.get().file
    assert file_is_readable(READERS[who](application), file) == (who in SEE_SUBMITTED)


def test_a_person_sees_the_own_application():
    person = UserFactory()
    call = make.open_call()
    Application.objects.create(call=call, version=call.current_version, person=person, started_by=person)
    assert Application.objects.visible_to(person).exists()


def test_a_district_officer_who_is_a_member_elsewhere_learns_no_pending_result_there():
    application = make.decided()
    officer = StaffFactory(districts=["26710"])
    MembershipFactory(enterprise=application.enterprise, user=officer, role="viewer")
    assert not Decision.objects.visible_to(officer).exists()
