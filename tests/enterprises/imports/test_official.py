"""Official lists: of a whole country, without numbers, of a district; doubtful lines, endings, undoing."""

from datetime import date, timedelta

import pytest

from busan_se.core.clock import today
from busan_se.core.errors import Refused, WrongState
from enterprises.imports import actions, undoing
from enterprises.imports.models import ImportBatch, ImportRow
from enterprises.registry.actions import record
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Qualification, SourceRecord
from tests.enterprises.imports.conftest import certified, ministry_list, register_list, supplier_line, supplier_list
from tests.enterprises.imports.test_actions import outcomes, quiet
from tests.factories.accounts import StaffFactory
from tests.factories.enterprises import (
    EnterpriseFactory,
    EnterpriseIdentifierFactory,
    QualificationFactory,
    business_number,
)

EARLIER = today() - timedelta(days=40)
OTHERS = ("서울", "경기", "대구", "경남")


@pytest.fixture
def officer(db):
    return StaffFactory()


def decided(batch, officer, decision, enterprise=None):
    row = batch.rows.get(outcome="doubtful")
    actions.decide(row.pk, decision, enterprise=enterprise, user=officer)
    return row


def test_a_national_list_is_read_whole_and_the_other_regions_are_counted(applied):
    own = [certified(n) for n in range(168)]
    others = [certified(1000 + n, region=OTHERS[n % 4], place="중구 시험로 1") for n in range(3729 - 168)]
    batch = applied(ministry_list(*others[:2000], *own, *others[2000:]))
    assert batch.counts == {"new": 168, "elsewhere": 3561}
    assert batch.rows.count() == Enterprise.objects.count() == 168
    held = Qualification.objects.get(number="제2020-007호")
    assert (held.valid_from, held.start_is_known, held.grade) == (date(2020, 5, 6), True, "기타(창의·혁신)형")


def test_a_sole_proprietor_is_flagged_by_the_number_and_masked_in_public(applied, client):
    number = "1230100009"
    applied(supplier_list(supplier_line(1, number=number)))
    made = Enterprise.objects.get()
    assert made.is_sole_proprietor
    assert "123-01-00009" not in client.get(made.get_absolute_url()).content.decode()


def test_name_and_district_alone_make_a_doubt_that_staff_settle(received, officer):
    known = EnterpriseFactory(name="주식회사 들머리7", qualification=None, source="staff")
    batch = received(ministry_list(certified(7, number="")))
    assert batch.counts == {"doubtful": 1}
    assert batch.rows.get().candidates == [known.pk]
    assert actions.apply(batch.pk, quiet).counts == {"doubtful": 1}
    assert not Qualification.objects.exists()  # undecided: not applied, still listed
    decided(batch, officer, "match", known.pk)
    actions.apply(batch.pk, quiet)
    assert known.qualifications.get().number == "제2020-007호"
    assert (Enterprise.objects.count(), batch.rows.get().written) == (1, True)
    again = received(ministry_list(certified(7, number=""), [" "]), as_of=today())
    assert outcomes(again) == ["unchanged"]  # it was told once


@pytest.mark.parametrize(("decision", "entries"), [("new", 2), ("apart", 1)])
def test_a_doubtful_line_may_be_a_new_enterprise_or_kept_apart(received, officer, decision, entries):
    EnterpriseFactory(name="들머리7", qualification=None, source="staff")
    batch = received(ministry_list(certified(7)))
    decided(batch, officer, decision)
    actions.apply(batch.pk, quiet)
    assert Enterprise.objects.count() == entries


def test_another_business_number_is_another_enterprise(received):
    known = EnterpriseFactory(name="들머리7", qualification=None, source="staff")
    EnterpriseIdentifierFactory(enterprise=known, value=business_number(99))
    assert received(ministry_list(certified(7))).counts == {"new": 1}


