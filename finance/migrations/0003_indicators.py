"""The indicators of grants. The plan prints no target for them: they have none."""

from django.db import migrations

SHARED = {
    "unit": "won",
    "frequency": "monthly",
    "desk_ko": "부산광역시 사회적경제 담당 부서",
    "desk_en": "Social economy desk, Busan Metropolitan City",
}
INDICATORS = [
    {
        "code": "subsidies_granted",
        "order": 50,
        "name_ko": "보조금 교부결정액 (그해 누계)",
        "name_en": "Grants decided (the year so far)",
        "definition_ko": (
            "그해 1월 1일부터 기준일까지 교부하기로 결정한 금액의 합계입니다. 결정 뒤에 줄이거나 돌려받은 금액은 빼지 않습니다. "
            "해가 바뀌면 0원에서 다시 셉니다. 구·군은 받는 기업의 소재지입니다."
        ),
        "definition_en": (
            "Won that were decided to be granted from 1 January of the year to the as-of day. What was reduced or returned "
            "after the decision is not taken off. Each year begins at 0. The district is that of the enterprise."
        ),
        "formula_ko": "그해 기준일까지의 교부결정 금액 합계",
        "formula_en": "sum of the amounts of the year's grant decisions up to the as-of day",
        "source_ko": "포털의 교부결정",
        "source_en": "the portal's grant decisions",
    },
    {
        "code": "subsidies_paid",
        "order": 60,
        "name_ko": "보조금 교부액 (그해 누계)",
        "name_en": "Grants paid (the year so far)",
        "definition_ko": (
            "그해 1월 1일부터 기준일까지 기업에 지급이 확인된 금액에서 돌려받은 금액을 뺀 값입니다. 지난해 결정한 보조금이라도 "
            "올해 지급하면 올해에 셉니다. 해가 바뀌면 0원에서 다시 셉니다. 구·군은 받는 기업의 소재지입니다."
        ),
        "definition_en": (
            "Won whose payment to enterprises was confirmed from 1 January of the year to the as-of day, less what was "
            "returned. What was granted last year and paid this year counts this year. Each year begins at 0. The district "
            "is that of the enterprise."
        ),
        "formula_ko": "그해 기준일까지 확인된 지급액 − 반납액",
        "formula_en": "confirmed payments less returns of the year up to the as-of day",
        "source_ko": "포털의 교부(지급·반납) 기록",
        "source_en": "the portal's records of payments and returns",
    },
]


def plant(apps, schema_editor):
    model = apps.get_model("kpis", "Indicator")
    model.objects.bulk_create(model(**SHARED, **fields) for fields in INDICATORS)


def remove(apps, schema_editor):
    codes = [fields["code"] for fields in INDICATORS]
    apps.get_model("kpis", "Indicator").objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("finance", "0002_parameters"), ("kpis", "0002_plan")]
    operations = [migrations.RunPython(plant, remove)]
