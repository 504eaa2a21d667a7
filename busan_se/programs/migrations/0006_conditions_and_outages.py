"""Conditions of calls, their official papers, and outages; what was published or recorded stays."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from busan_se.core.migrating import AtOnce

GUARDS = """
CREATE FUNCTION programs_guard_conditions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL AND NEW.eligibility IS DISTINCT FROM OLD.eligibility THEN
        RAISE EXCEPTION 'Call % is published: its conditions never change.', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_never_changes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_conditions BEFORE UPDATE ON programs_call
    FOR EACH ROW EXECUTE FUNCTION programs_guard_conditions();

CREATE FUNCTION programs_guard_outage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A record of an outage never changes.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'outage_never_changes';
END $$;
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON programs_outage
    FOR EACH ROW EXECUTE FUNCTION programs_guard_outage();
"""
BACK = """
DROP TRIGGER guard_conditions ON programs_call;
DROP TRIGGER never_changes ON programs_outage;
DROP FUNCTION programs_guard_conditions, programs_guard_outage;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("programs", "0005_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="call",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="call",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="call",
            name="update_update",
        ),
        AtOnce(
            [
                migrations.CreateModel(
                    name="CallFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("notice", "Official notice (공고문)"),
                                    ("template", "Form to fill in (서식)"),
                                    ("other", "Other paper"),
                                ],
                                default="notice",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="added at")),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="added by",
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="programs.call",
                                verbose_name="call",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="call_files",
                                to="files.storedfile",
                                verbose_name="file",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "paper of a call",
                        "verbose_name_plural": "papers of a call",
                        "ordering": ["created_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["notice", "template", "other"])),
                                name="call_file_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="from")),
                        ("ended_at", models.DateTimeField(verbose_name="until")),
                        ("ground", models.TextField(verbose_name="what happened, and how it is known")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "outage",
                        "verbose_name_plural": "outages",
                        "ordering": ["-started_at"],
                        "permissions": [("record_outage", "Can record outages and so extend calls")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ended_at__gt", models.F("started_at"))),
                                name="outage_ends_after_start",
                                violation_error_message="The end must be later than the beginning.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ground", ""), _negated=True),
                                name="outage_has_ground",
                                violation_error_message="Write the reason.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            models.F("started_at"),
                                            models.F("ended_at"),
                                            models.Value("[)"),
                                            function="tstzrange",
                                        ),
                                        "&&",
                                    )
                                ],
                                name="outage_no_overlap",
                                violation_error_message="An outage of this time was recorded already.",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="call",
            name="eligibility",
            field=models.JSONField(
                blank=True,
                default=list,
                editable=False,
                help_text="Composed on a page of their own; the format is that of programs.eligibility.",
                verbose_name="further conditions",
            ),
        ),
        migrations.AddField(
            model_name="callevent",
            name="eligibility",
            field=models.JSONField(
                blank=True,
                default=list,
                editable=False,
                help_text="Composed on a page of their own; the format is that of programs.eligibility.",
                verbose_name="further conditions",
            ),
        ),
        migrations.AddField(
            model_name="callextension",
            name="outage",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="extensions",
                to="programs.outage",
                verbose_name="outage",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="call",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_callevent" ("amount_max", "amount_min", "body_en", "body_ko", "cancel_reason", "cancelled_at", "closes_at", "copied_from_id", "created_at", "current_version_id", "eligibility", "eligible_kinds", "envelope_id", "form", "id", "is_demo", "number", "official_number", "opens_at", "own_share_percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "published_at", "published_by_id", "reception", "reception_place", "reception_url", "rubric", "selections", "summary_en", "summary_ko", "title_en", "title_ko", "updated_at") VALUES (NEW."amount_max", NEW."amount_min", NEW."body_en", NEW."body_ko", NEW."cancel_reason", NEW."cancelled_at", NEW."closes_at", NEW."copied_from_id", NEW."created_at", NEW."current_version_id", NEW."eligibility", NEW."eligible_kinds", NEW."envelope_id", NEW."form", NEW."id", NEW."is_demo", NEW."number", NEW."official_number", NEW."opens_at", NEW."own_share_percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."program_id", NEW."published_at", NEW."published_by_id", NEW."reception", NEW."reception_place", NEW."reception_url", NEW."rubric", NEW."selections", NEW."summary_en", NEW."summary_ko", NEW."title_en", NEW."title_ko", NEW."updated_at"); RETURN NULL;',
                    hash="b9ce4e629d7f9ae4391a333b3202ff870abb1593",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_24f06",
                    table="programs_call",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="call",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."amount_max" IS DISTINCT FROM (NEW."amount_max") OR OLD."amount_min" IS DISTINCT FROM (NEW."amount_min") OR OLD."body_en" IS DISTINCT FROM (NEW."body_en") OR OLD."body_ko" IS DISTINCT FROM (NEW."body_ko") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."closes_at" IS DISTINCT FROM (NEW."closes_at") OR OLD."copied_from_id" IS DISTINCT FROM (NEW."copied_from_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."current_version_id" IS DISTINCT FROM (NEW."current_version_id") OR OLD."eligibility" IS DISTINCT FROM (NEW."eligibility") OR OLD."eligible_kinds" IS DISTINCT FROM (NEW."eligible_kinds") OR OLD."envelope_id" IS DISTINCT FROM (NEW."envelope_id") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demo" IS DISTINCT FROM (NEW."is_demo") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."official_number" IS DISTINCT FROM (NEW."official_number") OR OLD."opens_at" IS DISTINCT FROM (NEW."opens_at") OR OLD."own_share_percent" IS DISTINCT FROM (NEW."own_share_percent") OR OLD."program_id" IS DISTINCT FROM (NEW."program_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."reception" IS DISTINCT FROM (NEW."reception") OR OLD."reception_place" IS DISTINCT FROM (NEW."reception_place") OR OLD."reception_url" IS DISTINCT FROM (NEW."reception_url") OR OLD."rubric" IS DISTINCT FROM (NEW."rubric") OR OLD."selections" IS DISTINCT FROM (NEW."selections") OR OLD."summary_en" IS DISTINCT FROM (NEW."summary_en") OR OLD."summary_ko" IS DISTINCT FROM (NEW."summary_ko") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_ko" IS DISTINCT FROM (NEW."title_ko") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                    func='INSERT INTO "programs_callevent" ("amount_max", "amount_min", "body_en", "body_ko", "cancel_reason", "cancelled_at", "closes_at", "copied_from_id", "created_at", "current_version_id", "eligibility", "eligible_kinds", "envelope_id", "form", "id", "is_demo", "number", "official_number", "opens_at", "own_share_percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "published_at", "published_by_id", "reception", "reception_place", "reception_url", "rubric", "selections", "summary_en", "summary_ko", "title_en", "title_ko", "updated_at") VALUES (NEW."amount_max", NEW."amount_min", NEW."body_en", NEW."body_ko", NEW."cancel_reason", NEW."cancelled_at", NEW."closes_at", NEW."copied_from_id", NEW."created_at", NEW."current_version_id", NEW."eligibility", NEW."eligible_kinds", NEW."envelope_id", NEW."form", NEW."id", NEW."is_demo", NEW."number", NEW."official_number", NEW."opens_at", NEW."own_share_percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."program_id", NEW."published_at", NEW."published_by_id", NEW."reception", NEW."reception_place", NEW."reception_url", NEW."rubric", NEW."selections", NEW."summary_en", NEW."summary_ko", NEW."title_en", NEW."title_ko", NEW."updated_at"); RETURN NULL;',
                    hash="14fba628dbb2f7cdb563f269f67e1b91ab40861f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1a861",
                    table="programs_call",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="call",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_callevent" ("amount_max", "amount_min", "body_en", "body_ko", "cancel_reason", "cancelled_at", "closes_at", "copied_from_id", "created_at", "current_version_id", "eligibility", "eligible_kinds", "envelope_id", "form", "id", "is_demo", "number", "official_number", "opens_at", "own_share_percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "published_at", "published_by_id", "reception", "reception_place", "reception_url", "rubric", "selections", "summary_en", "summary_ko", "title_en", "title_ko", "updated_at") VALUES (OLD."amount_max", OLD."amount_min", OLD."body_en", OLD."body_ko", OLD."cancel_reason", OLD."cancelled_at", OLD."closes_at", OLD."copied_from_id", OLD."created_at", OLD."current_version_id", OLD."eligibility", OLD."eligible_kinds", OLD."envelope_id", OLD."form", OLD."id", OLD."is_demo", OLD."number", OLD."official_number", OLD."opens_at", OLD."own_share_percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."program_id", OLD."published_at", OLD."published_by_id", OLD."reception", OLD."reception_place", OLD."reception_url", OLD."rubric", OLD."selections", OLD."summary_en", OLD."summary_ko", OLD."title_en", OLD."title_ko", OLD."updated_at"); RETURN NULL;',
                    hash="b09f6ed30a40de4d4b03c6c468203e97929a9cfa",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e41cf",
                    table="programs_call",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(GUARDS, BACK),
    ]
