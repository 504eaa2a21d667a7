"""A correction of a call against its applicants and against another officer: nobody is left at an old form."""

import pytest

from busan_se.core.clock import now
from busan_se.core.errors import Conflict
from busan_se.programs import drafting
from busan_se.programs.call_forms import usual_form
from enterprises.applications import actions
from enterprises.applications.models import Application
from tests.factories import applications as make
from tests.factories.accounts import UserFactory
from tests.factories.enterprises import EnterpriseFactory
from tests.races.test_applications import submission

pytestmark = pytest.mark.race


def correction(call):
    """Return the publication of a correction that was written."""
    officer = UserFactory()
    drafting.start_correction(call, officer)
    form = usual_form()
    form["sections"][0]["questions"][0]["max"] = 2000
    drafting.save_form(call, form, seen=1)
    return lambda: drafting.publish_correction(call, reason="글자 수 정정", by=officer, seen=2).pk


def test_submitting_and_saving_against_a_correction(race_db):
    call = make.open_call()
    drafts = [make.DraftFactory(call=call) for _ in range(8)]
    saved = make.DraftFactory(call=call)
    given = {"answers": {**make.ANSWERS, "plan": "고침"}, "lock_version": 1, "by": saved.started_by}
    save = lambda: actions.save_draft(saved.pk, **given)  # noqa: E731
    outcome = race_db.together(correction(call), save, *[submission(draft) for draft in drafts])
    assert {type(error) for error in outcome.errors} <= {Conflict}
    call.refresh_from_db()
    assert call.current_version.number == 2
    for application in Application.objects.select_related("version"):
        assert not application.is_draft or application.version == call.current_version


@pytest.mark.parametrize("_attempt", range(3))
def test_beginning_against_a_correction(race_db, _attempt):
    call, people = make.open_call(), [(EnterpriseFactory(), UserFactory()) for _ in range(8)]
    begin = [
        lambda given=given: actions.start(call, by=given[1], enterprise=given[0], arrived=now()).pk for given in people
    ]
    outcome = race_db.together(*begin[:4], correction(call), *begin[4:])
    assert not outcome.errors
    assert set(Application.objects.values_list("version__number", flat=True)) == {2}


def test_two_officers_publish_one_correction_and_save_once(race_db):
    call = make.open_call()
    publish = correction(call)
    save = lambda: drafting.save_form(call, usual_form(amount_max=5), seen=2)  # noqa: E731
    outcome = race_db.together(publish, publish, save, save)
    assert len(outcome.values) == 1
    assert call.versions.count() <= 2
