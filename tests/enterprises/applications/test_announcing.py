"""Announcing at a set time, the official letter, the public list, numbers, attachments, and how a call went."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.core.schedules import run_all_due
from busan_se.notifications.models import Outbox
from busan_se.programs.models import Call
from enterprises.applications import actions as applications
from enterprises.applications import numbering
from enterprises.applications.announcing import actions, attachments
from enterprises.applications.announcing.funnel import funnel
from enterprises.applications.announcing.models import PlannedRelease
from enterprises.applications.announcing.result_letter import result_data, result_file
from enterprises.applications.models import Application
from enterprises.applications.workflow import State
from tests.factories import applications as make
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.ground import upload

pytestmark = pytest.mark.django_db
LIST = "admin:enterprises_application_changelist"


def planned(application=None, **fields):
    row = application or make.decided()
    given = {"release_at": now() + timedelta(hours=2), "by": UserFactory(), "document_number": "사회적경제과-1234"}
    return actions.plan(row.pk, **(given | fields))


def is_due(plan):
    """Let the set time of a plan come."""
    past = now() - timedelta(minutes=1)
    PlannedRelease.objects.filter(pk=plan.pk).update(release_at=past, planned_at=past - timedelta(hours=1))
    return plan.decision.application


def close(call):
    """Let the call close: by raw time, as the clock would."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE programs_call SET closes_at = now() - interval '1 minute' WHERE id = %s", [call.pk])
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    return Call.objects.get(pk=call.pk)


class TestSetTime:
    def test_goes_out_at_its_time_with_the_citys_document_and_once(self):
        plan = planned()
        assert actions.release_due() == 0
        application = is_due(plan)
        run_all_due("none")  # a single schedule leaves the sweepers alone
        assert (actions.release_due(), actions.release_due()) == (1, 0)
        application.refresh_from_db()
        assert application.state == State.SELECTED
        assert application.decision.document_number == "사회적경제과-1234"
        assert Outbox.objects.filter(key__endswith=":result").count() == 1

    def test_what_was_taken_back_or_withdrawn_does_not_go_out(self):
        back, gone = make.decided(), make.decided()
        for row in (back, gone):
            is_due(planned(row))
        applications.reopen(back.pk, by=UserFactory(), reason="다시 봅니다.")
        applications.withdraw(gone.pk, by=gone.started_by, reason="취하")
        assert actions.release_due() == 0

    def test_one_that_fails_holds_up_no_other(self, monkeypatch):
        first, second = (is_due(planned()) for _ in range(2))
        tell = applications.letters.tell_result

        def fails(application, decision):
            if application.pk == first.pk:
                raise RuntimeError
            tell(application, decision)

        monkeypatch.setattr(applications.letters, "tell_result", fails)
        assert actions.release_due() == 1
        states = dict(Application.objects.values_list("pk", "state"))
        assert (states[first.pk], states[second.pk]) == (State.DECIDED, State.SELECTED)

    def test_refuses_a_past_time_and_what_is_not_decided(self):
        with pytest.raises(Refused):
            planned(release_at=now())
        with pytest.raises(WrongState):
            planned(make.submitted())

    def test_the_desk_chooses_the_time_in_the_list_and_can_drop_it(self, client):
        application = make.decided()
        sign_in_staff(client, StaffFactory())
        given = {"action": "announce", "_selected_action": [str(application.pk)], "confirmed": "yes"}
        assert client.post(reverse(LIST), {**given, "when": "at"}).status_code == 200  # asks for the time
        client.post(reverse(LIST), {**given, "when": "at", "release_at": "2031-05-06T09:00"})
        assert f"{PlannedRelease.objects.get().release_at:%Y-%m-%d %H:%M}" == "2031-05-06 00:00"
        drop = reverse("admin:enterprises_application_unplan", args=[application.pk])
        assert client.post(drop, {}).status_code == 302
        assert not PlannedRelease.objects.exists()