def test_a_certification_number_finds_its_holder_under_the_same_name_and_doubts_another(received):
    held = QualificationFactory(number="제2020-007호", enterprise__name="(주)들머리7", enterprise__district_id="26110")
    first = received(ministry_list(certified(7, number="")))
    assert (outcomes(first), first.rows.get().enterprise) == (["changed"], held.enterprise)
    assert outcomes(received(ministry_list(certified(7, name="새 이름", number="")))) == ["doubtful"]


def test_a_decision_must_name_a_candidate_and_only_open_lines_take_one(received, officer):
    EnterpriseFactory(name="들머리7", qualification=None, source="staff")
    batch = received(ministry_list(certified(7, number=""), certified(8)))
    row = batch.rows.get(outcome="doubtful")
    with pytest.raises(Refused) as refusal:
        actions.decide(row.pk, "match", enterprise=EnterpriseFactory().pk, user=officer)
    assert refusal.value.code == "not_a_candidate"
    with pytest.raises(WrongState):
        actions.decide(batch.rows.get(outcome="new").pk, "apart", user=officer)


def test_a_decision_stays_when_the_list_is_checked_again(received, officer):
    known = EnterpriseFactory(name="들머리7", qualification=None, source="staff")
    data = ministry_list(certified(7, number=""))
    decided(received(data), officer, "match", known.pk)
    row = received(data).rows.get()
    assert (row.decision, row.enterprise, row.decided_by) == ("match", known, officer)


def test_who_is_absent_from_the_official_list_loses_the_qualification_not_the_entry(applied, received, client):
    applied(ministry_list(certified(1), certified(2)), as_of=EARLIER)
    batch = received(ministry_list(certified(1)))
    assert batch.counts == {"unchanged": 1, "ended": 1}
    actions.apply(batch.pk, quiet)
    held = Qualification.objects.get(number="제2020-002호")
    assert (held.ended_on, held.ended_how, Enterprise.objects.count()) == (today(), "absent", 2)
    assert held.history.last().pgh_context["reason"]


def test_staff_keep_a_qualification_that_a_list_would_end(applied, received, officer):
    applied(ministry_list(certified(1), certified(2)), as_of=EARLIER)
    batch = received(ministry_list(certified(1)))
    actions.decide(batch.rows.get(outcome="ended").pk, "apart", user=officer)
    actions.apply(batch.pk, quiet)
    assert not Qualification.objects.exclude(ended_on=None).exists()


def test_who_comes_back_is_opened_again_with_the_first_day_as_it_was(applied):
    applied(ministry_list(certified(1), certified(2)), as_of=EARLIER)
    applied(ministry_list(certified(1)), as_of=EARLIER + timedelta(days=10))
    applied(ministry_list(certified(1), certified(2), [" "]))
    held = Qualification.objects.get(number="제2020-002호")
    assert (held.ended_on, held.valid_from) == (None, date(2020, 5, 6))


def test_an_older_list_a_partial_one_and_one_of_elsewhere_end_nothing(applied, received):
    applied(ministry_list(certified(1), certified(2)))
    older = received(ministry_list(certified(1)), as_of=EARLIER)
    elsewhere = received(ministry_list(certified(3, region="서울", place="중구 시험로 1")))
    supplier = received(supplier_list(supplier_line(1)))
    assert all("ended" not in batch.counts for batch in (older, elsewhere, supplier))


def test_a_rejected_or_doubtful_line_is_not_absent(applied, received):
    applied(ministry_list(certified(1), certified(2)), as_of=EARLIER)
    batch = received(ministry_list(certified(1), certified(2, number="123-45-67890")))
    assert batch.counts == {"unchanged": 1, "rejected": 1}


