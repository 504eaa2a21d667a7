"""The invented register: the same from the same seed, believable, and removable."""

import csv
import json
from datetime import date
from pathlib import Path
from random import Random

import pytest

from busan_se.core.korea import business_number_is_valid
from busan_se.core.search.korean import search_key
from enterprises.registry import checks, demo, demo_words
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Membership, Qualification
from tests.factories.accounts import UserFactory
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[4] / "shared/data"
PLAN_GROUPS = ("certified", "pre", "village", "self_reliance", "cooperative")


def planted():
    demo.plant(Random("seed"), lambda text: None)


def held_on(day):
    return Qualification.objects.valid_on(day).filter(kind__group__in=PLAN_GROUPS).count()


def test_the_same_seed_invents_the_same():
    first, second = ([vars(draft) for draft in demo.invent(Random("seed"))] for _ in range(2))
    assert first == second


def test_another_seed_invents_other_names():
    first, second = ({draft.payload["name"] for draft in demo.invent(Random(seed))} for seed in ("a", "b"))
    assert first != second


def test_every_name_is_there_once():
    keys = [search_key(draft.payload["name"]) for draft in demo.invent(Random("seed"))]
    assert len(keys) == len(set(keys))


def test_no_invented_name_is_that_of_a_real_enterprise():
    if not DATA.exists():
        pytest.skip("shared/data is not here")
    text = (DATA / "busan_suppliers_social_120_cp949.csv").read_text("cp949")
    real = {search_key(row["업체명"]) for row in csv.DictReader(text.splitlines())}
    invented = {
        search_key(root_first + root_last + trade.noun)
        for root_first in demo_words.ROOT_FIRST
        for root_last in demo_words.ROOT_LAST
        for trade in demo_words.TRADES
    }
    orders = search_key(
        json.dumps(json.loads((DATA / "busan_procurement_api_cache_2026-03-15.json").read_text()), ensure_ascii=False)
    )
    assert not invented & real
    assert not [name for name in invented if name in orders]


def test_numbers_are_valid_and_unassigned():
    values = [value for draft in demo.invent(Random("seed")) for kind, value in draft.identifiers if kind == "business"]
    assert all(business_number_is_valid(value) and int(value[:3]) <= 100 for value in values)


def test_planting_is_believable():
    planted()
    counts = {day: held_on(day) for day in (date(2023, 12, 31), date(2024, 12, 31), date(2026, 10, 31))}
    assert counts[date(2024, 12, 31)] < counts[date(2023, 12, 31)] < counts[date(2026, 10, 31)] < 2100
    assert counts[date(2026, 10, 31)] == 1504


def test_what_is_shown_follows_from_the_sources():
    planted()
    assert [*checks.unresolved(), *checks.stale_states(), *checks.without_owner()] == []


def test_planting_again_changes_nothing():
    planted()
    before = Enterprise.objects.count()
    planted()
    assert Enterprise.objects.count() == before


def test_the_demo_accounts_become_members():
    for role in ("owner", "manager", "viewer"):
        UserFactory(email=f"{role}@example.com")
    planted()
    assert Membership.objects.filter(user__email="owner@example.com", role="owner").count() == 2
    assert Membership.objects.values("enterprise").distinct().count() == 2


def test_removing_leaves_the_real_ones_alone():
    real = EnterpriseFactory()
    planted()
    demo.remove()
    assert list(Enterprise.objects.all()) == [real]
    assert not EnterpriseIdentifier.objects.exists()
    assert set(Enterprise.history.rel.related_model.objects.values_list("id", flat=True)) == {real.pk}
