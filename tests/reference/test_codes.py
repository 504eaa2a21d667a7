from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from busan_se.reference.models import District, Ksic, LegalDong, LifeStage, QualificationKind

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[3] / "shared/data"
real = pytest.mark.skipif(not DATA.exists(), reason="the official files are not on this machine")


def test_the_sixteen_districts():
    assert District.objects.count() == 16
    assert District.objects.get(code="26350").name_ko == "해운대구"


def test_names_follow_the_language():
    with translation.override("en"):
        assert District.objects.get(code="26710").name == "Gijang-gun"


def test_a_missing_english_name_falls_back_to_korean():
    with translation.override("en"):
        assert District(name_ko="새구").name == "새구"


def test_eight_kinds_with_their_verbs():
    verbs = dict(QualificationKind.objects.values_list("code", "verb_ko"))
    assert verbs == {
        "certified_se": "인증",
        "pre_se_regional": "지정",
        "pre_se_ministry": "지정",
        "village": "지정",
        "self_reliance": "인정",
        "cooperative": "신고",
        "social_cooperative": "인가",
        "social_venture": "판별",
    }


def test_only_preliminary_designations_have_a_term():
    terms = QualificationKind.objects.filter(term_years__isnull=False).values_list("group", "term_years")
    assert set(terms) == {("pre", 3)}


def test_ksic_has_21_sections_and_77_divisions_in_two_languages():
    assert (Ksic.objects.sections().count(), Ksic.objects.divisions().count()) == (21, 77)
    assert not Ksic.objects.filter(name_en="").exists()


def test_life_stages_leave_no_age_out():
    stages = list(LifeStage.objects.order_by("age_from"))
    assert all(a.age_to + 1 == b.age_from for a, b in pairwise(stages))


@real
def test_division_names_are_the_official_ones(tmp_path):
    ours = dict(Ksic.objects.divisions().values_list("code", "name_ko"))
    lines = (DATA / "ksic10.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    official = dict(line.strip('"').split('","') for line in lines if line)
    assert {code: official[code] for code in ours} == ours


@real
def test_the_whole_ksic_loads_and_loads_again():
    for _time in range(2):
        call_command("load_reference", ksic=DATA / "ksic10.csv")
    assert Ksic.objects.filter(level__gt=1).count() == 2000
    assert Ksic.objects.get(code="01110").parent_id == "0111"


@real
def test_legal_dongs_load():
    call_command("load_reference", legal_dongs=DATA / "busan_beopjeongdong_311.csv")
    live = LegalDong.objects.live_on(date(2026, 11, 24))
    assert live.filter(district_id="26110", name="영주동").exists()
    assert LegalDong.objects.count() > live.count()


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\xfa\x80\x81,\x90\n"])
def test_a_wrong_file_is_refused_with_a_reason(tmp_path, content):
    path = tmp_path / "codes.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("load_reference", legal_dongs=path)


def test_a_code_outside_the_classification_is_refused(tmp_path):
    path = tmp_path / "ksic.csv"
    path.write_text("code,name\n00110,없음\n", encoding="utf-8")
    with pytest.raises(CommandError, match="00110"):
        call_command("load_reference", ksic=path)


def test_no_file_is_an_error():
    with pytest.raises(CommandError):
        call_command("load_reference")
