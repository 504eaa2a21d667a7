"""The five-year plan as data. Rows that exist are left as staff wrote them."""

from datetime import date

from django.db import migrations

from busan_se.programs import plan_data


def load(apps, schema_editor):
    """Insert what is not there yet."""

    def model(name):
        return apps.get_model("programs", name).objects

    first_day = date(plan_data.PLAN["first_year"], 1, 1)
    plan, _made = model("Plan").get_or_create(code=plan_data.PLAN["code"], defaults=plan_data.PLAN)
    for order, (code, app, ko, en, summary_ko, summary_en) in enumerate(plan_data.STRATEGIES, start=1):
        texts = {"name_ko": ko, "name_en": en, "summary_ko": summary_ko, "summary_en": summary_en}
        model("Strategy").get_or_create(code=code, defaults={"plan": plan, "app_label": app, "order": order, **texts})
    strategies = {row.code: row for row in model("Strategy").all()}
    for order, (code, strategy, ko, en) in enumerate(plan_data.TASKS, start=1):
        defaults = {"strategy": strategies[strategy], "name_ko": ko, "name_en": en, "order": order}
        model("Task").get_or_create(code=code, defaults=defaults | {"is_reconstruction": True})
    tasks = {row.code: row for row in model("Task").all()}
    for order, text in enumerate(plan_data.PROGRAMS, start=1):
        columns = ("name", "summary", "who", "gives", "when", "how")
        defaults = {f"{name}_{code}": getattr(text, name)[i] for name in columns for i, code in enumerate(("ko", "en"))}
        defaults |= {"desk_ko": plan_data.DESK[0], "desk_en": plan_data.DESK[1], "targets": list(text.targets)}
        defaults |= {"task": tasks[text.task], "is_focus": text.is_focus, "source": plan_data.PRESS, "order": order}
        program, made = model("Program").get_or_create(code=text.code, defaults=defaults)
        if made:
            model("ProgramState").create(program=program, state="operating", since=first_day, source=plan_data.PRESS)
    programs = {row.code: row for row in model("Program").all()}
    for code, key, scope, ko, en, value, unit, since, until, source, verified in plan_data.PARAMETERS:
        defaults = {"label_ko": ko, "label_en": en, "value": value, "unit": unit, "valid_to": until}
        defaults |= {"source": source, "verified": verified}
        model("Parameter").get_or_create(
            program=programs[code], key=key, scope=scope, valid_from=since, defaults=defaults
        )
    for code, state, since, note_ko, note_en, source in plan_data.STATES:
        defaults = {"state": state, "note_ko": note_ko, "note_en": note_en, "source": source}
        model("ProgramState").get_or_create(program=programs[code], since=since, defaults=defaults)


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_triggers")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