def test_a_districts_register_speaks_of_its_district_alone(applied, received):
    places = ("부산광역시 해운대구 시험로 1", "부산광역시 수영구 시험로 1")
    applied(register_list(("2015-1", "갑협동조합", places[1], "")), as_of=EARLIER, district="26500")
    lines = [
        ("2015-1", "갑협동조합", places[0], ""),
        ("2015-2", "을협동조합", places[0], ""),
        ("3", "병", places[1], ""),
    ]
    batch = applied(register_list(*lines), as_of=EARLIER, district="26350")
    assert batch.counts == {"new": 2, "rejected": 1}
    after = applied(register_list(("2015-1", "갑협동조합", places[0], "2026-01-31")), district="26350")
    assert after.counts == {"changed": 1, "ended": 1}
    held = Qualification.objects.get(number="2015-1", enterprise__district="26350")
    assert (held.ended_how, str(held.ended_on)) == ("dissolved", "2026-01-31")
    assert Qualification.objects.get(enterprise__district="26500").ended_on is None


def test_a_register_without_its_district_is_refused_in_words(received):
    batch = received(register_list(("1", "갑협동조합", "부산광역시 중구 시험로 1", "")))
    assert (batch.state, bool(batch.error)) == ("failed", True)


def state_of_register():
    """Return everything that an import may change."""
    return (
        list(Enterprise.objects.order_by("pk").values("pk", "name", "district", "phone", "summary", "address")),
        list(EnterpriseIdentifier.objects.order_by("pk").values_list("pk", "enterprise", "kind", "value")),
        list(Qualification.objects.order_by("pk").values_list("pk", "number", "valid_from", "ended_on", "ended_how")),
        list(SourceRecord.objects.order_by("pk").values_list("enterprise", "source", "as_of", "payload")),
        list(
            Enterprise.tags.through.objects.order_by("enterprise", "policytag").values_list("enterprise", "policytag")
        ),
    )


def test_undoing_leaves_the_register_as_it_was_and_the_file_may_come_again(applied, received):
    applied(ministry_list(certified(1), certified(2)), as_of=EARLIER)
    known = EnterpriseFactory(name="온누리", district_id="26350", qualification=None)
    EnterpriseIdentifierFactory(enterprise=known, value=business_number(3))
    before = state_of_register()
    batch = applied(ministry_list(certified(1, name="새이름"), certified(3), certified(4)))
    assert batch.counts == {"changed": 2, "new": 1, "ended": 1}
    assert state_of_register() != before
    undoing.undo(batch.pk, "잘못된 파일", quiet)
    assert state_of_register() == before
    batch.refresh_from_db()
    assert (batch.state, batch.undo_reason) == ("undone", "잘못된 파일")
    assert ImportBatch.objects.filter(state="applied").count() == 1
    assert received(ministry_list(certified(1, name="새이름"), certified(3), certified(4))).pk != batch.pk


def test_undoing_brings_back_the_word_of_the_same_day_that_was_replaced(applied):
    applied(supplier_list(supplier_line(1)))
    before = state_of_register()
    batch = applied(supplier_list(supplier_line(1, place="부산광역시 중구")))
    undoing.undo(batch.pk, "잘못된 파일", quiet)
    assert state_of_register() == before


def test_what_is_built_upon_is_not_undone(applied):
    first = applied(ministry_list(certified(1)), as_of=EARLIER)
    second = applied(ministry_list(certified(1), [" "]))
    with pytest.raises(Refused) as refusal:
        undoing.undo(first.pk, "x", quiet)
    assert refusal.value.code == "built_upon"
    undoing.undo(second.pk, "x", quiet)
    record(Enterprise.objects.get(), "staff", {"phone": "051-000-0001"})
    assert undoing.obstacles(first)
    assert Enterprise.objects.count() == 1


def test_a_qualification_that_staff_changed_since_holds_the_undoing_up(applied):
    batch = applied(ministry_list(certified(1)))
    held = Qualification.objects.get()
    held.issuer = "고용노동부"
    held.save()
    with pytest.raises(Refused):
        undoing.undo(batch.pk, "x", quiet)


def test_rows_tell_what_they_did(applied):
    batch = applied(ministry_list(certified(1)))
    assert ImportRow.objects.get(batch=batch).did.keys() == {"made", "identifiers", "begun"}
