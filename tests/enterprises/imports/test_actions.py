"""Check, then apply: what a list does to the register, and that doing it again does nothing."""

from datetime import timedelta

import pytest

from busan_se.core.clock import today
from busan_se.core.errors import Refused, WrongState
from enterprises.imports import actions
from enterprises.imports.models import ImportBatch
from enterprises.registry.models import Enterprise, Qualification, SourceRecord
from tests.enterprises.imports.conftest import supplier_line, supplier_list
from tests.factories.enterprises import EnterpriseFactory, EnterpriseIdentifierFactory, business_number


def quiet(done, total):
    pass


def outcomes(batch):
    return list(batch.rows.order_by("number").values_list("outcome", flat=True))


def test_checking_writes_nothing_to_the_register(received):
    batch = received(supplier_list(supplier_line(1), supplier_line(2)))
    assert batch.counts == {"new": 2}
    assert not Enterprise.objects.exists()


def test_applying_makes_enterprises_with_number_district_tags_and_source(applied):
    batch = applied(supplier_list(supplier_line(1)))
    made = Enterprise.objects.get()
    assert (made.name, made.district_id) == ("(주)들머리1", "26350")
    assert list(made.identifiers.values_list("value", flat=True)) == [business_number(1)]
    assert set(made.tags.values_list("name_ko", flat=True)) == {"여성기업", "사회적기업"}
    assert made.source_records.get().batch == batch
    assert batch.rows.get().enterprise == made


def test_the_tag_gives_a_qualification_whose_first_day_is_not_known(applied):
    applied(supplier_list(supplier_line(1)))
    held = Qualification.objects.get()
    assert (held.kind_id, held.valid_from, held.start_is_known) == ("certified_se", today(), False)


def test_a_qualification_on_record_stays_as_it_is(applied):
    known = EnterpriseFactory(qualification="certified_se")
    EnterpriseIdentifierFactory(enterprise=known, value=business_number(1))
    applied(supplier_list(supplier_line(1)))
    assert known.qualifications.count() == 1


def test_the_same_file_again_is_refused(applied, received):
    data = supplier_list(supplier_line(1))
    applied(data)
    with pytest.raises(Refused) as refusal:
        received(data)
    assert refusal.value.code == "already_applied"


def test_the_same_lines_in_another_encoding_change_nothing(applied, received):
    applied(supplier_list(supplier_line(1), encoding="cp949"))
    batch = received(supplier_list(supplier_line(1), encoding="utf-8-sig"))
    assert batch.counts == {"unchanged": 1}
    actions.apply(batch.pk, quiet)
    assert (Enterprise.objects.count(), SourceRecord.objects.count(), Qualification.objects.count()) == (1, 1, 1)


def test_applying_twice_is_applying_once(applied):
    batch = applied(supplier_list(supplier_line(1)))
    assert actions.apply(batch.pk, quiet).applied_at == ImportBatch.objects.get(pk=batch.pk).applied_at
    assert Enterprise.objects.count() == 1


def test_a_changed_line_shows_old_and_new(applied, received):
    applied(supplier_list(supplier_line(1)), as_of=today() - timedelta(days=30))
    row = received(supplier_list(supplier_line(1, place="부산광역시 중구"))).rows.get()
    assert (row.outcome, row.changes["district"]) == ("changed", ["26350", "26110"])


def test_a_line_of_another_city_is_counted_and_left_out(received):
    batch = received(supplier_list(supplier_line(1), supplier_line(2, place="대구광역시 중구")))
    assert batch.counts == {"new": 1, "elsewhere": 1}


def test_an_unchanged_list_counts_as_the_newest_word(applied, received):
    applied(supplier_list(supplier_line(1)), as_of=today() - timedelta(days=60))
    applied(supplier_list(supplier_line(1), newline="\n"), as_of=today())
    between = received(supplier_list(supplier_line(1, place="부산광역시 중구")), as_of=today() - timedelta(days=30))
    assert outcomes(between) == ["unchanged"]


def test_an_older_list_never_overwrites_a_newer_one(applied, received):
    applied(supplier_list(supplier_line(1)))
    batch = received(supplier_list(supplier_line(1, place="부산광역시 중구")), as_of=today() - timedelta(days=30))
    assert outcomes(batch) == ["unchanged"]
    assert batch.rows.get().reason


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "123-45-67890"},
        {"number": ""},
        {"name": "nan"},
        {"place": "중구"},
        {"place": "부산광역시 없는구"},
    ],
)
def test_a_bad_line_is_rejected_with_its_number_and_reason(received, changes):
    batch = received(supplier_list(supplier_line(1), supplier_line(2, **changes)))
    row = batch.rows.get(outcome="rejected")
    assert (row.number, bool(row.reason)) == (3, True)


def test_rejected_lines_do_not_hold_up_the_others(applied):
    applied(supplier_list(supplier_line(1, number="1"), supplier_line(2)))
    assert Enterprise.objects.count() == 1


def test_a_number_that_stands_twice_is_taken_once(received):
    batch = received(supplier_list(supplier_line(1), supplier_line(1, name="다른 이름")))
    assert outcomes(batch) == ["new", "rejected"]


def test_a_short_line_is_rejected_not_lost(received):
    assert outcomes(received(supplier_list(supplier_line(1), business_number(2)))) == ["new", "rejected"]


def test_an_unreadable_file_fails_with_a_reason(received):
    batch = received(b"\xff\xff\xff")
    assert (batch.state, bool(batch.error)) == ("failed", True)


def test_a_header_alone_fails_with_a_reason(received):
    assert received(supplier_list()).state == "failed"


def test_an_unchecked_batch_is_not_applied(received):
    batch = received(b"\xff\xff\xff")
    with pytest.raises(WrongState):
        actions.apply(batch.pk, quiet)


def test_a_list_of_a_day_to_come_is_refused(received):
    with pytest.raises(Refused) as refusal:
        received(supplier_list(supplier_line(1)), as_of=today() + timedelta(days=1))
    assert refusal.value.code == "future_day"


def test_a_register_that_moved_since_the_check_is_shown_again_first(received):
    batch = received(supplier_list(supplier_line(1)))
    EnterpriseIdentifierFactory(value=business_number(1))
    with pytest.raises(Refused) as refusal:
        actions.apply(batch.pk, quiet)
    assert refusal.value.code == "register_moved"
    assert outcomes(batch) == ["changed"]


def test_a_break_in_the_middle_leaves_nothing(received, monkeypatch):
    monkeypatch.setattr(actions, "CHUNK", 1)
    batch = received(supplier_list(supplier_line(1), supplier_line(2)))

    def stop(done, total):
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        actions.apply(batch.pk, stop)
    assert not Enterprise.objects.exists()
    assert ImportBatch.objects.get(pk=batch.pk).state == "checked"


def test_one_line_and_forty_take_the_same_number_of_queries(received, django_assert_max_num_queries):
    first = received(supplier_list(supplier_line(1)))
    second = received(supplier_list(*map(supplier_line, range(100, 140))))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as one:
        actions.apply(first.pk, quiet)
    with CaptureQueriesContext(connection) as many:
        actions.apply(second.pk, quiet)
    assert len(many) <= len(one)
