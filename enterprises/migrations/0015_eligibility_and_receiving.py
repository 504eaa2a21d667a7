"""Exclusions from support, what was found on eligibility, and applications that came in elsewhere."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0014_who_wrote_the_answers"),
        ("files", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EligibilityRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("declared", models.JSONField(blank=True, default=dict, verbose_name="declared")),
                ("found", models.JSONField(blank=True, default=list, verbose_name="found at submission")),
                (
                    "override_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="why it is selected all the same"),
                ),
                ("overridden_at", models.DateTimeField(null=True, verbose_name="overridden at")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="eligibility",
                        to="enterprises.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "declared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="declared by",
                    ),
                ),
                (
                    "overridden_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="overridden by",
                    ),
                ),
            ],
            options={
                "verbose_name": "eligibility of an application",
                "verbose_name_plural": "eligibility of applications",
            },
        ),
        migrations.CreateModel(
            name="EligibilityRecordEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("found", models.JSONField(blank=True, default=list, verbose_name="found at submission")),
                (
                    "override_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="why it is selected all the same"),
                ),
                ("overridden_at", models.DateTimeField(null=True, verbose_name="overridden at")),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "declared_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="declared by",
                    ),
                ),
                (
                    "overridden_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="overridden by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="enterprises.eligibilityrecord",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReceivedApplication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("portal", "This portal"),
                            ("botame", "Botame (보탬e)"),
                            ("seis", "SEIS (통합사업관리시스템)"),
                            ("district", "District office, in person"),
                            ("email", "E-mail"),
                        ],
                        max_length=12,
                        verbose_name="received at",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="list and line")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="received",
                        to="enterprises.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "application received elsewhere",
                "verbose_name_plural": "applications received elsewhere",
                "ordering": ["-created_at", "-pk"],
                "permissions": [("enter_application", "Can enter applications that were received elsewhere")],
            },
        ),
        migrations.CreateModel(
            name="ReceivedApplicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("portal", "This portal"),
                            ("botame", "Botame (보탬e)"),
                            ("seis", "SEIS (통합사업관리시스템)"),
                            ("district", "District office, in person"),
                            ("email", "E-mail"),
                        ],
                        max_length=12,
                        verbose_name="received at",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="list and line")),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.application",
                        verbose_name="application",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="enterprises.receivedapplication",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReceivedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received_files",
                        to="files.storedfile",
                    ),
                ),
                (
                    "received",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="enterprises.receivedapplication",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper received elsewhere",
                "verbose_name_plural": "papers received elsewhere",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Sanction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "ground",
                    models.CharField(
                        help_text="Article of the law and what happened, as the decision says it.",
                        max_length=300,
                        verbose_name="ground",
                    ),
                ),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=60, verbose_name="document number of the decision"),
                ),
                ("valid_from", models.DateField(verbose_name="first day")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Empty: until further notice.", null=True, verbose_name="last day"
                    ),
                ),
                (
                    "lifted_on",
                    models.DateField(
                        blank=True,
                        help_text="From this day on it does not stand any more.",
                        null=True,
                        verbose_name="lifted on",
                    ),
                ),
                ("lifted_reason", models.CharField(blank=True, max_length=300, verbose_name="why it was lifted")),
                (
                    "entered_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sanctions",
                        to="enterprises.enterprise",
                        verbose_name="enterprise",
                    ),
                ),
            ],
            options={
                "verbose_name": "exclusion from support",
                "verbose_name_plural": "exclusions from support",
                "ordering": ["-valid_from", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SanctionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "ground",
                    models.CharField(
                        help_text="Article of the law and what happened, as the decision says it.",
                        max_length=300,
                        verbose_name="ground",
                    ),
                ),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=60, verbose_name="document number of the decision"),
                ),
                ("valid_from", models.DateField(verbose_name="first day")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Empty: until further notice.", null=True, verbose_name="last day"
                    ),
                ),
                (
                    "lifted_on",
                    models.DateField(
                        blank=True,
                        help_text="From this day on it does not stand any more.",
                        null=True,
                        verbose_name="lifted on",
                    ),
                ),
                ("lifted_reason", models.CharField(blank=True, max_length=300, verbose_name="why it was lifted")),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
                        verbose_name="enterprise",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="enterprises.sanction",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="eligibilityrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("overridden_at__isnull", True), ("overridden_by__isnull", True), ("override_reason", "")),
                    models.Q(
                        models.Q(("override_reason", ""), _negated=True),
                        ("overridden_at__isnull", False),
                        ("overridden_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="eligibility_override_by_somebody",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eligibilityrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_eligibilityrecordevent" ("application_id", "declared_by_id", "found", "id", "overridden_at", "overridden_by_id", "override_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."application_id", NEW."declared_by_id", NEW."found", NEW."id", NEW."overridden_at", NEW."overridden_by_id", NEW."override_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="b33bf8641a97defa666c329901c0feca7d7783de",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_510ed",
                    table="enterprises_eligibilityrecord",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eligibilityrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."declared_by_id" IS DISTINCT FROM (NEW."declared_by_id") OR OLD."found" IS DISTINCT FROM (NEW."found") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."overridden_at" IS DISTINCT FROM (NEW."overridden_at") OR OLD."overridden_by_id" IS DISTINCT FROM (NEW."overridden_by_id") OR OLD."override_reason" IS DISTINCT FROM (NEW."override_reason"))',
                    func='INSERT INTO "enterprises_eligibilityrecordevent" ("application_id", "declared_by_id", "found", "id", "overridden_at", "overridden_by_id", "override_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."application_id", NEW."declared_by_id", NEW."found", NEW."id", NEW."overridden_at", NEW."overridden_by_id", NEW."override_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="8a630ad163d131111ff8726e64b313ba65bb969d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e6777",
                    table="enterprises_eligibilityrecord",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eligibilityrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_eligibilityrecordevent" ("application_id", "declared_by_id", "found", "id", "overridden_at", "overridden_by_id", "override_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."application_id", OLD."declared_by_id", OLD."found", OLD."id", OLD."overridden_at", OLD."overridden_by_id", OLD."override_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="a11e46bdcf416db71ba067ccfbebe3c69a1944d9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b13c0",
                    table="enterprises_eligibilityrecord",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eligibilityrecordevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a664453ca6d3075c8213cd8479c5a3054c40ceaf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bc9ec",
                    table="enterprises_eligibilityrecordevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="receivedapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("how__in", ["portal", "botame", "seis", "district", "email"]),
                    models.Q(("how", "portal"), _negated=True),
                ),
                name="received_elsewhere",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="receivedapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_receivedapplicationevent" ("application_id", "created_at", "entered_by_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "updated_at") VALUES (NEW."application_id", NEW."created_at", NEW."entered_by_id", NEW."how", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."source", NEW."updated_at"); RETURN NULL;',
                    hash="1341b7cc62f711abb489a71bf6dd4c153a43a96d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_acf4c",
                    table="enterprises_receivedapplication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="receivedapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."how" IS DISTINCT FROM (NEW."how") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                    func='INSERT INTO "enterprises_receivedapplicationevent" ("application_id", "created_at", "entered_by_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "updated_at") VALUES (NEW."application_id", NEW."created_at", NEW."entered_by_id", NEW."how", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."source", NEW."updated_at"); RETURN NULL;',
                    hash="6e70461b924622511da0c4e26b34fb5998156440",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a85d0",
                    table="enterprises_receivedapplication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="receivedapplication",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_receivedapplicationevent" ("application_id", "created_at", "entered_by_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "updated_at") VALUES (OLD."application_id", OLD."created_at", OLD."entered_by_id", OLD."how", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."source", OLD."updated_at"); RETURN NULL;',
                    hash="71036617ee9c13e0a39b7311cc8e2c59b1633650",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_87146",
                    table="enterprises_receivedapplication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="receivedapplicationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="df2c003f77b782e1068a3f4d81404db4eacf2d76",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3e5c5",
                    table="enterprises_receivedapplicationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="receivedfile",
            constraint=models.UniqueConstraint(fields=("received", "file"), name="received_file_once"),
        ),
        migrations.AddIndex(
            model_name="sanction",
            index=models.Index(fields=["enterprise", "valid_from"], name="sanction_of_enterprise"),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground", ""), _negated=True),
                name="sanction_has_ground",
                violation_error_message="Write the ground.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="sanction_days_in_order",
                violation_error_message="The last day must not be before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_on__isnull", True), ("lifted_reason", "")),
                    models.Q(
                        ("lifted_on__gte", models.F("valid_from")), models.Q(("lifted_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="sanction_lifted_with_reason",
                violation_error_message="Say both from which day it is lifted, not before its first one, and why.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_sanctionevent" ("created_at", "document_number", "entered_by_id", "enterprise_id", "ground", "id", "lifted_on", "lifted_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "valid_from", "valid_to") VALUES (NEW."created_at", NEW."document_number", NEW."entered_by_id", NEW."enterprise_id", NEW."ground", NEW."id", NEW."lifted_on", NEW."lifted_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="176c19d9095532948db9f346d63f7003825787c4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_56d9c",
                    table="enterprises_sanction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "enterprises_sanctionevent" ("created_at", "document_number", "entered_by_id", "enterprise_id", "ground", "id", "lifted_on", "lifted_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "valid_from", "valid_to") VALUES (NEW."created_at", NEW."document_number", NEW."entered_by_id", NEW."enterprise_id", NEW."ground", NEW."id", NEW."lifted_on", NEW."lifted_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                    hash="7449a29edeafadbd4896495191bc376523131460",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_55631",
                    table="enterprises_sanction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "enterprises_sanctionevent" ("created_at", "document_number", "entered_by_id", "enterprise_id", "ground", "id", "lifted_on", "lifted_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "valid_from", "valid_to") VALUES (OLD."created_at", OLD."document_number", OLD."entered_by_id", OLD."enterprise_id", OLD."ground", OLD."id", OLD."lifted_on", OLD."lifted_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                    hash="5839816b4935daaf3d288e19c954685182d1f2fd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d7d0e",
                    table="enterprises_sanction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sanctionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="84efe42878de4866c187ea739e6b24661afc7868",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0b62b",
                    table="enterprises_sanctionevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
