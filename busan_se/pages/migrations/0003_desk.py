"""Who answers for a statement stands beside the day of its last change."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def name_the_department(apps, schema_editor):
    """Give the statements of 0002 the department that their text speaks of; staff put in its real name."""
    pages = apps.get_model("pages", "Page").objects.filter(slug__in=["privacy", "accessibility"])
    pages.update(desk_ko="사회적경제 담당 부서", desk_en="Department for the social economy")


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0002_statements"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="page",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="page",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="page",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="page",
            name="desk_en",
            field=models.CharField(blank=True, max_length=100, verbose_name="English name of the department in charge"),
        ),
        migrations.AddField(
            model_name="page",
            name="desk_ko",
            field=models.CharField(
                blank=True,
                help_text="It stands beside the day of the last change: who answers for this text.",
                max_length=100,
                verbose_name="Korean name of the department in charge",
            ),
        ),
        migrations.AddField(
            model_name="pageevent",
            name="desk_en",
            field=models.CharField(blank=True, max_length=100, verbose_name="English name of the department in charge"),
        ),
        migrations.AddField(
            model_name="pageevent",
            name="desk_ko",
            field=models.CharField(
                blank=True,
                help_text="It stands beside the day of the last change: who answers for this text.",
                max_length=100,
                verbose_name="Korean name of the department in charge",
            ),
        ),
        migrations.RunPython(name_the_department, migrations.RunPython.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="page",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pages_pageevent" ("body_en", "body_ko", "created_at", "desk_en", "desk_ko", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title_en", "title_ko", "updated_at") VALUES (NEW."body_en", NEW."body_ko", NEW."created_at", NEW."desk_en", NEW."desk_ko", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."slug", NEW."title_en", NEW."title_ko", NEW."updated_at"); RETURN NULL;',
                    hash="9ad656be934d3b0f25e25f1fe8db03250d86e06e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e8067",
                    table="pages_page",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="page",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "pages_pageevent" ("body_en", "body_ko", "created_at", "desk_en", "desk_ko", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title_en", "title_ko", "updated_at") VALUES (NEW."body_en", NEW."body_ko", NEW."created_at", NEW."desk_en", NEW."desk_ko", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."slug", NEW."title_en", NEW."title_ko", NEW."updated_at"); RETURN NULL;',
                    hash="195c59b45d2fdb12527fb7cd8a9493566cc0461f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_847b7",
                    table="pages_page",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="page",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "pages_pageevent" ("body_en", "body_ko", "created_at", "desk_en", "desk_ko", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title_en", "title_ko", "updated_at") VALUES (OLD."body_en", OLD."body_ko", OLD."created_at", OLD."desk_en", OLD."desk_ko", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."slug", OLD."title_en", OLD."title_ko", OLD."updated_at"); RETURN NULL;',
                    hash="5ab5dc8f4a270c1467ba35808297df72b72a8526",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f1297",
                    table="pages_page",
                    when="AFTER",
                ),
            ),
        ),
    ]
