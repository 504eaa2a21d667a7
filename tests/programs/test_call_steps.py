"""Pages of their own on the desk of a call: conditions, suggested amounts, official papers."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.programs import actions
from busan_se.programs.models import CallFile
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.eligibility import TAX
from tests.factories.ground import PDF
from tests.factories.programs import CallFactory, EnvelopeFactory, ParameterFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return sign_in_staff(client, StaffFactory())


def url(step, call):
    return reverse(f"admin:programs_call_{step}", args=[call.pk])


class TestConditions:
    GIVEN = {
        "district-used": "on",
        "district-districts": ["26350", "26110"],
        "district-ground_ko": "공고문 2. 가",
        "declared-1-used": "on",
        "declared-1-ground_ko": "공고문 2. 나",
        **{f"declared-1-{name}": value for name, value in TAX.items()},
    }  # fmt: skip

    def test_are_composed_shown_and_frozen(self, desk):
        call = CallFactory()
        assert desk.post(url("conditions", call), self.GIVEN).status_code == 302
        call.refresh_from_db()
        assert [row["key"] for row in call.eligibility] == ["district", "declared-1"]
        assert call.eligibility[0]["given"] == {"districts": ["26350", "26110"]}
        again = desk.get(url("conditions", call)).content.decode()
        assert "공고문 2. 가" in again
        call = actions.publish_call(call, None)
        assert call.current_version.rules["eligibility"] == call.eligibility
        assert "해운대구" in desk.get(call.get_absolute_url()).content.decode()
        assert "frozen" not in desk.get(url("conditions", call)).content.decode()
        desk.post(url("conditions", call), {})
        call.refresh_from_db()
        assert len(call.eligibility) == 2
        with pytest.raises(IntegrityError), transaction.atomic():
            type(call).objects.filter(pk=call.pk).update(eligibility=[])

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"district-used": "on", "district-ground_ko": "가"}, "districts"),
            ({"district-used": "on", "district-districts": ["26350"]}, "ground_ko"),
            ({"years-used": "on", "years-ground_ko": "가"}, "least"),
            ({"years-used": "on", "years-ground_ko": "가", "years-least": "5", "years-most": "3"}, "most"),
            ({"industry-used": "on", "industry-ground_ko": "가", "industry-codes": "56, 없음"}, "codes"),
        ],
    )
    def test_what_is_missing_is_said_at_its_field(self, desk, given, field):
        call = CallFactory()
        answer = desk.post(url("conditions", call), given)
        errors = [block.form.errors for block in answer.context["blocks"] if block.form.errors]
        assert [list(row) for row in errors] == [[field]]
        call.refresh_from_db()
        assert call.eligibility == []

    def test_values_of_a_condition_that_is_not_used_do_not_matter(self, desk):
        call = CallFactory()
        assert desk.post(url("conditions", call), {"years-least": "x"}).status_code == 302

    def test_exclusions_are_offered_where_the_money_is_a_local_subsidy(self, desk):
        for envelope, offered in ((EnvelopeFactory(), True), (None, False)):
            blocks = desk.get(url("conditions", CallFactory(envelope=envelope))).context["blocks"]
            assert next(row.form["used"].initial for row in blocks if row.rule.key == "sanction") in {offered, None}
            assert bool(next(row.form["used"].initial for row in blocks if row.rule.key == "sanction")) == offered


class TestSuggestions:
    def test_say_where_they_come_from_and_are_taken_over(self, desk):
        call = CallFactory(amount_max=1_000_000)
        cap = ParameterFactory(
            key="trial", value=30_000_000, valid_from=date(2020, 1, 1), valid_to=None, source="공고 제1호"
        )
        share = ParameterFactory(key="share", value=20, unit="percent", valid_from=date(2020, 1, 1), valid_to=None)
        page = desk.get(url("suggestions", call)).content.decode()
        assert "공고 제1호" in page
        assert "확인 필요" in page
        desk.post(url("suggestions", call), {"amount_max": cap.pk, "own_share_percent": share.pk})
        call.refresh_from_db()
        assert (call.amount_max, call.own_share_percent) == (30_000_000, 20)

    def test_one_below_the_least_amount_is_refused(self, desk):
        call = CallFactory(amount_min=50_000_000, amount_max=60_000_000)
        cap = ParameterFactory(key="trial", value=30_000_000, valid_from=date(2020, 1, 1), valid_to=None)
        assert desk.post(url("suggestions", call), {"amount_max": cap.pk}).context["form"].errors
        call.refresh_from_db()
        assert call.amount_max == 60_000_000


class TestPapers:
    def test_are_public_with_the_call(self, desk, client):
        draft, call = CallFactory(), published()
        for row in (draft, call):
            paper = SimpleUploadedFile("공고문.pdf", PDF, content_type="application/pdf")
            assert desk.post(url("papers", row), {"kind": "notice", "file": paper}).status_code == 302
        client.logout()
        assert "공고문.pdf" in client.get(call.get_absolute_url()).content.decode()
        assert client.get(call.files.get().file.get_absolute_url()).status_code == 200
        assert client.get(draft.files.get().file.get_absolute_url()).status_code == 302

    def test_are_taken_off_again(self, desk):
        call = published()
        paper = SimpleUploadedFile("공고문.pdf", PDF, content_type="application/pdf")
        desk.post(url("papers", call), {"kind": "notice", "file": paper})
        desk.post(url("papers", call), {"remove": str(CallFile.objects.get().pk)})
        assert not CallFile.objects.exists()


@pytest.mark.parametrize("step", ["conditions", "suggestions", "papers"])
def test_others_than_the_city_change_nothing(client, step):
    sign_in_staff(client, StaffFactory(role=Role.CENTRE_STAFF))
    assert client.post(url(step, CallFactory()), {}).status_code == 403
