"""Changing the register: sources, states, tags, members."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection

from busan_se.core.clock import today
from busan_se.core.errors import Refused
from enterprises.registry import actions, sources
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Membership, PolicyTag, SourceRecord
from tests.factories.accounts import UserFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory, OperatingStateFactory, SourceRecordFactory

pytestmark = pytest.mark.django_db


def test_record_shows_the_word_at_once():
    enterprise = EnterpriseFactory()
    actions.record(enterprise, sources.MEMBER, {"phone": "051-111-2222"})
    assert Enterprise.objects.get().phone == "051-111-2222"


def test_two_edits_of_a_day_are_one_record():
    enterprise = EnterpriseFactory()
    actions.record(enterprise, sources.MEMBER, {"phone": "1"})
    actions.record(enterprise, sources.MEMBER, {"homepage": "https://example.com/b"})
    word = SourceRecord.objects.get(source="member")
    assert word.payload == {"phone": "1", "homepage": "https://example.com/b"}


def test_resolving_again_changes_nothing():
    enterprise = EnterpriseFactory()
    assert actions.resolve_many([enterprise.pk]) == 0


def test_taking_a_record_back_restores_what_was_before():
    enterprise = EnterpriseFactory(phone="051-000-1111")
    actions.record(enterprise, sources.MEMBER, {"phone": "2"})
    SourceRecord.objects.filter(source="member").delete()
    actions.resolve(enterprise)
    assert enterprise.phone == "051-000-1111"


def test_a_name_stays_when_no_source_is_left():
    enterprise = EnterpriseFactory(name="온터")
    SourceRecord.objects.all().delete()
    actions.resolve(enterprise)
    assert enterprise.name == "온터"


def test_an_over_long_text_is_cut_to_its_column():
    enterprise = EnterpriseFactory()
    actions.record(enterprise, sources.STAFF, {"name": "가" * 900})
    assert enterprise.name == "가" * 200


def test_unseen_tags_become_tags():
    enterprise = EnterpriseFactory()
    actions.record(enterprise, sources.SUPPLIER, {"tags": ["가 나", "가-나"]})
    assert set(enterprise.tags.values_list("name_ko", flat=True)) == {"가 나", "가-나"}


@pytest.mark.parametrize("n", [1, 30])
def test_resolve_many_needs_the_same_queries_for_many(django_assert_num_queries, n):
    rows = EnterpriseFactory.create_batch(n)
    for row in rows:
        SourceRecordFactory(enterprise=row, source="staff", payload={"phone": "9", "tags": ["ESG"]})
    with django_assert_num_queries(9):
        assert actions.resolve_many(row.pk for row in rows) == n


def test_set_state_becomes_the_current_one():
    enterprise = EnterpriseFactory()
    actions.set_state(enterprise, "dormant", date(2026, 3, 1), reason="전화 확인")
    assert enterprise.state == "dormant"


def test_an_older_state_does_not_become_the_current_one():
    enterprise = EnterpriseFactory()
    actions.set_state(enterprise, "dormant", date(2026, 3, 1))
    actions.set_state(enterprise, "operating", date(2025, 3, 1))
    assert enterprise.state == "dormant"


def test_a_second_word_on_a_day_replaces_the_first():
    enterprise = EnterpriseFactory()
    actions.set_state(enterprise, "dormant", date(2026, 3, 1))
    actions.set_state(enterprise, "closed", date(2026, 3, 1))
    assert [row.state for row in enterprise.states.all()] == ["closed"]


def test_a_state_to_come_is_refused():
    with pytest.raises(Refused) as refusal:
        actions.set_state(EnterpriseFactory(), "closed", today() + timedelta(days=1))
    assert refusal.value.code == "future_state"


def test_deleting_a_state_brings_the_one_before_back():
    enterprise = EnterpriseFactory()
    OperatingStateFactory(enterprise=enterprise, state="operating", since=date(2024, 1, 1))
    OperatingStateFactory(enterprise=enterprise, state="closed", since=date(2025, 1, 1)).delete()
    enterprise.refresh_from_db()
    assert enterprise.state == "operating"


def test_add_tag_keeps_what_the_desk_said_that_day():
    enterprise = EnterpriseFactory()
    actions.record(enterprise, sources.STAFF, {"phone": "7"})
    assert actions.add_tag([enterprise.pk], PolicyTag.objects.get(code="esg")) == 1
    assert SourceRecord.objects.get(source="staff").payload["phone"] == "7"


def test_adding_a_tag_twice_changes_nothing_more():
    enterprise = EnterpriseFactory()
    tag = PolicyTag.objects.get(code="esg")
    actions.add_tag([enterprise.pk], tag)
    assert actions.add_tag([enterprise.pk], tag) == 0


def test_a_tag_taken_away_survives_the_next_list():
    enterprise = EnterpriseFactory()
    actions.record(enterprise, sources.SUPPLIER, {"tags": ["여성기업"]})
    actions.say_tags(enterprise, set())
    actions.record(enterprise, sources.SUPPLIER, {"tags": ["여성기업"]})
    assert not enterprise.tags.exists()


def test_the_first_member_must_be_an_owner():
    with pytest.raises(Refused) as refusal:
        actions.add_member(EnterpriseFactory(), UserFactory(), "viewer")
    assert refusal.value.code == "no_owner"


def test_a_member_is_not_added_twice():
    member = MembershipFactory()
    with pytest.raises(Refused) as refusal:
        actions.add_member(member.enterprise, member.user, "viewer")
    assert refusal.value.code == "member_already"


def test_the_last_owner_does_not_leave_others_behind():
    owner = MembershipFactory()
    MembershipFactory(enterprise=owner.enterprise, role="viewer")
    with pytest.raises(Refused) as refusal:
        actions.remove_member(owner)
    assert refusal.value.code == "no_owner"


def test_the_last_member_may_leave():
    actions.remove_member(MembershipFactory())
    assert not Membership.objects.exists()


def test_the_last_owner_does_not_become_a_viewer():
    with pytest.raises(Refused):
        actions.change_role(MembershipFactory(), "viewer")


def test_the_owner_of_a_closed_enterprise_may_leave():
    owner = MembershipFactory()
    MembershipFactory(enterprise=owner.enterprise, role="viewer")
    actions.set_state(owner.enterprise, "closed", date(2026, 1, 1))
    actions.remove_member(owner)
    assert Membership.objects.count() == 1


def test_raw_sql_leaves_no_enterprise_without_owner():
    owner = MembershipFactory()
    MembershipFactory(enterprise=owner.enterprise, role="viewer")
    Membership.objects.filter(pk=owner.pk).delete()
    with pytest.raises(IntegrityError, match="needs an owner"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the commit would do


def test_identifiers_are_untouched_by_resolving():
    enterprise = EnterpriseFactory()
    EnterpriseIdentifier.objects.create(enterprise=enterprise, kind="business", value="0008100005")
    actions.resolve(enterprise)
    assert enterprise.identifiers.count() == 1
