"""The indicators of the plan, its targets, and the monthly report. Numbers as printed by the press in March 2023."""

from decimal import Decimal

from django.db import migrations

from busan_se.core.clock import today
from busan_se.kpis.periods import last_closed

PRESS_KO = "부산일보 2023.03.22. 보도(제2차 부산광역시 사회적경제 육성계획)"
PRESS_EN = "Busan Ilbo, 2023-03-22, on the second social economy plan of Busan"
LINE_KO = "계획에 인쇄된 값이 아님: {year}년 기준값 {base}과 2027년 목표 사이의 직선 보간"
LINE_EN = "not printed in the plan: straight line from the baseline of {year} ({base}) to the target of 2027"
EOK = 100_000_000
DESK = {"desk_ko": "부산광역시 사회적경제 담당 부서", "desk_en": "Social economy desk, Busan Metropolitan City"}

INDICATORS = [
    {
        "code": "enterprises_by_qualification",
        "order": 10,
        "unit": "qualifications",
        "name_ko": "사회적경제기업 (자격별 합계)",
        "name_en": "Social economy enterprises (sum of qualifications)",
        "definition_ko": (
            "기준일에 유효한 자격의 수입니다. 사회적기업 인증, 예비사회적기업 지정, 마을기업 지정, 자활기업 인정, 협동조합 설립신고, "
            "사회적협동조합 인가를 셉니다. 자격이 둘인 기업은 두 번 셉니다(중복 포함). 휴면 중인 기업은 넣고 폐업하거나 해산한 기업은 "
            "뺍니다. 소셜벤처는 계획의 기준값에 없으므로 세지 않습니다. 계획의 목표 2,100개는 이 합계를 말합니다."
        ),
        "definition_en": (
            "Qualifications in force on the as-of day: certified and preliminary social enterprises, village enterprises, "
            "self-reliance enterprises, cooperatives and social cooperatives. An enterprise with two qualifications is "
            "counted twice. Dormant enterprises are in, closed and dissolved ones are not. Social ventures are not "
            "counted: the plan's baseline has none. The plan's target of 2,100 means this sum."
        ),
        "formula_ko": "유효한 자격의 수(기업이 폐업·해산하지 않았고 다른 기업에 합쳐지지 않은 경우)",
        "formula_en": "number of qualifications in force whose enterprise is not closed, dissolved or merged into another",
        "source_ko": "포털의 기업 등록부: 자격, 운영 상태",
        "source_en": "the portal's register: qualifications, operating states",
        "baseline_year": 2022,
        "baseline_value": Decimal(1495),
        "baseline_source_ko": f"{PRESS_KO}: 사회적기업 307(예비 144), 마을기업 73, 협동조합 1,052, 자활기업 63",
        "baseline_source_en": f"{PRESS_EN}: social enterprises 307 (144 preliminary), village 73, cooperatives 1,052, self-reliance 63",
        "goal": Decimal(2100),
        "base_ko": "1,495개",
        "base_en": "1,495",
    },
    {
        "code": "enterprises",
        "order": 20,
        "unit": "enterprises",
        "name_ko": "사회적경제기업 수 (중복 제외)",
        "name_en": "Social economy enterprises (each counted once)",
        "definition_ko": (
            "기준일에 위의 자격을 하나라도 가진 기업의 수입니다. 자격이 여럿이어도 한 번만 셉니다. 자격별 값에서는 그 자격을 가진 기업을 "
            "모두 세므로, 자격별 값을 더하면 합계보다 큽니다."
        ),
        "definition_en": (
            "Enterprises that hold at least one of the qualifications above on the as-of day, each counted once. The figure "
            "of a kind counts all enterprises that hold it, so the kinds add up to more than the total."
        ),
        "formula_ko": "유효한 자격이 하나 이상인 기업의 수",
        "formula_en": "number of enterprises with at least one qualification in force",
        "source_ko": "포털의 기업 등록부: 자격, 운영 상태",
        "source_en": "the portal's register: qualifications, operating states",
    },
    {
        "code": "sales",
        "order": 30,
        "unit": "won",
        "name_ko": "사회적경제기업 매출",
        "name_en": "Sales of the social economy",
        "definition_ko": (
            "보고 대상 기업의 연간 매출을 더한 값입니다. 기업마다 기준일까지 담당자가 확인한 가장 최근 사업연도의 매출을 쓰며, 보고 기한이 "
            "지난 가장 최근 사업연도보다 2년 이상 앞선 값은 쓰지 않습니다. 보고 대상은 기준일에 세는 기업 가운데 그 사업연도 말에 이미 "
            "자격이 있던 기업입니다. 보고하지 않은 기업의 매출은 추정하지 않으며, 응답률을 함께 보여 줍니다."
        ),
        "definition_en": (
            "The yearly sales of the enterprises that should report, added up: of each the newest business year that staff "
            "had accepted by the as-of day, none from two or more years before the latest year whose report was due. Should "
            "report: enterprises counted on the day that held a qualification at the end of that year already. Sales of "
            "those who did not report are not estimated; the response rate stands beside the figure."
        ),
        "formula_ko": "Σ 기업별 최근 확인 매출; 응답률 = 매출이 들어 있는 기업 ÷ 보고 대상 기업",
        "formula_en": "sum of the newest accepted sales; response rate = enterprises in the sum ÷ enterprises that should report",
        "source_ko": "포털의 사업보고서(연 1회, 담당자 확인)",
        "source_en": "yearly business reports in the portal, checked by staff",
        "baseline_year": 2021,
        "baseline_value": Decimal(4350 * EOK),
        "baseline_source_ko": f"{PRESS_KO}: 2021년 4,350억 원(평균 9.4억 원이므로 460여 개 기업의 값)",
        "baseline_source_en": f"{PRESS_EN}: 435 billion won in 2021 (with an average of 940 million won, so of some 460 firms)",
        "goal": Decimal(6000 * EOK),
        "base_ko": "4,350억 원",
        "base_en": "435 billion won",
    },
]
GOAL_YEAR, FIRST_TARGET_YEAR = 2027, 2023


