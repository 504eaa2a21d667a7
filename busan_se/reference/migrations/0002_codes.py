"""The 16 districts, the kinds of qualification and the stages of life."""

from django.db import migrations

DISTRICTS = [
    ("26110", "중구", "Jung-gu"),
    ("26140", "서구", "Seo-gu"),
    ("26170", "동구", "Dong-gu"),
    ("26200", "영도구", "Yeongdo-gu"),
    ("26230", "부산진구", "Busanjin-gu"),
    ("26260", "동래구", "Dongnae-gu"),
    ("26290", "남구", "Nam-gu"),
    ("26320", "북구", "Buk-gu"),
    ("26350", "해운대구", "Haeundae-gu"),
    ("26380", "사하구", "Saha-gu"),
    ("26410", "금정구", "Geumjeong-gu"),
    ("26440", "강서구", "Gangseo-gu"),
    ("26470", "연제구", "Yeonje-gu"),
    ("26500", "수영구", "Suyeong-gu"),
    ("26530", "사상구", "Sasang-gu"),
    ("26710", "기장군", "Gijang-gun"),
]

# code, group, Korean, English, verbs, authorities, law, whether its text was looked up, years of validity
KINDS = [
    (
        "certified_se",
        "certified",
        "사회적기업",
        "Certified social enterprise",
        "인증",
        "certified",
        "고용노동부장관",
        "Minister of Employment and Labor",
        "사회적기업 육성법 제7조",
        True,
        None,
    ),
    (
        "pre_se_regional",
        "pre",
        "예비사회적기업(부산형)",
        "Preliminary social enterprise (Busan)",
        "지정",
        "designated",
        "부산광역시장",
        "Mayor of Busan",
        "사회적기업 육성법",
        False,
        3,
    ),
    (
        "pre_se_ministry",
        "pre",
        "예비사회적기업(부처형)",
        "Preliminary social enterprise (ministry)",
        "지정",
        "designated",
        "중앙행정기관의 장",
        "Head of a ministry",
        "사회적기업 육성법",
        False,
        3,
    ),
    (
        "village",
        "village",
        "마을기업",
        "Village enterprise",
        "지정",
        "designated",
        "행정안전부장관",
        "Minister of the Interior and Safety",
        "마을기업 육성사업 시행지침",
        False,
        None,
    ),
    (
        "self_reliance",
        "self_reliance",
        "자활기업",
        "Self-reliance enterprise",
        "인정",
        "recognised",
        "보건복지부장관, 시장, 구청장·군수",
        "Minister of Health and Welfare, mayor, or head of the district",
        "국민기초생활 보장법 제18조",
        False,
        None,
    ),
    (
        "cooperative",
        "cooperative",
        "협동조합",
        "Cooperative",
        "신고",
        "registered",
        "부산광역시장(구청장·군수에게 위임)",
        "Mayor of Busan (delegated to the districts)",
        "협동조합 기본법 제15조",
        False,
        None,
    ),
    (
        "social_cooperative",
        "cooperative",
        "사회적협동조합",
        "Social cooperative",
        "인가",
        "authorised",
        "기획재정부장관, 관계 중앙행정기관의 장",
        "Minister of Economy and Finance, or the ministry in charge",
        "협동조합 기본법 제85조",
        False,
        None,
    ),
    (
        "social_venture",
        "venture",
        "소셜벤처",
        "Social venture",
        "판별",
        "assessed",
        "기술보증기금",
        "Korea Technology Finance Corporation",
        "벤처기업육성에 관한 특별법 제16조의8",
        False,
        None,
    ),
]

# code, Korean, English, from age, to age
STAGES = [
    ("child", "어린이", "Children", 6, 12),
    ("youth", "청소년", "Teenagers", 13, 18),
    ("young_adult", "청년", "Young adults", 19, 39),
    ("middle", "중장년", "Middle-aged adults", 40, 64),
    ("senior", "노년", "Seniors", 65, None),
]


def load(apps, schema_editor):
    district, kind, stage = (
        apps.get_model("reference", name) for name in ("District", "QualificationKind", "LifeStage")
    )
    district.objects.bulk_create(
        district(code=code, name_ko=ko, name_en=en, order=order) for order, (code, ko, en) in enumerate(DISTRICTS, 1)
    )
    kind.objects.bulk_create(
        kind(
            code=code,
            group=group,
            name_ko=ko,
            name_en=en,
            verb_ko=verb_ko,
            verb_en=verb_en,
            authority_ko=by_ko,
            authority_en=by_en,
            law=law,
            law_is_verified=verified,
            term_years=years,
            order=order,
        )
        for order, (code, group, ko, en, verb_ko, verb_en, by_ko, by_en, law, verified, years) in enumerate(KINDS, 1)
    )
    stage.objects.bulk_create(
        stage(code=code, name_ko=ko, name_en=en, age_from=first, age_to=last, order=order)
        for order, (code, ko, en, first, last) in enumerate(STAGES, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
