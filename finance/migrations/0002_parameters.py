"""How long an enterprise has for its grant application: a dated row that staff change, not a constant."""

from datetime import date

from django.db import migrations

REGULATIONS = ("local_subsidy", "national_subsidy")
ROW = {
    "label_ko": "교부신청 기한(선정 통보 다음 날부터)",
    "label_en": "Time for the grant application (from the day after the notice of selection)",
    "value": 30,
    "unit": "days",
    "source": "확인 필요: 선정 통보문이나 공고가 다른 기한을 정하면 그 값으로 바꾸세요.",
    "verified": False,
}


def load(apps, schema_editor):
    """Insert what is not there yet."""
    parameters = apps.get_model("programs", "Parameter").objects
    for regulation in REGULATIONS:
        parameters.get_or_create(
            regulation=regulation, key="grant-filing-days", scope="", valid_from=date(2023, 1, 1), defaults=ROW
        )


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial"), ("programs", "0003_plan")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
