"""Corrections of published calls: the guard of a call lets its version move to the next number, and nowhere else."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from busan_se.core.migrating import AtOnce

GUARD = """
CREATE OR REPLACE FUNCTION programs_guard_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.published_at IS NULL OR (OLD.is_demo AND current_setting('portal.remove_demo', true) = 'on') THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'A published call is not deleted; cancel it.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_call_stays';
    END IF;
    IF NEW.is_demo <> OLD.is_demo THEN
        RAISE EXCEPTION 'The mark of demo data is set once.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'demo_mark_fixed';
    END IF;
    IF OLD.published_at IS NULL THEN
        RETURN NEW;
    END IF;
    IF (NEW.number, NEW.program_id, NEW.title_ko, NEW.summary_ko, NEW.body_ko, NEW.opens_at, NEW.reception,
        NEW.reception_place, NEW.reception_url, NEW.envelope_id, NEW.selections, NEW.amount_min, NEW.amount_max,
        NEW.own_share_percent, NEW.eligible_kinds, NEW.form, NEW.rubric, NEW.published_at, NEW.published_by_id)
       IS DISTINCT FROM
       (OLD.number, OLD.program_id, OLD.title_ko, OLD.summary_ko, OLD.body_ko, OLD.opens_at, OLD.reception,
        OLD.reception_place, OLD.reception_url, OLD.envelope_id, OLD.selections, OLD.amount_min, OLD.amount_max,
        OLD.own_share_percent, OLD.eligible_kinds, OLD.form, OLD.rubric, OLD.published_at, OLD.published_by_id) THEN
        RAISE EXCEPTION 'Call % is published: what it promised never changes.', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_never_changes';
    END IF;
    IF NEW.current_version_id IS DISTINCT FROM OLD.current_version_id AND NOT EXISTS (
        SELECT FROM programs_callversion after JOIN programs_callversion before ON before.id = OLD.current_version_id
         WHERE after.id = NEW.current_version_id AND after.call_id = OLD.id AND after.number = before.number + 1) THEN
        RAISE EXCEPTION 'The version of call % moves to the next one only.', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_never_changes';
    END IF;
    IF OLD.cancelled_at IS NOT NULL
       AND (NEW.cancelled_at, NEW.cancel_reason) IS DISTINCT FROM (OLD.cancelled_at, OLD.cancel_reason) THEN
        RAISE EXCEPTION 'Call % is cancelled for good.', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_never_changes';
    END IF;
    IF NEW.closes_at <> OLD.closes_at AND NOT EXISTS (
        SELECT FROM programs_callextension x
         WHERE x.call_id = OLD.id AND x.old_closes_at = OLD.closes_at AND x.new_closes_at = NEW.closes_at) THEN
        RAISE EXCEPTION 'The closing of call % moves only with an extension that says why.', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closing_moves_by_extension_only';
    END IF;
    RETURN NEW;
END $$;
"""

GUARD_BEFORE = """
CREATE OR REPLACE FUNCTION programs_guard_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.published_at IS NULL OR (OLD.is_demo AND current_setting('portal.remove_demo', true) = 'on') THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'A published call is not deleted; cancel it.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_call_stays';
    END IF;
    IF NEW.is_demo <> OLD.is_demo THEN
        RAISE EXCEPTION 'The mark of demo data is set once.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'demo_mark_fixed';
    END IF;
    IF OLD.published_at IS NULL THEN
        RETURN NEW;
    END IF;
    IF (NEW.number, NEW.program_id, NEW.title_ko, NEW.summary_ko, NEW.body_ko, NEW.opens_at, NEW.reception,
        NEW.reception_place, NEW.reception_url, NEW.envelope_id, NEW.selections, NEW.amount_min, NEW.amount_max,
        NEW.own_share_percent, NEW.eligible_kinds, NEW.form, NEW.rubric, NEW.published_at, NEW.published_by_id,
        NEW.current_version_id)
       IS DISTINCT FROM
       (OLD.number, OLD.program_id, OLD.title_ko, OLD.summary_ko, OLD.body_ko, OLD.opens_at, OLD.reception,
        OLD.reception_place, OLD.reception_url, OLD.envelope_id, OLD.selections, OLD.amount_min, OLD.amount_max,
        OLD.own_share_percent, OLD.eligible_kinds, OLD.form, OLD.rubric, OLD.published_at, OLD.published_by_id,
        OLD.current_version_id) THEN
        RAISE EXCEPTION 'Call % is published: what it promised never changes.', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_never_changes';
    END IF;
    IF OLD.cancelled_at IS NOT NULL
       AND (NEW.cancelled_at, NEW.cancel_reason) IS DISTINCT FROM (OLD.cancelled_at, OLD.cancel_reason) THEN
        RAISE EXCEPTION 'Call % is cancelled for good.', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_never_changes';
    END IF;
    IF NEW.closes_at <> OLD.closes_at AND NOT EXISTS (
        SELECT FROM programs_callextension x
         WHERE x.call_id = OLD.id AND x.old_closes_at = OLD.closes_at AND x.new_closes_at = NEW.closes_at) THEN
        RAISE EXCEPTION 'The closing of call % moves only with an extension that says why.', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closing_moves_by_extension_only';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0004_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(GUARD, GUARD_BEFORE),
        AtOnce(
            [
                migrations.CreateModel(
                    name="CallCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("form", models.JSONField(verbose_name="form")),
                        ("form_lock", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "base",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="programs.callversion",
                                verbose_name="version",
                            ),
                        ),
                        (
                            "call",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="correction",
                                to="programs.call",
                                verbose_name="call",
                            ),
                        ),
                        (
                            "started_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="started by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "correction of a call",
                        "verbose_name_plural": "corrections of calls",
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="call",
            name="form_lock",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="callversion",
            name="published_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="published by",
            ),
        ),
        migrations.AddField(
            model_name="callversion",
            name="reason",
            field=models.TextField(blank=True, verbose_name="reason of the correction"),
        ),
        migrations.AddConstraint(
            model_name="callversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", 1), ("reason", "")),
                    models.Q(("number__gt", 1), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="call_version_corrected_with_reason",
                violation_error_message="A correction says why.",
            ),
        ),
    ]
