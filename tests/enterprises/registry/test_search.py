"""Finding enterprises by name and summary."""

import csv
from pathlib import Path

import pytest
from django.db import connection

from busan_se.core.search.korean import search_key, words_of
from busan_se.core.search.matching import matching
from enterprises.registry.models import Enterprise
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db
SUPPLIERS = Path(__file__).parents[4] / "shared/data/busan_suppliers_social_120_cp949.csv"


def found(query, pieces=True):
    return set(Enterprise.objects.filter(matching(query, pieces=pieces)).values_list("name", flat=True))


@pytest.fixture
def names():
    for name in ("(주)물빛돌봄", "협동조합 파도소리", "사회적기업 온솔", "물길과 빛", "주식회사 ABC소프트"):
        EnterpriseFactory(name=name)


@pytest.mark.parametrize(
    ("query", "names_found"),
    [
        ("물빛", {"(주)물빛돌봄"}),  # two syllables; the pieces 물…빛 elsewhere are not the word
        ("돌봄이", {"(주)물빛돌봄"}),  # with a particle
        ("사회적기업이", {"사회적기업 온솔"}),
        ("ㅁㅂㄷㅂ", {"(주)물빛돌봄"}),  # initials
        ("ㅍㄷ", {"협동조합 파도소리"}),
        ("파", {"협동조합 파도소리"} - {"협동조합 파도소리"}),  # one letter: the beginning of a name, 협 here
        ("물", {"(주)물빛돌봄", "물길과 빛"}),
        ("소프트 abc", {"주식회사 ABC소프트"}),  # every word, in any order and case
        ("ＡＢＣ", {"주식회사 ABC소프트"}),  # full width
        ("물빛 돌봄", {"(주)물빛돌봄"}),  # split where the name is not
        ("물 빛돌봄", {"(주)물빛돌봄"}),
        ("온솔사회적기업", {"사회적기업 온솔"}),  # glued where the name is not, in any order
        ("없는이름", set()),
    ],
)
def test_finds(names, query, names_found):
    assert found(query) == names_found
    assert found(query, pieces=False) == names_found  # small tables have no index of pieces


def test_finds_what_the_summary_says(names):
    EnterpriseFactory(name="온터", summary="어르신께 도시락을 배달합니다.")
    assert found("도시락") == {"온터"}


def test_legal_forms_do_not_count(names):
    assert found("주식회사 물빛돌봄") == {"(주)물빛돌봄"}


def test_a_percent_sign_is_no_wildcard(names):
    assert words_of("%_") == []


def test_words_without_letters_find_nothing_of_their_own(names):
    assert found("물빛 !!") == {"(주)물빛돌봄"}


def test_uses_the_index(names):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Enterprise.objects.filter(matching("물빛", pieces=True)).order_by().explain()
    assert "enterprise_by_piece" in plan


def test_python_and_sql_fold_names_alike():
    if not SUPPLIERS.exists():
        pytest.skip("shared/data is not here")
    texts = [row["업체명"] for row in csv.DictReader(SUPPLIERS.read_text("cp949").splitlines())]
    texts += ["㈜ 온누리", "（주）온누리", "사단법인 가·나", "Café ５", "ㅅㅎㅈ", "한글 漢字 カナ", "ﬁ Ⅷ"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(core_search_key(t) ORDER BY n) FROM unnest(%s::text[]) WITH ORDINALITY AS u(t, n)",
            [texts],
        )
        assert cursor.fetchone()[0] == [search_key(text) for text in texts]
