"""Who sees a grant and its files."""

import pytest

from finance.subsidies.models import Grant, Payment
from finance.subsidies.portal import file_is_readable
from tests.enterprises.applications.test_access import READERS
from tests.factories import grants as make

pytestmark = pytest.mark.django_db
SEE = {"superuser", "city", "centre", "auditor", "own district", "owner", "viewer"}
WRITE = {"owner"}


@pytest.mark.parametrize("who", READERS)
def test_grants_and_payments(who):
    payment = make.entered()
    user = READERS[who](payment.grant.application)
    assert Grant.objects.visible_to(user).exists() == (who in SEE)
    assert Payment.objects.visible_to(user).exists() == (who in SEE)
    assert Grant.objects.editable_by(user).exists() == (who in WRITE)


@pytest.mark.parametrize("who", READERS)
def test_files_of_a_draft_are_the_enterprises_own(who):
    grant = make.written()
    user = READERS[who](grant.application)
    assert file_is_readable(user, grant.files.get().file) == (who in {"owner", "viewer"})


@pytest.mark.parametrize("who", READERS)
def test_files_of_what_was_filed(who):
    grant = make.filed()
    user = READERS[who](grant.application)
    assert file_is_readable(user, grant.files.get().file) == (who in SEE)