def plant(apps, schema_editor):
    Indicator, Report = apps.get_model("kpis", "Indicator"), apps.get_model("kpis", "Report")
    rows = []
    for facts in INDICATORS:
        own = {key: value for key, value in facts.items() if key not in {"goal", "base_ko", "base_en"}}
        row = Indicator.objects.create(**DESK, **own)
        rows.append(row)
        if "goal" in facts:
            add_targets(apps, row, facts)
    report = Report.objects.create(
        code="monthly-goals",
        name_ko="사회적경제 육성계획 월간 성과 보고",
        name_en="Monthly report on the social economy plan",
        recipient_role="city_staff",
        first_period=last_closed(today()),
    )
    report.indicators.set(rows)


def add_targets(apps, indicator, facts):
    Target = apps.get_model("kpis", "Target")
    base_year, base = facts["baseline_year"], facts["baseline_value"]
    for year in range(FIRST_TARGET_YEAR, GOAL_YEAR + 1):
        is_goal = year == GOAL_YEAR
        on_the_line = base + (facts["goal"] - base) * (year - base_year) / (GOAL_YEAR - base_year)
        Target.objects.create(
            indicator=indicator,
            year=year,
            value=facts["goal"] if is_goal else on_the_line,
            is_interpolated=not is_goal,
            source_ko=PRESS_KO if is_goal else LINE_KO.format(year=base_year, base=facts["base_ko"]),
            source_en=PRESS_EN if is_goal else LINE_EN.format(year=base_year, base=facts["base_en"]),
        )


def uproot(apps, schema_editor):
    for name in ("Report", "Target", "Indicator"):
        apps.get_model("kpis", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("kpis", "0001_initial")]
    operations = [migrations.RunPython(plant, uproot)]