class TestLetters:
    def test_the_notice_is_no_official_letter_and_says_how_to_object(self):
        application = make.released()
        said = str(result_data(application, application.decision))
        assert "공문 사본 아님" in said or "no copy" in said
        assert "10,000,000" in said
        assert result_file(application, application.decision).startswith(b"%PDF")

    def test_the_official_letter_takes_its_place(self, client):
        application = make.released()
        client.force_login(application.started_by)
        url = reverse("applications:result_pdf", args=[application.pk])
        assert client.get(url)["Content-Type"] == "application/pdf"
        decision = actions.attach_official(application.pk, upload=upload(name="공문.pdf"), by=UserFactory())
        file = reverse("files:download", args=[decision.official_file_id])
        assert client.get(url).url == file
        assert client.get(file).status_code == 200
        client.force_login(UserFactory())
        assert client.get(file).status_code == 404

    def test_nothing_before_the_announcement(self, client):
        application = make.decided()
        client.force_login(application.started_by)
        assert client.get(reverse("applications:result_pdf", args=[application.pk])).status_code == 404
        with pytest.raises(WrongState):
            actions.attach_official(application.pk, upload=upload(), by=UserFactory())


def test_the_public_list_names_the_announced_selections_only(client):
    call = make.open_call()
    out, waits, refused = make.released(call=call), make.decided(call=call), make.released("not_selected", call=call)
    page = client.get(call.get_absolute_url()).content.decode()
    assert out.enterprise.name in page
    assert "10,000,000" in page
    assert waits.enterprise.name not in page
    assert refused.enterprise.name not in page


class TestNumbers:
    def test_in_the_order_of_receipt_gapless_and_again_only_the_new_ones(self):
        call = make.open_call()
        rows = [make.submitted(call=call) for _ in range(3)]
        make.DraftFactory(call=call)
        applications.withdraw(rows[1].pk, by=rows[1].started_by, reason="취하")
        with pytest.raises(Refused):
            numbering.number_call(call)
        late = make.DraftFactory(call=call)
        arrived = make.submit(late)  # arrived in time, and is handled after the others were numbered
        Application.objects.filter(pk=arrived.pk).update(register_number=None)
        call = close(call)
        assert (numbering.number_call(call), numbering.number_call(call)) == (4, 0)
        numbers = [Application.objects.get(pk=row.pk).register_number for row in (*rows, arrived)]
        assert numbers == [1, 2, 3, 4]


def test_the_attachment_lists_results_selected_and_refused():
    call = make.open_call()
    chosen, refused = make.decided(call=call), make.decided("not_selected", call=call)
    results, selected, others = (rows for _title, _columns, rows in attachments.sheets(call))
    assert (set(results), selected, others) == ({chosen, refused}, [chosen], [refused])
    assert attachments.attachment_pdf(call).startswith(b"%PDF")
    assert b"".join(attachments.attachment_xlsx(call).streaming_content).startswith(b"PK")


class TestCourseOfTheCall:
    def test_counts_and_finds_where_drafts_stopped(self):
        call = make.open_call()
        make.released(call=call)
        make.submitted(call=call)
        left = make.DraftFactory(call=call, answers={"plan": "쓰다 말았습니다."}, file=False)
        Application.objects.filter(pk=left.pk).update(updated_at=now() - timedelta(days=8))
        make.DraftFactory(call=call)
        found = funnel(call)
        assert [step.n for step in found.steps] == [4, 2, 0, 0, 1, 1, 1]
        assert (found.left, [stop.n for stop in found.stops]) == (1, [1])

    def test_the_page_asks_the_same_few_questions_for_one_and_ten(self, client):
        call = make.open_call()
        sign_in_staff(client, StaffFactory())
        url, counts = reverse("admin:enterprises_application_call", args=[call.number]), []
        for n in (1, 9):
            for _ in range(n):
                planned(make.decided(call=call))
                make.DraftFactory(call=call)
            client.get(url)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(url).status_code == 200
            counts.append(len(seen))
        assert counts[0] == counts[1] <= 25

    def test_an_officer_of_one_district_does_not_see_all_of_it(self, client):
        call = make.submitted().call
        sign_in_staff(client, StaffFactory(districts=["26350"]))
        assert client.get(reverse("admin:enterprises_application_call", args=[call.number])).status_code == 403

    def test_the_desk_numbers_and_takes_the_attachment(self, client):
        call = close(make.decided().call)
        sign_in_staff(client, StaffFactory())
        page = reverse("admin:enterprises_application_call", args=[call.number])
        assert client.post(reverse("admin:enterprises_application_call_number", args=[call.number])).url == page
        assert Application.objects.get().register_number == 1
        for kind in ("xlsx", "pdf"):
            url = reverse("admin:enterprises_application_call_attachment", args=[call.number, kind])
            assert client.get(url).status_code == 200
