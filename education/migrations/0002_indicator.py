"""The indicator of people who take courses. The plan prints no target for it: it has none."""

from django.db import migrations

CODE = "course_participants"


def plant(apps, schema_editor):
    apps.get_model("kpis", "Indicator").objects.create(
        code=CODE,
        order=40,
        unit="people",
        name_ko="강좌 수강 인원",
        name_en="People who took part in courses",
        definition_ko=(
            "그 달에 출석이 기록된 강좌 수강생의 수입니다. 한 강좌에 여러 번 나와도 한 번 세고, 강좌가 둘이면 두 번 셉니다. "
            "생애주기가 여럿인 강좌는 각 생애주기에 모두 셉니다."
        ),
        definition_en=(
            "People of courses whose attendance was recorded in the month: once for each course, however often they came. "
            "A course for several stages of life counts in each of them."
        ),
        formula_ko="그 달에 ‘출석’으로 기록된 수강신청의 수(중복 제외)",
        formula_en="number of enrolments marked as present in the month, each once",
        source_ko="포털의 강좌 출석부",
        source_en="attendance lists of the portal's courses",
        desk_ko="부산광역시 사회적경제 담당 부서",
        desk_en="Social economy desk, Busan Metropolitan City",
    )


def remove(apps, schema_editor):
    apps.get_model("kpis", "Indicator").objects.filter(code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [("education", "0001_initial"), ("kpis", "0003_people")]
    operations = [migrations.RunPython(plant, remove)]
