"""What the database promises about parameters, calls and versions, whoever writes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from busan_se.core.clock import now
from busan_se.programs import actions
from busan_se.programs.models import Call, CallExtension, Parameter
from tests.factories.programs import CallFactory, EnvelopeFactory, ParameterFactory, program, published

pytestmark = pytest.mark.django_db


def refused(constraint):
    """Expect the database's refusal by this constraint, in a savepoint of its own."""

    class Refusal:
        def __enter__(self):
            self.atomic = transaction.atomic()
            self.atomic.__enter__()

        def __exit__(self, kind, error, trace):
            self.atomic.__exit__(kind, error, trace)
            assert kind is not None, f"{constraint} let it through"
            assert issubclass(kind, IntegrityError), error
            assert error.__cause__.diag.constraint_name == constraint
            return True

    return Refusal()


def delete(row):
    """Delete a row behind Django's back."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])


class TestParameters:
    def test_two_values_of_one_key_and_scope_do_not_overlap_in_time(self):
        ParameterFactory()
        with refused("parameter_no_overlap"):
            ParameterFactory(valid_from=date(2030, 12, 31), valid_to=None)

    def test_an_open_end_overlaps_everything_after_it(self):
        ParameterFactory(valid_to=None)
        with refused("parameter_no_overlap"):
            ParameterFactory(valid_from=date(2099, 1, 1), valid_to=date(2099, 12, 31))

    def test_the_same_holds_for_a_regulation(self):
        ParameterFactory(program=None, regulation="local_subsidy")
        with refused("parameter_no_overlap"):
            ParameterFactory(program=None, regulation="local_subsidy")

    @pytest.mark.parametrize(
        "changes",
        [
            {"valid_from": date(2031, 1, 1), "valid_to": None},
            {"valid_from": date(2029, 1, 1), "valid_to": date(2029, 12, 31)},
            {"scope": "village"},
            {"key": "another-cap"},
            {"program": None, "regulation": "local_subsidy"},
            {"program": "bef"},
        ],
        ids=["after", "before", "scope", "key", "regulation", "program"],
    )
    def test_beside_each_other_they_stand(self, changes):
        ParameterFactory()
        if changes.get("program"):
            changes = changes | {"program": program(changes["program"])}
        assert ParameterFactory(**changes).pk

    def test_a_form_says_it_in_words(self):
        taken = ParameterFactory()
        again = ParameterFactory.build(program=taken.program)
        with pytest.raises(ValidationError, match="이미"):
            again.full_clean()

    @pytest.mark.parametrize(
        ("changes", "constraint"),
        [
            ({"regulation": "local_subsidy"}, "parameter_of_program_or_regulation"),
            ({"program": None}, "parameter_of_program_or_regulation"),
            ({"value": -1}, "parameter_not_negative"),
        ],
    )
    def test_what_no_parameter_is(self, changes, constraint):
        with refused(constraint):
            ParameterFactory(**changes)

    def test_days_in_the_wrong_order_are_told_at_their_field(self):
        row = ParameterFactory.build(program=program(), valid_to=date(2029, 12, 31))
        with pytest.raises(ValidationError) as refusal:
            row.full_clean()
        assert refusal.value.message_dict.keys() == {"valid_to"}

    @pytest.mark.parametrize(
        ("day", "holds"),
        [(date(2029, 12, 31), False), (date(2030, 1, 1), True), (date(2030, 12, 31), True), (date(2031, 1, 1), False)],
    )
    def test_it_holds_from_its_first_to_its_last_day(self, day, holds):
        row = ParameterFactory()
        assert Parameter.objects.valid_on(day).filter(pk=row.pk).exists() is holds


class TestCalls:
    @pytest.mark.parametrize(
        ("changes", "constraint"),
        [
            ({"closes_at": F("opens_at")}, "call_opens_before_closes"),
            ({"closes_at": F("opens_at") - timedelta(seconds=1)}, "call_opens_before_closes"),
            ({"number": "2030"}, "call_number_form"),
            ({"reception": "pigeon", "reception_place": "x"}, "call_reception_known"),
            ({"reception": "email"}, "call_reception_has_place"),
            ({"amount_max": 0}, "call_amounts_in_order"),
            ({"amount_min": -1}, "call_amounts_in_order"),
            ({"amount_min": 2, "amount_max": 1}, "call_amounts_in_order"),
            ({"own_share_percent": 101}, "call_own_share_is_percent"),
            ({"published_at": now()}, "call_published_with_version"),
            ({"cancelled_at": now(), "cancel_reason": "이유"}, "call_cancelled_with_reason"),
        ],
    )
    def test_what_no_call_is(self, changes, constraint):
        call = CallFactory()
        with refused(constraint):
            Call.objects.filter(pk=call.pk).update(**changes)

    def test_a_cancellation_has_a_reason(self):
        call = published()
        with refused("call_cancelled_with_reason"):
            Call.objects.filter(pk=call.pk).update(cancelled_at=now())

    def test_a_number_is_taken_once(self):
        with refused("programs_call_number_key"):
            CallFactory(number=CallFactory().number)

    def test_a_form_says_that_it_must_open_first(self):
        with pytest.raises(ValidationError, match="마감"):
            CallFactory.build(closes_at=now() - timedelta(days=3), program=program()).full_clean()


class TestWhatIsPublishedStays:
    @pytest.mark.parametrize(
        "changes",
        [
            {"title_ko": "다른 제목"},
            {"summary_ko": "다른 요약"},
            {"opens_at": now() - timedelta(days=30)},
            {"amount_max": 1},
            {"number": "2030-99999"},
            {"eligible_kinds": ["village"]},
            {"published_at": now()},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_what_the_call_promised(self, changes):
        call = published()
        with refused("published_never_changes"):
            Call.objects.filter(pk=call.pk).update(**changes)

    def test_the_closing_but_by_an_extension(self):
        call = published()
        with refused("closing_moves_by_extension_only"):
            Call.objects.filter(pk=call.pk).update(closes_at=call.closes_at + timedelta(days=1))

    def test_english_texts_and_the_official_number_may_be_added(self):
        call = published(title_en="")
        Call.objects.filter(pk=call.pk).update(title_en="A call", body_en="Text", official_number="공고 제1호")

    def test_the_call_itself(self):
        call = published()
        with refused("published_call_stays"):
            delete(call)

    def test_the_call_itself_through_the_model_too(self):
        call = published()
        with refused("published_never_changes"):
            call.delete()

    def test_a_draft_may_go(self):
        CallFactory().delete()
        assert not Call.objects.exists()

    def test_a_cancellation_for_good(self):
        call = actions.cancel_call(published(), "예산이 없습니다.")
        with refused("published_never_changes"):
            Call.objects.filter(pk=call.pk).update(cancelled_at=None, cancel_reason="")

    @pytest.mark.parametrize("statement", ["UPDATE programs_callversion SET form = '{}'",
                                           "DELETE FROM programs_callversion"])  # fmt: skip
    def test_its_version(self, statement):
        published()
        with refused("published_never_changes"), connection.cursor() as cursor:
            cursor.execute(statement)

    def test_a_version_through_the_model_too(self):
        version = published().current_version
        version.form = {}
        with refused("published_never_changes"):
            version.save()

    def test_an_extension(self):
        call = published()
        actions.extend_call(call, call.closes_at + timedelta(days=1), "신청이 적습니다.", None)
        with refused("published_never_changes"):
            CallExtension.objects.update(reason="다른 이유")

    def test_the_mark_of_demo_data(self):
        call = published()
        with refused("demo_mark_fixed"):
            Call.objects.filter(pk=call.pk).update(is_demo=True)

    def test_real_calls_even_where_demo_data_is_removed(self):
        call = published()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL portal.remove_demo = 'on'")
        with refused("published_call_stays"):
            delete(call)
        with refused("published_never_changes"):
            delete(call.current_version)


class TestExtensions:
    @pytest.mark.parametrize(
        ("changes", "constraint"),
        [({"days": -1}, "extension_closes_later"), ({"days": 0}, "extension_closes_later"),
         ({"reason": ""}, "extension_has_reason")],
    )  # fmt: skip
    def test_what_no_extension_is(self, changes, constraint):
        call = published()
        given = {"days": 1, "reason": "이유"} | changes
        with refused(constraint):
            CallExtension.objects.create(
                call=call, old_closes_at=call.closes_at, reason=given["reason"],
                new_closes_at=call.closes_at + timedelta(days=given["days"]),
            )  # fmt: skip


class TestEnvelopes:
    @pytest.mark.parametrize(
        ("changes", "constraint"),
        [
            ({"fiscal_year": 1999}, "envelope_year_plausible"),
            ({"source": "gift"}, "envelope_source_known"),
            ({"regulation": "none"}, "envelope_regulation_known"),
        ],
    )
    def test_what_no_envelope_is(self, changes, constraint):
        with refused(constraint):
            EnvelopeFactory(**changes)

    def test_one_for_a_program_year_source_and_label(self):
        EnvelopeFactory(label="")
        with refused("one_envelope_per_program_year_source"):
            EnvelopeFactory(label="")
