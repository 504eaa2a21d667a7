"""The tables of the enterprises as they stand: seventeen steps of their making, drawn together."""

import datetime
import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import busan_se.accounts.encryption
import busan_se.accounts.models
import busan_se.core.clock
import busan_se.core.search.functions
from busan_se.core.migrating import AtOnce


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("enterprises", "0001_initial"),
        ("enterprises", "0003_applications"),
        ("enterprises", "0004_reporting"),
        ("enterprises", "0005_search"),
        ("enterprises", "0006_members_and_registration"),
        ("enterprises", "0007_imports"),
        ("enterprises", "0008_documents"),
        ("enterprises", "0009_card"),
        ("enterprises", "0010_decided_by_another"),
        ("enterprises", "0011_sums_of_all_sections"),
        ("enterprises", "0012_reminder_to_mend"),
        ("enterprises", "0013_upkeep_and_grades"),
        ("enterprises", "0014_who_wrote_the_answers"),
        ("enterprises", "0015_eligibility_and_receiving"),
        ("enterprises", "0016_selection"),
        ("enterprises", "0017_after_submission"),
    ]

    dependencies = [
        ("accounts", "__first__"),
        ("core", "0004_search"),
        ("files", "0001_initial"),
        ("programs", "0005_corrections"),
        ("reference", "0003_ksic"),
        ("reviews", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Receipt numbers come from a sequence: a number that a failed transaction took stays unused, which is fine.
        migrations.RunSQL(
            "CREATE SEQUENCE enterprises_receipt_number",
            "DROP SEQUENCE enterprises_receipt_number",
        ),
        migrations.RunSQL(
            "CREATE SEQUENCE enterprises_registration_number",
            "DROP SEQUENCE enterprises_registration_number",
        ),
        AtOnce(
            [
                migrations.CreateModel(
                    name="PolicyTag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(allow_unicode=True, max_length=40, unique=True, verbose_name="code")),
                        ("name_ko", models.CharField(max_length=40, unique=True, verbose_name="Korean name")),
                        ("name_en", models.CharField(blank=True, max_length=60, verbose_name="English name")),
                    ],
                    options={
                        "verbose_name": "policy tag",
                        "verbose_name_plural": "policy tags",
                        "ordering": ["name_ko"],
                    },
                ),
                migrations.CreateModel(
                    name="Enterprise",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                        ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                        (
                            "homepage",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                                verbose_name="homepage",
                            ),
                        ),
                        ("is_sole_proprietor", models.BooleanField(default=False, verbose_name="sole proprietor")),
                        ("representative", models.CharField(blank=True, max_length=100, verbose_name="representative")),
                        ("summary", models.TextField(blank=True, max_length=1000, verbose_name="what it does")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("operating", "Operating"),
                                    ("dormant", "Dormant"),
                                    ("closed", "Closed"),
                                    ("dissolved", "Dissolved"),
                                    ("unknown", "Not confirmed"),
                                ],
                                default="unknown",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("is_demo", models.BooleanField(default=False, editable=False, verbose_name="demo data")),
                        (
                            "sort_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=busan_se.core.search.functions.SearchKey(models.F("name")),
                                output_field=models.TextField(),
                            ),
                        ),
                        (
                            "search_tokens",
                            models.GeneratedField(
                                db_persist=True,
                                expression=busan_se.core.search.functions.SearchTokens(
                                    django.db.models.functions.text.Concat(
                                        django.db.models.functions.text.Concat(
                                            django.db.models.functions.text.Concat(
                                                busan_se.core.search.functions.SearchKey(models.F("name")),
                                                models.Value(" "),
                                                busan_se.core.search.functions.SearchKey(models.F("name_en")),
                                                output_field=models.TextField(),
                                            ),
                                            models.Value(" "),
                                            busan_se.core.search.functions.SearchKey(models.F("summary")),
                                            output_field=models.TextField(),
                                        ),
                                        models.Value(" "),
                                        busan_se.core.search.functions.Initials(
                                            django.db.models.functions.text.Concat(
                                                busan_se.core.search.functions.SearchKey(models.F("name")),
                                                models.Value(" "),
                                                busan_se.core.search.functions.SearchKey(models.F("name_en")),
                                                output_field=models.TextField(),
                                            )
                                        ),
                                        output_field=models.TextField(),
                                    )
                                ),
                                output_field=django.contrib.postgres.fields.ArrayField(
                                    base_field=models.TextField(), size=None
                                ),
                            ),
                        ),
                        (
                            "district",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reference.district",
                                verbose_name="district",
                            ),
                        ),
                        (
                            "ksic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reference.ksic",
                                verbose_name="industry",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="enterprises.enterprise",
                                verbose_name="merged into",
                            ),
                        ),
                        (
                            "tags",
                            models.ManyToManyField(
                                blank=True,
                                related_name="enterprises",
                                to="enterprises.policytag",
                                verbose_name="policy tags",
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.text.Concat(
                                    django.db.models.functions.text.Concat(
                                        django.db.models.functions.text.Concat(
                                            busan_se.core.search.functions.SearchKey(models.F("name")),
                                            models.Value(" "),
                                            busan_se.core.search.functions.SearchKey(models.F("name_en")),
                                            output_field=models.TextField(),
                                        ),
                                        models.Value(" "),
                                        busan_se.core.search.functions.SearchKey(models.F("summary")),
                                        output_field=models.TextField(),
                                    ),
                                    models.Value(" "),
                                    busan_se.core.search.functions.Initials(
                                        django.db.models.functions.text.Concat(
                                            busan_se.core.search.functions.SearchKey(models.F("name")),
                                            models.Value(" "),
                                            busan_se.core.search.functions.SearchKey(models.F("name_en")),
                                            output_field=models.TextField(),
                                        )
                                    ),
                                    output_field=models.TextField(),
                                ),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "enterprise",
                        "verbose_name_plural": "enterprises",
                        "permissions": [
                            ("export_personal", "Can export personal data of enterprises"),
                            ("reactivate_enterprise", "Can take what has ended back into activity"),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("merged_into", None)),
                                fields=["sort_key", "id"],
                                name="enterprise_by_name",
                            ),
                            models.Index(fields=["district", "sort_key", "id"], name="enterprise_by_district"),
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["search_tokens"], name="enterprise_by_piece"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="enterprise_has_name",
                                violation_error_message="Enter a name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                                name="enterprise_not_merged_into_itself",
                                violation_error_message="An enterprise can't be merged into itself.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["operating", "dormant", "closed", "dissolved", "unknown"])
                                ),
                                name="enterprise_state_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EnterpriseEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                        ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                        (
                            "homepage",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                                verbose_name="homepage",
                            ),
                        ),
                        ("is_sole_proprietor", models.BooleanField(default=False, verbose_name="sole proprietor")),
                        ("summary", models.TextField(blank=True, max_length=1000, verbose_name="what it does")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("operating", "Operating"),
                                    ("dormant", "Dormant"),
                                    ("closed", "Closed"),
                                    ("dissolved", "Dissolved"),
                                    ("unknown", "Not confirmed"),
                                ],
                                default="unknown",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("is_demo", models.BooleanField(default=False, editable=False, verbose_name="demo data")),
                        (
                            "district",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reference.district",
                                verbose_name="district",
                            ),
                        ),
                        (
                            "ksic",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reference.ksic",
                                verbose_name="industry",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="enterprises.enterprise",
                                verbose_name="merged into",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.enterprise",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EnterpriseIdentifier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("business", "Business registration number"),
                                    ("corporate", "Corporate registration number"),
                                    ("unique", "Unique number of an organisation"),
                                    ("report", "Founding report number"),
                                    ("licence", "Licence number"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("value", models.CharField(max_length=60, verbose_name="number")),
                        ("is_branch", models.BooleanField(default=False, verbose_name="branch")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="identifiers",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "number",
                        "verbose_name_plural": "numbers",
                        "ordering": ["kind", "is_branch", "value"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to", None)),
                                fields=("kind", "value"),
                                name="identifier_live_is_unique",
                                violation_error_message="Another enterprise has this number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ["business", "unique"]), _negated=True),
                                    ("value__regex", "^\\d{10}$"),
                                    _connector="OR",
                                ),
                                name="identifier_business_is_digits",
                                violation_error_message="Enter the ten digits of the number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "corporate"), _negated=True),
                                    ("value__regex", "^\\d{13}$"),
                                    _connector="OR",
                                ),
                                name="identifier_corporate_is_digits",
                                violation_error_message="Enter the thirteen digits of the number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value", ""), _negated=True), name="identifier_has_value"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__gte", models.F("valid_from")),
                                    ("valid_to", None),
                                    ("valid_from", None),
                                    _connector="OR",
                                ),
                                name="identifier_from_before_to",
                                violation_error_message="The last day lies before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EnterpriseIdentifierEvent",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("business", "Business registration number"),
                                    ("corporate", "Corporate registration number"),
                                    ("unique", "Unique number of an organisation"),
                                    ("report", "Founding report number"),
                                    ("licence", "Licence number"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("value", models.CharField(max_length=60, verbose_name="number")),
                        ("is_branch", models.BooleanField(default=False, verbose_name="branch")),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="last day")),
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
                                to="enterprises.enterpriseidentifier",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ImportBatch",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("layout", models.CharField(blank=True, max_length=40, verbose_name="layout")),
                        ("file_sha256", models.CharField(max_length=64, verbose_name="file hash")),
                        ("as_of", models.DateField(verbose_name="as-of day")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "Received"),
                                    ("checked", "Checked"),
                                    ("applied", "Applied"),
                                    ("failed", "Failed"),
                                    ("undone", "Undone"),
                                ],
                                default="received",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("error", models.TextField(blank=True, verbose_name="what went wrong")),
                        ("counts", models.JSONField(default=dict, verbose_name="counts")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                        ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="applied at")),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="started by",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="import_batches",
                                to="files.storedfile",
                                verbose_name="file",
                            ),
                        ),
                        (
                            "job",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.job",
                                verbose_name="job",
                            ),
                        ),
                        (
                            "district",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reference.district",
                                verbose_name="district",
                            ),
                        ),
                        ("is_demo", models.BooleanField(default=False, editable=False, verbose_name="demo data")),
                        ("undo_reason", models.CharField(blank=True, max_length=300, verbose_name="why it was undone")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone at")),
                    ],
                    options={
                        "verbose_name": "import",
                        "verbose_name_plural": "imports",
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "applied")),
                                fields=("file_sha256",),
                                name="importbatch_file_applies_once",
                                violation_error_message="This file was applied already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("applied_at__isnull", False), ("state__in", ["applied", "undone"])),
                                    models.Q(
                                        models.Q(("state__in", ["applied", "undone"]), _negated=True),
                                        ("applied_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="importbatch_applied_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "undone"),
                                        ("undone_at__isnull", False),
                                        models.Q(("undo_reason", ""), _negated=True),
                                    ),
                                    models.Q(models.Q(("state", "undone"), _negated=True), ("undone_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="importbatch_undone_has_reason",
                                violation_error_message="Say why the list is undone.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="row")),
                        ("raw", models.JSONField(verbose_name="as read")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("new", "New"),
                                    ("changed", "Changed"),
                                    ("unchanged", "Unchanged"),
                                    ("doubtful", "To be matched"),
                                    ("ended", "Ended"),
                                    ("rejected", "Rejected"),
                                ],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("changes", models.JSONField(default=dict, verbose_name="changes")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="enterprises.importbatch",
                                verbose_name="import",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="import_rows",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                        ("candidates", models.JSONField(default=list, verbose_name="may be one of")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not decided"),
                                    ("match", "The same enterprise"),
                                    ("new", "A new enterprise"),
                                    ("apart", "Keep apart"),
                                ],
                                max_length=5,
                                verbose_name="decision",
                            ),
                        ),
                        ("did", models.JSONField(default=dict, verbose_name="what it did")),
                        ("written", models.BooleanField(default=False, verbose_name="written")),
                    ],
                    options={
                        "verbose_name": "import row",
                        "verbose_name_plural": "import rows",
                        "ordering": ["batch", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("batch", "number"), name="importrow_once_per_batch"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at", None), ("decision", "")),
                                    models.Q(models.Q(("decision", ""), _negated=True), ("decided_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="importrow_decision_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decision", "match"), _negated=True),
                                    ("enterprise__isnull", False),
                                    ("written", True),
                                    _connector="OR",
                                ),
                                name="importrow_match_names_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        (
                            "role",
                            models.CharField(
                                choices=[("owner", "Owner"), ("manager", "Manager"), ("viewer", "Viewer")],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "member",
                        "verbose_name_plural": "members",
                        "ordering": ["enterprise", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "enterprise"),
                                name="membership_once",
                                violation_error_message="This person is a member already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["owner", "manager", "viewer"])),
                                name="membership_role_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MembershipEvent",
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
                            "role",
                            models.CharField(
                                choices=[("owner", "Owner"), ("manager", "Manager"), ("viewer", "Viewer")],
                                max_length=10,
                                verbose_name="role",
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
                                to="enterprises.membership",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OperatingState",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("operating", "Operating"),
                                    ("dormant", "Dormant"),
                                    ("closed", "Closed"),
                                    ("dissolved", "Dissolved"),
                                    ("unknown", "Not confirmed"),
                                ],
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="since")),
                        ("source", models.CharField(default="staff", max_length=40, verbose_name="source")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="states",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "operating state",
                        "verbose_name_plural": "operating states",
                        "ordering": ["-since"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enterprise", "since"),
                                name="operatingstate_one_a_day",
                                violation_error_message="There is a state of this day already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["operating", "dormant", "closed", "dissolved", "unknown"])
                                ),
                                name="operatingstate_is_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OperatingStateEvent",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("operating", "Operating"),
                                    ("dormant", "Dormant"),
                                    ("closed", "Closed"),
                                    ("dissolved", "Dissolved"),
                                    ("unknown", "Not confirmed"),
                                ],
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="since")),
                        ("source", models.CharField(default="staff", max_length=40, verbose_name="source")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
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
                                to="enterprises.operatingstate",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Qualification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="number")),
                        ("issuer", models.CharField(blank=True, max_length=100, verbose_name="issued by")),
                        ("grade", models.CharField(blank=True, max_length=60, verbose_name="type or grade")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("start_is_known", models.BooleanField(default=True, verbose_name="first day is known")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="last day")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                        (
                            "ended_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("cancelled", "Cancelled"),
                                    ("returned", "Returned"),
                                    ("expired", "Period over"),
                                    ("dissolved", "Enterprise dissolved"),
                                    ("absent", "Not in the list of this day"),
                                ],
                                max_length=10,
                                verbose_name="how it ended",
                            ),
                        ),
                        (
                            "period",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    models.F("valid_from"),
                                    django.db.models.functions.comparison.Least(
                                        models.Func(
                                            django.db.models.functions.comparison.Cast(
                                                models.F("valid_to"), models.DateField()
                                            ),
                                            models.Value(1),
                                            arg_joiner=" + ",
                                            template="(%(expressions)s)",
                                        ),
                                        django.db.models.functions.comparison.Cast(
                                            models.F("ended_on"), models.DateField()
                                        ),
                                    ),
                                    models.Value("[)"),
                                    function="daterange",
                                ),
                                output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="qualifications",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reference.qualificationkind",
                                verbose_name="kind",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "qualification",
                        "verbose_name_plural": "qualifications",
                        "ordering": ["-valid_from", "kind"],
                        "indexes": [
                            models.Index(fields=["enterprise"], include=("period",), name="qualification_held")
                        ],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("enterprise", "="), ("kind", "="), ("period", "&&")],
                                name="qualification_no_overlap",
                                violation_error_message="The enterprise holds this qualification in part of this time already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                                ),
                                name="qualification_from_before_to",
                                violation_error_message="The last day lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None), ("ended_on__gte", models.F("valid_from")), _connector="OR"
                                ),
                                name="qualification_from_before_end",
                                violation_error_message="The day of its end lies before the first day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_how", ""), ("ended_on", None)),
                                    models.Q(("ended_on__isnull", False), models.Q(("ended_how", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="qualification_end_has_reason",
                                violation_error_message="Say both on which day and how it ended.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QualificationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="number")),
                        ("issuer", models.CharField(blank=True, max_length=100, verbose_name="issued by")),
                        ("grade", models.CharField(blank=True, max_length=60, verbose_name="type or grade")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("start_is_known", models.BooleanField(default=True, verbose_name="first day is known")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="last day")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                        (
                            "ended_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("cancelled", "Cancelled"),
                                    ("returned", "Returned"),
                                    ("expired", "Period over"),
                                    ("dissolved", "Enterprise dissolved"),
                                    ("absent", "Not in the list of this day"),
                                ],
                                max_length=10,
                                verbose_name="how it ended",
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
                            "kind",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reference.qualificationkind",
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.qualification",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SourceRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(max_length=40, verbose_name="source")),
                        ("as_of", models.DateField(verbose_name="as-of day")),
                        ("payload", models.JSONField(default=dict, verbose_name="what it said")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="records",
                                to="enterprises.importbatch",
                                verbose_name="import",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="source_records",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "source record",
                        "verbose_name_plural": "source records",
                        "ordering": ["-as_of", "source"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enterprise", "source", "as_of"), name="sourcerecord_once_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Application",
                    fields=[
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being written"),
                                    ("submitted", "Submitted"),
                                    ("decided", "Decided, not announced"),
                                    ("selected", "Selected"),
                                    ("not_selected", "Not selected"),
                                    ("ineligible", "Ineligible"),
                                    ("withdrawn", "Withdrawn"),
                                    ("given_up", "Given up"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        ("answers", models.JSONField(blank=True, default=dict, verbose_name="answers")),
                        (
                            "applicant",
                            models.JSONField(blank=True, default=dict, verbose_name="applicant at submission"),
                        ),
                        (
                            "requested_won",
                            models.BigIntegerField(blank=True, null=True, verbose_name="requested amount (won)"),
                        ),
                        ("lock_version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "receipt_number",
                            models.CharField(
                                blank=True, max_length=40, null=True, unique=True, verbose_name="receipt number"
                            ),
                        ),
                        ("idempotency_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                        (
                            "content_hash",
                            models.CharField(blank=True, max_length=64, verbose_name="content hash (SHA-256)"),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted at")),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn or given up at"),
                        ),
                        (
                            "ended_reason",
                            models.CharField(blank=True, max_length=500, verbose_name="reason for withdrawing"),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="programs.call",
                                verbose_name="call",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "started_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="started by",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="submitted by",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="programs.callversion",
                                verbose_name="call version",
                            ),
                        ),
                        (
                            "written",
                            models.JSONField(
                                blank=True, default=dict, editable=False, verbose_name="who wrote the answers"
                            ),
                        ),
                        (
                            "register_number",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number in the reception register"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "application",
                        "verbose_name_plural": "applications",
                        "ordering": ("-created_at", "pk"),
                        "permissions": [("decide_application", "May decide on applications and release results")],
                        "indexes": [
                            models.Index(fields=["call", "state"], name="application_call_state"),
                            models.Index(fields=["-submitted_at", "id"], name="application_newest"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("enterprise__isnull", True), ("person__isnull", True), _connector="XOR"
                                ),
                                name="application_enterprise_xor_person",
                                violation_error_message="An application is made by an enterprise or by a person, not by both.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("withdrawn", "given_up")), _negated=True),
                                    ("enterprise__isnull", False),
                                ),
                                fields=("call", "enterprise"),
                                name="application_one_live_per_enterprise",
                                violation_error_message="This enterprise has an application for this call already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("withdrawn", "given_up")), _negated=True),
                                    ("person__isnull", False),
                                ),
                                fields=("call", "person"),
                                name="application_one_live_per_person",
                                violation_error_message="You have an application for this call already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "draft",
                                            "submitted",
                                            "decided",
                                            "selected",
                                            "not_selected",
                                            "ineligible",
                                            "withdrawn",
                                            "given_up",
                                        ],
                                    )
                                ),
                                name="application_state_known",
                                violation_error_message="Unknown state.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("content_hash", ""),
                                        ("receipt_number__isnull", True),
                                        ("state", "draft"),
                                        ("submitted_at__isnull", True),
                                        ("submitted_by__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "draft"), _negated=True),
                                        ("receipt_number__isnull", False),
                                        ("submitted_at__isnull", False),
                                        ("submitted_by__isnull", False),
                                        models.Q(("content_hash", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="application_draft_xor_receipt",
                                violation_error_message="A draft has no receipt; everything else has one.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", False), ("state__in", ("withdrawn", "given_up"))),
                                    models.Q(
                                        models.Q(("state__in", ("withdrawn", "given_up")), _negated=True),
                                        ("ended_at__isnull", True),
                                        ("ended_reason", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="application_ended_with_date",
                                violation_error_message="An application that was withdrawn or given up says when.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("requested_won__isnull", True), ("requested_won__gte", 0), _connector="OR"
                                ),
                                name="application_amount_not_negative",
                                violation_error_message="An amount can't be negative.",
                            ),
                            models.UniqueConstraint(
                                fields=("call", "register_number"),
                                name="application_register_number_once",
                                violation_error_message="Another application to this call has this number in the register.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApplicationConsent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("purpose", models.CharField(max_length=40, verbose_name="purpose")),
                        ("text_version", models.CharField(max_length=20, verbose_name="version of the text")),
                        ("text", models.TextField(verbose_name="text")),
                        ("given_at", models.DateTimeField(verbose_name="given at")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consents",
                                to="enterprises.application",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="given by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "application consent",
                        "verbose_name_plural": "application consents",
                        "ordering": ("pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("application", "purpose"), name="application_consent_once_per_purpose"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApplicationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being written"),
                                    ("submitted", "Submitted"),
                                    ("decided", "Decided, not announced"),
                                    ("selected", "Selected"),
                                    ("not_selected", "Not selected"),
                                    ("ineligible", "Ineligible"),
                                    ("withdrawn", "Withdrawn"),
                                    ("given_up", "Given up"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "requested_won",
                            models.BigIntegerField(blank=True, null=True, verbose_name="requested amount (won)"),
                        ),
                        (
                            "receipt_number",
                            models.CharField(blank=True, max_length=40, null=True, verbose_name="receipt number"),
                        ),
                        ("idempotency_key", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "content_hash",
                            models.CharField(blank=True, max_length=64, verbose_name="content hash (SHA-256)"),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted at")),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn or given up at"),
                        ),
                        (
                            "ended_reason",
                            models.CharField(blank=True, max_length=500, verbose_name="reason for withdrawing"),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.call",
                                verbose_name="call",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.application",
                            ),
                        ),
                        (
                            "started_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="started by",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="submitted by",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.callversion",
                                verbose_name="call version",
                            ),
                        ),
                        (
                            "register_number",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number in the reception register"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("selected", "Selected"),
                                    ("not_selected", "Not selected"),
                                    ("ineligible", "Ineligible"),
                                ],
                                max_length=20,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "amount_won",
                            models.BigIntegerField(blank=True, null=True, verbose_name="decided amount (won)"),
                        ),
                        ("reason", models.CharField(max_length=1000, verbose_name="reason")),
                        ("decided_at", models.DateTimeField(verbose_name="decided at")),
                        ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released at")),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=60, verbose_name="approval document number"),
                        ),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                        ("effective_on", models.DateField(blank=True, null=True, verbose_name="effective on")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decision",
                                to="enterprises.application",
                            ),
                        ),
                        (
                            "commitment",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decision",
                                to="programs.commitment",
                                verbose_name="reservation",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="released by",
                            ),
                        ),
                        (
                            "official_file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="official_letters",
                                to="files.storedfile",
                                verbose_name="official letter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "decision",
                        "verbose_name_plural": "decisions",
                        "ordering": ("-decided_at", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("amount_won__gt", 0), ("commitment__isnull", False), ("outcome", "selected")
                                    ),
                                    models.Q(
                                        ("outcome__in", ("not_selected", "ineligible")),
                                        ("amount_won__isnull", True),
                                        ("commitment__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_selection_has_money",
                                violation_error_message="A selection has an amount and its reservation; a refusal has neither.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="decision_has_reason",
                                violation_error_message="Give the reason for the decision.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("released_at__isnull", True), ("released_by__isnull", True)),
                                    models.Q(
                                        ("released_at__gte", models.F("decided_at")),
                                        ("released_at__isnull", False),
                                        ("released_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="decision_released_after_decided",
                                violation_error_message="A decision is released after it was made, by somebody.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("selected", "Selected"),
                                    ("not_selected", "Not selected"),
                                    ("ineligible", "Ineligible"),
                                ],
                                max_length=20,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "amount_won",
                            models.BigIntegerField(blank=True, null=True, verbose_name="decided amount (won)"),
                        ),
                        ("reason", models.CharField(max_length=1000, verbose_name="reason")),
                        ("decided_at", models.DateTimeField(verbose_name="decided at")),
                        ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released at")),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=60, verbose_name="approval document number"),
                        ),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                        ("effective_on", models.DateField(blank=True, null=True, verbose_name="effective on")),
                        (
                            "application",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="enterprises.application",
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.commitment",
                                verbose_name="reservation",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.decision",
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="released by",
                            ),
                        ),
                        (
                            "official_file",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="files.storedfile",
                                verbose_name="official letter",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BusinessReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2007),
                                    django.core.validators.MaxValueValidator(2099),
                                ],
                                verbose_name="business year",
                            ),
                        ),
                        (
                            "sales_won",
                            models.BigIntegerField(
                                validators=[django.core.validators.MinValueValidator(0)], verbose_name="sales (won)"
                            ),
                        ),
                        ("employees", models.PositiveIntegerField(verbose_name="paid workers at the end of the year")),
                        (
                            "vulnerable_employees",
                            models.PositiveIntegerField(default=0, verbose_name="of these, from vulnerable groups"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("submitted", "being checked"),
                                    ("accepted", "accepted"),
                                    ("returned", "sent back"),
                                    ("superseded", "replaced by a correction"),
                                ],
                                default="submitted",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                        ("superseded_at", models.DateTimeField(blank=True, null=True, verbose_name="replaced")),
                        ("return_reason", models.TextField(blank=True, verbose_name="why it was sent back")),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="accepted by",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="business_reports",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "business report",
                        "verbose_name_plural": "business reports",
                        "ordering": ["-year", "enterprise"],
                        "indexes": [models.Index(fields=["year", "accepted_at"], name="enterprises_year_b62900_idx")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "accepted")),
                                fields=("enterprise", "year"),
                                name="reporting_one_accepted",
                                violation_error_message="This enterprise has an accepted report for this year already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "submitted")),
                                fields=("enterprise", "year"),
                                name="reporting_one_being_checked",
                                violation_error_message="A report of this enterprise for this year is being checked already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sales_won__gte", 0)),
                                name="reporting_sales_not_negative",
                                violation_error_message="Sales can't be negative.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("vulnerable_employees__lte", models.F("employees"))),
                                name="reporting_vulnerable_within_employees",
                                violation_error_message="The workers from vulnerable groups can't be more than all workers.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("accepted_at__isnull", True),
                                        ("state__in", ["submitted", "returned"]),
                                        ("superseded_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("accepted_at__isnull", False),
                                        ("state", "accepted"),
                                        ("superseded_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("accepted_at__isnull", False),
                                        ("state", "superseded"),
                                        ("superseded_at__gte", models.F("accepted_at")),
                                    ),
                                    _connector="OR",
                                ),
                                name="reporting_state_and_dates_agree",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "returned"), _negated=True),
                                    models.Q(("return_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="reporting_return_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BusinessReportEvent",
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
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2007),
                                    django.core.validators.MaxValueValidator(2099),
                                ],
                                verbose_name="business year",
                            ),
                        ),
                        (
                            "sales_won",
                            models.BigIntegerField(
                                validators=[django.core.validators.MinValueValidator(0)], verbose_name="sales (won)"
                            ),
                        ),
                        ("employees", models.PositiveIntegerField(verbose_name="paid workers at the end of the year")),
                        (
                            "vulnerable_employees",
                            models.PositiveIntegerField(default=0, verbose_name="of these, from vulnerable groups"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("submitted", "being checked"),
                                    ("accepted", "accepted"),
                                    ("returned", "sent back"),
                                    ("superseded", "replaced by a correction"),
                                ],
                                default="submitted",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                        ("superseded_at", models.DateTimeField(blank=True, null=True, verbose_name="replaced")),
                        ("return_reason", models.TextField(blank=True, verbose_name="why it was sent back")),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="accepted by",
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
                                to="enterprises.businessreport",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DirectoryChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("enterprise_id", models.BigIntegerField(db_index=True)),
                    ],
                    options={
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="DirectoryCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("district", models.CharField(max_length=5, null=True)),
                        ("section", models.CharField(max_length=5, null=True)),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30), size=None
                            ),
                        ),
                        ("n", models.PositiveIntegerField()),
                    ],
                    options={
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="DirectoryEntry",
                    fields=[
                        ("enterprise_id", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("district", models.CharField(max_length=5, null=True)),
                        ("section", models.CharField(max_length=5)),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30), size=None
                            ),
                        ),
                    ],
                    options={
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        (
                            "giver_stays",
                            models.BooleanField(default=False, verbose_name="the giver stays an owner too"),
                        ),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("taken_back", "Taken back"),
                                ],
                                max_length=10,
                                verbose_name="answer",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hand_overs",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                        (
                            "giver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="giver",
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="receiver",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hand-over",
                        "verbose_name_plural": "hand-overs",
                        "ordering": ("-created_at", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("answer", "")),
                                fields=("enterprise", "giver"),
                                name="handover_one_open_per_owner",
                                violation_error_message="You have offered the hand-over already: take it back first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("giver", models.F("receiver")), _negated=True),
                                name="handover_to_another",
                                violation_error_message="Choose another member.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_at", None)),
                                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="handover_answered_with_date",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOverEvent",
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
                            "giver_stays",
                            models.BooleanField(default=False, verbose_name="the giver stays an owner too"),
                        ),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("taken_back", "Taken back"),
                                ],
                                max_length=10,
                                verbose_name="answer",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
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
                            "giver",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="giver",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.handover",
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="receiver",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        (
                            "email",
                            busan_se.accounts.models.EmailAddressField(max_length=254, verbose_name="e-mail address"),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("owner", "Owner"), ("manager", "Manager"), ("viewer", "Viewer")],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        ("token_digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("expires_at", models.DateTimeField(verbose_name="good until")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted at")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back at")),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="accepted by",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="invited by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "invitation",
                        "verbose_name_plural": "invitations",
                        "ordering": ("-created_at", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("accepted_at", None), ("revoked_at", None)),
                                fields=("enterprise", "email"),
                                name="invitation_one_open_per_address",
                                violation_error_message="This address has an open invitation already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("accepted_at", None), ("accepted_by", None)),
                                    models.Q(
                                        ("accepted_at__isnull", False),
                                        ("accepted_by__isnull", False),
                                        ("revoked_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="invitation_used_once",
                                violation_error_message="An invitation is accepted by one person, or taken back.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["owner", "manager", "viewer"])),
                                name="invitation_role_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InvitationEvent",
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
                            "role",
                            models.CharField(
                                choices=[("owner", "Owner"), ("manager", "Manager"), ("viewer", "Viewer")],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        ("expires_at", models.DateTimeField(verbose_name="good until")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted at")),
                        ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back at")),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="accepted by",
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
                            "invited_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="invited by",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.invitation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OwnerRestoring",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        (
                            "former",
                            models.CharField(
                                choices=[
                                    ("stay", "They stay owners"),
                                    ("view", "They become viewers"),
                                    ("go", "They are removed"),
                                ],
                                default="go",
                                max_length=5,
                                verbose_name="present owners",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[("confirmed", "Confirmed"), ("refused", "Refused")],
                                max_length=10,
                                verbose_name="verdict",
                            ),
                        ),
                        (
                            "verdict_reason",
                            models.CharField(blank=True, max_length=500, verbose_name="reason of the verdict"),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="restorings",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="new owner",
                            ),
                        ),
                        (
                            "proof",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owner_restoring",
                                to="files.storedfile",
                                verbose_name="proof",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="proposed by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "restoring of an owner",
                        "verbose_name_plural": "restorings of owners",
                        "ordering": ("-created_at", "-pk"),
                        "permissions": [("decide_ownerrestoring", "May propose and confirm the restoring of owners")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("verdict", "")),
                                fields=("enterprise",),
                                name="restoring_one_open_per_enterprise",
                                violation_error_message="A proposal for this enterprise waits for a second officer already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="restoring_by_two_officers",
                                violation_error_message="Another officer than the one who proposed it must decide.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at", None), ("decided_by", None), ("verdict", "")),
                                    models.Q(
                                        models.Q(("verdict", ""), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("verdict_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="restoring_decided_with_reason",
                                violation_error_message="A verdict says who, when and why.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OwnerRestoringEvent",
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
                            "former",
                            models.CharField(
                                choices=[
                                    ("stay", "They stay owners"),
                                    ("view", "They become viewers"),
                                    ("go", "They are removed"),
                                ],
                                default="go",
                                max_length=5,
                                verbose_name="present owners",
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[("confirmed", "Confirmed"), ("refused", "Refused")],
                                max_length=10,
                                verbose_name="verdict",
                            ),
                        ),
                        (
                            "verdict_reason",
                            models.CharField(blank=True, max_length=500, verbose_name="reason of the verdict"),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
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
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="new owner",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.ownerrestoring",
                            ),
                        ),
                        (
                            "proof",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="files.storedfile",
                                verbose_name="proof",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="proposed by",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RegistrationRequest",
                    fields=[
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("new", "New entry"), ("claim", "Claim on an entry")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being written"),
                                    ("submitted", "Being checked"),
                                    ("returned", "To be mended"),
                                    ("approved", "Approved"),
                                    ("rejected", "Papers rejected"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "number_kind",
                            models.CharField(
                                choices=[
                                    ("business", "Business registration number"),
                                    ("unique", "Unique number of an organisation"),
                                    ("report", "Founding report number"),
                                    ("none", "None of these"),
                                ],
                                max_length=10,
                                verbose_name="kind of number",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="number")),
                        (
                            "received_how",
                            models.CharField(
                                blank=True,
                                choices=[("visit", "Visit"), ("phone", "Telephone"), ("paper", "Post or fax")],
                                max_length=10,
                                verbose_name="received by way of",
                            ),
                        ),
                        (
                            "contact_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail of the person who asks"),
                        ),
                        (
                            "contact_phone",
                            busan_se.accounts.encryption.EncryptedTextField(
                                blank=True, default="", verbose_name="telephone of the person who asks"
                            ),
                        ),
                        ("answers", models.JSONField(blank=True, default=dict, verbose_name="answers")),
                        ("consents", models.JSONField(blank=True, default=dict, verbose_name="consents")),
                        ("lock_version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "receipt_number",
                            models.CharField(
                                blank=True, max_length=40, null=True, unique=True, verbose_name="receipt number"
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted at")),
                        ("clock_from", models.DateField(blank=True, null=True, verbose_name="handling period from")),
                        (
                            "clock_days",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="working days of the handling period"
                            ),
                        ),
                        (
                            "open_parts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                default=list,
                                size=None,
                                verbose_name="parts to be mended",
                            ),
                        ),
                        ("asked", models.TextField(blank=True, verbose_name="what is to be mended")),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="to be mended until")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "district",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reference.district",
                                verbose_name="district",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registration_requests",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written down by",
                            ),
                        ),
                        (
                            "requester",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registration_requests",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="requested by",
                            ),
                        ),
                        (
                            "remind_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reminder to mend"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "registration request",
                        "verbose_name_plural": "registration requests",
                        "ordering": ("-created_at", "pk"),
                        "permissions": [("decide_registrationrequest", "May decide on registration requests")],
                        "indexes": [models.Index(fields=["state", "clock_from"], name="registration_queue")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("requester__isnull", False), ("state__in", ("draft", "submitted", "returned"))
                                ),
                                fields=("requester", "number_kind", "number"),
                                name="registration_one_open_per_requester",
                                violation_error_message="You have an open request for this number already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("requester__isnull", True),
                                    ("state__in", ("draft", "submitted", "returned")),
                                    models.Q(("number", ""), _negated=True),
                                ),
                                fields=("number_kind", "number"),
                                name="registration_one_open_written_down",
                                violation_error_message="A request for this number was written down already and is open.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["draft", "submitted", "returned", "approved", "rejected", "withdrawn"],
                                    )
                                ),
                                name="registration_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("requester__isnull", False), ("received_by__isnull", False), _connector="OR"
                                ),
                                name="registration_somebody_asks",
                                violation_error_message="A request has somebody who asks, or an officer who wrote it down.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("received_by__isnull", True), ("received_how", "")),
                                    models.Q(
                                        ("received_by__isnull", False), models.Q(("received_how", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="registration_written_down_says_how",
                                violation_error_message="Say by which way the request came.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number", ""), ("number_kind", "none")),
                                    models.Q(
                                        models.Q(("number_kind", "none"), _negated=True),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="registration_number_fits_its_kind",
                                violation_error_message="Enter the number, or say that there is none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number_kind__in", ("business", "unique")), _negated=True),
                                    ("number__regex", "^\\d{10}$"),
                                    _connector="OR",
                                ),
                                name="registration_number_is_digits",
                                violation_error_message="Enter the ten digits of the number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("kind", "claim"), _negated=True),
                                        models.Q(("state", "approved"), _negated=True),
                                    ),
                                    ("enterprise__isnull", False),
                                    _connector="OR",
                                ),
                                name="registration_names_its_enterprise",
                                violation_error_message="A claim and an approval name the enterprise.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("receipt_number__isnull", True),
                                        ("state", "draft"),
                                        ("submitted_at__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "draft"), _negated=True),
                                        ("receipt_number__isnull", False),
                                        ("submitted_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="registration_draft_xor_receipt",
                                violation_error_message="A draft has no receipt; everything else has one.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("due_at__isnull", False),
                                        ("state", "returned"),
                                        models.Q(("asked", ""), _negated=True),
                                        models.Q(("open_parts", []), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "returned"), _negated=True),
                                        ("due_at__isnull", True),
                                        ("open_parts", []),
                                    ),
                                    _connector="OR",
                                ),
                                name="registration_returned_says_what_until",
                                violation_error_message="Say what is to be mended, in which parts, and until when.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("state__in", ("approved", "rejected")),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ("approved", "rejected")), _negated=True),
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("reason", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="registration_decided_with_reason",
                                violation_error_message="A decision says who, when and why.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", False), ("state", "withdrawn")),
                                    models.Q(
                                        models.Q(("state", "withdrawn"), _negated=True), ("ended_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="registration_withdrawn_with_date",
                                violation_error_message="A request that was withdrawn says when.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    ("requester", None),
                                    models.Q(("decided_by", models.F("requester")), _negated=True),
                                    _connector="OR",
                                ),
                                name="request_decided_by_another",
                                violation_error_message="Nobody decides on the own request: another officer does.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegistrationRequestEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("new", "New entry"), ("claim", "Claim on an entry")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Being written"),
                                    ("submitted", "Being checked"),
                                    ("returned", "To be mended"),
                                    ("approved", "Approved"),
                                    ("rejected", "Papers rejected"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "number_kind",
                            models.CharField(
                                choices=[
                                    ("business", "Business registration number"),
                                    ("unique", "Unique number of an organisation"),
                                    ("report", "Founding report number"),
                                    ("none", "None of these"),
                                ],
                                max_length=10,
                                verbose_name="kind of number",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="number")),
                        (
                            "received_how",
                            models.CharField(
                                blank=True,
                                choices=[("visit", "Visit"), ("phone", "Telephone"), ("paper", "Post or fax")],
                                max_length=10,
                                verbose_name="received by way of",
                            ),
                        ),
                        (
                            "receipt_number",
                            models.CharField(blank=True, max_length=40, null=True, verbose_name="receipt number"),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted at")),
                        ("clock_from", models.DateField(blank=True, null=True, verbose_name="handling period from")),
                        (
                            "clock_days",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="working days of the handling period"
                            ),
                        ),
                        (
                            "open_parts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                default=list,
                                size=None,
                                verbose_name="parts to be mended",
                            ),
                        ),
                        ("asked", models.TextField(blank=True, verbose_name="what is to be mended")),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="to be mended until")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "district",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reference.district",
                                verbose_name="district",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
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
                                to="enterprises.registrationrequest",
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written down by",
                            ),
                        ),
                        (
                            "requester",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="requested by",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RequestFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slot", models.CharField(max_length=60)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registration_file",
                                to="files.storedfile",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="enterprises.registrationrequest",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "paper of a request",
                        "verbose_name_plural": "papers of a request",
                        "ordering": ("created_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="StatusCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("operating", "Operating"),
                                    ("dormant", "Dormant"),
                                    ("closed", "Closed"),
                                    ("unregistered", "Not a registered number"),
                                ],
                                max_length=12,
                                verbose_name="result",
                            ),
                        ),
                        ("by_hand", models.BooleanField(verbose_name="looked up by hand")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("checked_at", models.DateTimeField(verbose_name="checked at")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="checked by",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="status_checks",
                                to="enterprises.registrationrequest",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "status check",
                        "verbose_name_plural": "status checks",
                        "ordering": ("-checked_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="EnterpriseDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("business", "Certificate of business registration"),
                                    ("corporate", "Extract of the corporate register"),
                                    ("statutes", "Statutes"),
                                    ("certificate", "Certificate of a qualification"),
                                    ("insurance", "Proof of paid social insurance"),
                                    ("tax", "Proof of paid national and local tax"),
                                    ("accounts", "Financial statements"),
                                    ("other", "Another document"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("label", models.CharField(blank=True, max_length=100, verbose_name="name of the document")),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="issued on")),
                        ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires on")),
                        (
                            "entered_on",
                            models.DateField(
                                default=busan_se.core.clock.today, editable=False, verbose_name="added on"
                            ),
                        ),
                        ("replaced_at", models.DateTimeField(blank=True, null=True, verbose_name="replaced at")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="taken out at")),
                        (
                            "added_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="added by",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enterprise_document",
                                to="files.storedfile",
                                verbose_name="file",
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="replaced_by",
                                to="enterprises.enterprisedocument",
                                verbose_name="stands in place of",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document",
                        "verbose_name_plural": "documents",
                        "ordering": ("-created_at", "-pk"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("replaced_at", None), ("withdrawn_at", None)),
                                fields=["expires_on"],
                                name="document_expiry",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("replaced_at", None),
                                    ("withdrawn_at", None),
                                    models.Q(("kind", "other"), _negated=True),
                                ),
                                fields=("enterprise", "kind", "label"),
                                name="document_one_current_per_kind",
                                violation_error_message="The folder has this document already: replace it there.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ("certificate", "other")), models.Q(("label", ""), _negated=True)
                                    ),
                                    models.Q(
                                        models.Q(("kind__in", ("certificate", "other")), _negated=True), ("label", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="document_named_where_needed",
                                violation_error_message="Give a certificate, or another document, its name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("issued_on", None), ("issued_on__lte", models.F("entered_on")), _connector="OR"
                                ),
                                name="document_not_issued_in_the_future",
                                violation_error_message="The issue date is later than the day on which the document was added.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("issued_on", None),
                                    ("expires_on", None),
                                    ("expires_on__gte", models.F("issued_on")),
                                    _connector="OR",
                                ),
                                name="document_expires_after_issue",
                                violation_error_message="A document cannot expire before it is issued.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("replaced_at", None), ("withdrawn_at", None), _connector="OR"),
                                name="document_replaced_or_taken_out",
                                violation_error_message="A document is replaced or taken out, not both.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApplicationFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slot", models.CharField(max_length=60)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="enterprises.application",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="application_files",
                                to="files.storedfile",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="application_files",
                                to="enterprises.enterprisedocument",
                                verbose_name="document",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "application file",
                        "verbose_name_plural": "application files",
                        "ordering": ("created_at", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("application", "slot", "file"),
                                name="application_file_once_per_question",
                                violation_error_message="This file is attached to the question already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EnterpriseDocumentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("business", "Certificate of business registration"),
                                    ("corporate", "Extract of the corporate register"),
                                    ("statutes", "Statutes"),
                                    ("certificate", "Certificate of a qualification"),
                                    ("insurance", "Proof of paid social insurance"),
                                    ("tax", "Proof of paid national and local tax"),
                                    ("accounts", "Financial statements"),
                                    ("other", "Another document"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("issued_on", models.DateField(blank=True, null=True, verbose_name="issued on")),
                        ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires on")),
                        (
                            "entered_on",
                            models.DateField(
                                default=busan_se.core.clock.today, editable=False, verbose_name="added on"
                            ),
                        ),
                        ("replaced_at", models.DateTimeField(blank=True, null=True, verbose_name="replaced at")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="taken out at")),
                        (
                            "added_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="added by",
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
                                to="enterprises.enterprisedocument",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="enterprises.enterprisedocument",
                                verbose_name="stands in place of",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Consultation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("day", models.DateField(default=busan_se.core.clock.today, verbose_name="day")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("visit", "Visit"),
                                    ("phone", "Telephone"),
                                    ("online", "Online"),
                                    ("other", "Other way"),
                                ],
                                max_length=10,
                                verbose_name="how",
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("qualification", "Certification and designation"),
                                    ("program", "Support programs"),
                                    ("finance", "Money and grants"),
                                    ("sales", "Sales and public purchasing"),
                                    ("staff", "Jobs and labour"),
                                    ("management", "Management, accounts and law"),
                                    ("other", "Another matter"),
                                ],
                                max_length=15,
                                verbose_name="topic",
                            ),
                        ),
                        ("said", models.TextField(max_length=2000, verbose_name="what was said")),
                        ("next_step", models.CharField(blank=True, max_length=200, verbose_name="next step")),
                        ("next_due", models.DateField(blank=True, null=True, verbose_name="due day")),
                        (
                            "next_done_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="done on"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "consultation",
                        "verbose_name_plural": "consultations",
                        "ordering": ("-day", "-pk"),
                        "abstract": False,
                        "default_related_name": "%(class)ss",
                        "indexes": [
                            models.Index(fields=["enterprise", "-day", "-id"], name="consultation_newest"),
                            models.Index(
                                condition=models.Q(("next_done_on", None), ("next_due__isnull", False)),
                                fields=["by", "next_due"],
                                name="consultation_open",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("said", ""), _negated=True),
                                name="consultation_says_something",
                                violation_error_message="Write what was said.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("next_due", None), ("next_step", "")),
                                    models.Q(models.Q(("next_step", ""), _negated=True), ("next_due__isnull", False)),
                                    _connector="OR",
                                ),
                                name="consultation_step_has_due_day",
                                violation_error_message="A next step needs a due day, and a due day needs a next step.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("next_due", None), ("next_due__gte", models.F("day")), _connector="OR"
                                ),
                                name="consultation_due_after_day",
                                violation_error_message="The due day lies before the day of the consultation.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("next_done_on", None), models.Q(("next_step", ""), _negated=True), _connector="OR"
                                ),
                                name="consultation_only_a_step_is_done",
                                violation_error_message="There is no next step that could be done.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["visit", "phone", "online", "other"])),
                                name="consultation_channel_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "topic__in",
                                        [
                                            "qualification",
                                            "program",
                                            "finance",
                                            "sales",
                                            "staff",
                                            "management",
                                            "other",
                                        ],
                                    )
                                ),
                                name="consultation_topic_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConsultationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("day", models.DateField(default=busan_se.core.clock.today, verbose_name="day")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("visit", "Visit"),
                                    ("phone", "Telephone"),
                                    ("online", "Online"),
                                    ("other", "Other way"),
                                ],
                                max_length=10,
                                verbose_name="how",
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("qualification", "Certification and designation"),
                                    ("program", "Support programs"),
                                    ("finance", "Money and grants"),
                                    ("sales", "Sales and public purchasing"),
                                    ("staff", "Jobs and labour"),
                                    ("management", "Management, accounts and law"),
                                    ("other", "Another matter"),
                                ],
                                max_length=15,
                                verbose_name="topic",
                            ),
                        ),
                        ("said", models.TextField(max_length=2000, verbose_name="what was said")),
                        ("next_step", models.CharField(blank=True, max_length=200, verbose_name="next step")),
                        ("next_due", models.DateField(blank=True, null=True, verbose_name="due day")),
                        (
                            "next_done_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="done on"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
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
                                to="enterprises.consultation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("text", models.TextField(max_length=1000, verbose_name="correction")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="corrections",
                                to="enterprises.consultation",
                                verbose_name="consultation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "correction of a consultation",
                        "verbose_name_plural": "corrections of consultations",
                        "ordering": ("created_at", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="correction_says_something",
                                violation_error_message="Write what is right.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CorrectionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("text", models.TextField(max_length=1000, verbose_name="correction")),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        (
                            "consultation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="enterprises.consultation",
                                verbose_name="consultation",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.correction",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DeskInCharge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("since", models.DateTimeField(default=busan_se.core.clock.now, verbose_name="since")),
                        ("until", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="reason of the end")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="desks_in_charge",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="staff member",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "desk in charge",
                        "verbose_name_plural": "desks in charge",
                        "ordering": ("-since", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("enterprise",),
                                name="deskincharge_one_at_a_time",
                                violation_error_message="Another staff member is in charge of this enterprise.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("end_reason", ""), ("until", None)),
                                    models.Q(
                                        ("until__gte", models.F("since")), models.Q(("end_reason", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="deskincharge_ends_with_reason",
                                violation_error_message="Say since when and why somebody is no longer in charge.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="deskincharge_has_reason",
                                violation_error_message="Say why.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeskInChargeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("since", models.DateTimeField(default=busan_se.core.clock.now, verbose_name="since")),
                        ("until", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                        ("reason", models.CharField(max_length=300, verbose_name="reason")),
                        ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="reason of the end")),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
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
                            "officer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="staff member",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.deskincharge",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("text", models.CharField(max_length=500, verbose_name="note")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "note",
                        "verbose_name_plural": "notes",
                        "ordering": ("-created_at", "-pk"),
                        "abstract": False,
                        "default_related_name": "%(class)ss",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="note_says_something",
                                violation_error_message="Write the note.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoteEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("text", models.CharField(max_length=500, verbose_name="note")),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
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
                                to="enterprises.note",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Grade",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        (
                            "scheme",
                            models.CharField(
                                choices=[("svi", "Social value index (SVI)")],
                                default="svi",
                                max_length=10,
                                verbose_name="measurement",
                            ),
                        ),
                        (
                            "value",
                            models.CharField(
                                choices=[
                                    ("outstanding", "Outstanding"),
                                    ("excellent", "Excellent"),
                                    ("good", "Good"),
                                    ("fair", "Fair"),
                                    ("lacking", "Insufficient"),
                                    ("weak", "Weak"),
                                ],
                                max_length=12,
                                verbose_name="grade",
                            ),
                        ),
                        (
                            "points",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                help_text="0 to 100, where the paper states them.",
                                max_digits=4,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="points",
                            ),
                        ),
                        ("assessed_on", models.DateField(verbose_name="day of the result")),
                        (
                            "source",
                            models.CharField(
                                help_text="E.g. result notice of the agency, its date.",
                                max_length=200,
                                verbose_name="source",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="grades",
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "grade",
                        "verbose_name_plural": "grades",
                        "ordering": ("-assessed_on", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enterprise", "scheme", "assessed_on"),
                                name="grade_one_a_day",
                                violation_error_message="There is a grade of this day already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("points", None),
                                    models.Q(("points__gte", 0), ("points__lte", 100)),
                                    _connector="OR",
                                ),
                                name="grade_points_to_hundred",
                                violation_error_message="Points go from 0 to 100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("assessed_on__lt", datetime.date(2025, 1, 1)),
                                        ("value__in", ("outstanding", "excellent", "fair", "lacking")),
                                    ),
                                    models.Q(
                                        ("assessed_on__gte", datetime.date(2025, 1, 1)),
                                        ("value__in", ("outstanding", "excellent", "good", "lacking", "weak")),
                                    ),
                                    _connector="OR",
                                ),
                                name="grade_of_its_time",
                                violation_error_message="The measurement did not give this grade at that time: until 2024 outstanding, excellent, fair, insufficient; from 2025 outstanding, excellent, good, insufficient, weak.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True), name="grade_has_source"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GradeEvent",
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
                            "scheme",
                            models.CharField(
                                choices=[("svi", "Social value index (SVI)")],
                                default="svi",
                                max_length=10,
                                verbose_name="measurement",
                            ),
                        ),
                        (
                            "value",
                            models.CharField(
                                choices=[
                                    ("outstanding", "Outstanding"),
                                    ("excellent", "Excellent"),
                                    ("good", "Good"),
                                    ("fair", "Fair"),
                                    ("lacking", "Insufficient"),
                                    ("weak", "Weak"),
                                ],
                                max_length=12,
                                verbose_name="grade",
                            ),
                        ),
                        (
                            "points",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                help_text="0 to 100, where the paper states them.",
                                max_digits=4,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="points",
                            ),
                        ),
                        ("assessed_on", models.DateField(verbose_name="day of the result")),
                        (
                            "source",
                            models.CharField(
                                help_text="E.g. result notice of the agency, its date.",
                                max_length=200,
                                verbose_name="source",
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
                                to="enterprises.grade",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Cadence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Never"),
                                    (3, "Every 3 months"),
                                    (6, "Every 6 months"),
                                    (12, "Every 12 months"),
                                ],
                                verbose_name="how often",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="said by",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "choice how often to be asked",
                        "verbose_name_plural": "choices how often to be asked",
                        "ordering": ("-pk",),
                        "default_related_name": "cadences",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("months__in", (0, 3, 6, 12))),
                                name="cadence_is_offered",
                                violation_error_message="Choose one of the offered intervals.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Confirmation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                        ("day", models.DateField(default=busan_se.core.clock.today, verbose_name="confirmed on")),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="said by",
                            ),
                        ),
                        (
                            "enterprise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to="enterprises.enterprise",
                                verbose_name="enterprise",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "confirmation of an entry",
                        "verbose_name_plural": "confirmations of entries",
                        "ordering": ("-day", "-pk"),
                        "default_related_name": "confirmations",
                        "indexes": [models.Index(fields=["enterprise", "-day"], name="confirmation_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="EligibilityRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("declared", models.JSONField(blank=True, default=dict, verbose_name="declared")),
                        ("found", models.JSONField(blank=True, default=list, verbose_name="found at submission")),
                        (
                            "override_reason",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="why it is selected all the same"
                            ),
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("overridden_at__isnull", True),
                                        ("overridden_by__isnull", True),
                                        ("override_reason", ""),
                                    ),
                                    models.Q(
                                        models.Q(("override_reason", ""), _negated=True),
                                        ("overridden_at__isnull", False),
                                        ("overridden_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="eligibility_override_by_somebody",
                            )
                        ],
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
                            models.CharField(
                                blank=True, max_length=500, verbose_name="why it is selected all the same"
                            ),
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
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("how__in", ["portal", "botame", "seis", "district", "email"]),
                                    models.Q(("how", "portal"), _negated=True),
                                ),
                                name="received_elsewhere",
                            )
                        ],
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
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        "constraints": [
                            models.UniqueConstraint(fields=("received", "file"), name="received_file_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sanction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        (
                            "lifted_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why it was lifted"),
                        ),
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
                        "indexes": [models.Index(fields=["enterprise", "valid_from"], name="sanction_of_enterprise")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ground", ""), _negated=True),
                                name="sanction_has_ground",
                                violation_error_message="Write the ground.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="sanction_days_in_order",
                                violation_error_message="The last day must not be before the first day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lifted_on__isnull", True), ("lifted_reason", "")),
                                    models.Q(
                                        ("lifted_on__gte", models.F("valid_from")),
                                        models.Q(("lifted_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="sanction_lifted_with_reason",
                                violation_error_message="Say both from which day it is lifted, not before its first one, and why.",
                            ),
                        ],
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
                        (
                            "lifted_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why it was lifted"),
                        ),
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
                migrations.CreateModel(
                    name="ReviewedApplication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review_cases",
                                to="enterprises.application",
                                verbose_name="application",
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="application",
                                to="reviews.case",
                                verbose_name="case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reviewed application",
                        "verbose_name_plural": "reviewed applications",
                    },
                ),
                migrations.CreateModel(
                    name="Selection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="reserve list ended at")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken over by",
                            ),
                        ),
                        (
                            "round",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="selection",
                                to="reviews.round",
                                verbose_name="review",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "selection from a review",
                        "verbose_name_plural": "selections from reviews",
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ReservePlace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("place", models.PositiveSmallIntegerField(verbose_name="place")),
                        ("amount_won", models.BigIntegerField(verbose_name="amount (won)")),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "Waiting"), ("promoted", "Moved up"), ("gone", "Out of the list")],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("trace", models.CharField(blank=True, max_length=300, verbose_name="what became of it")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reserve_place",
                                to="enterprises.application",
                                verbose_name="application",
                            ),
                        ),
                        (
                            "selection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="places",
                                to="enterprises.selection",
                                verbose_name="selection",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reserve place",
                        "verbose_name_plural": "reserve places",
                        "ordering": ["selection", "place"],
                        "constraints": [
                            models.UniqueConstraint(fields=("selection", "place"), name="reserve_place_once"),
                            models.CheckConstraint(
                                condition=models.Q(("amount_won__gt", 0)), name="reserve_place_has_amount"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "waiting"), ("trace", "")),
                                    models.Q(
                                        models.Q(("state", "waiting"), _negated=True),
                                        models.Q(("trace", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="reserve_place_ends_with_trace",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReservePlaceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("place", models.PositiveSmallIntegerField(verbose_name="place")),
                        ("amount_won", models.BigIntegerField(verbose_name="amount (won)")),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "Waiting"), ("promoted", "Moved up"), ("gone", "Out of the list")],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("trace", models.CharField(blank=True, max_length=300, verbose_name="what became of it")),
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
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.reserveplace",
                            ),
                        ),
                        (
                            "selection",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="enterprises.selection",
                                verbose_name="selection",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Vacancy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        ("freed_won", models.BigIntegerField(verbose_name="freed (won)")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("tried_at", models.DateTimeField(blank=True, null=True, verbose_name="tried at")),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled at")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vacancy",
                                to="enterprises.application",
                                verbose_name="application",
                            ),
                        ),
                        (
                            "filled_by",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vacancy",
                                to="enterprises.reserveplace",
                                verbose_name="filled by",
                            ),
                        ),
                        (
                            "selection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="vacancies",
                                to="enterprises.selection",
                                verbose_name="selection",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vacancy",
                        "verbose_name_plural": "vacancies",
                        "ordering": ["selection", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("filled_by__isnull", True), ("settled_at__isnull", False), _connector="OR"
                                ),
                                name="vacancy_filled_is_settled",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reasons", models.TextField(verbose_name="reasons of the objection")),
                        ("filed_at", models.DateTimeField(verbose_name="filed at")),
                        ("due_on", models.DateField(verbose_name="answer due")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("accepted", "Accepted"), ("rejected", "Rejected")],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("answer", models.CharField(blank=True, max_length=2000, verbose_name="reason of the answer")),
                        ("follows", models.CharField(blank=True, max_length=1000, verbose_name="what follows")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="objection",
                                to="enterprises.decision",
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="files.storedfile",
                                verbose_name="file",
                            ),
                        ),
                        (
                            "filed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="filed by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "objection",
                        "verbose_name_plural": "objections",
                        "ordering": ("filed_at", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""),
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("follows", ""),
                                        ("outcome", ""),
                                    ),
                                    models.Q(
                                        ("decided_at__gte", models.F("filed_at")),
                                        ("decided_by__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                        models.Q(
                                            models.Q(("outcome", "accepted"), models.Q(("follows", ""), _negated=True)),
                                            models.Q(("follows", ""), ("outcome", "rejected")),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="objection_decided_with_reason",
                                violation_error_message="An objection is decided with a reason; an acceptance says what follows.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reasons", ""), _negated=True),
                                name="objection_has_reasons",
                                violation_error_message="Say why you think that the decision is wrong.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ObjectionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("filed_at", models.DateTimeField(verbose_name="filed at")),
                        ("due_on", models.DateField(verbose_name="answer due")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("accepted", "Accepted"), ("rejected", "Rejected")],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("answer", models.CharField(blank=True, max_length=2000, verbose_name="reason of the answer")),
                        ("follows", models.CharField(blank=True, max_length=1000, verbose_name="what follows")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="enterprises.decision",
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="files.storedfile",
                                verbose_name="file",
                            ),
                        ),
                        (
                            "filed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="filed by",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.objection",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlannedRelease",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("release_at", models.DateTimeField(verbose_name="to be announced at")),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=60, verbose_name="approval document number"),
                        ),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                        ("effective_on", models.DateField(blank=True, null=True, verbose_name="effective on")),
                        ("planned_at", models.DateTimeField(verbose_name="planned at")),
                        (
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="planned_release",
                                to="enterprises.decision",
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "planned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="planned by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "planned announcement",
                        "verbose_name_plural": "planned announcements",
                        "ordering": ("release_at", "pk"),
                        "indexes": [models.Index(fields=["release_at"], name="planned_release_due")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("release_at__gt", models.F("planned_at"))),
                                name="planned_release_ahead",
                                violation_error_message="This instant is past: choose a later one, or announce at once.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedReleaseEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("release_at", models.DateTimeField(verbose_name="to be announced at")),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=60, verbose_name="approval document number"),
                        ),
                        ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                        ("effective_on", models.DateField(blank=True, null=True, verbose_name="effective on")),
                        ("planned_at", models.DateTimeField(verbose_name="planned at")),
                        (
                            "decision",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="enterprises.decision",
                                verbose_name="decision",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.plannedrelease",
                            ),
                        ),
                        (
                            "planned_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="planned by",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Supplement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "To be mended"),
                                    ("answered", "Mended"),
                                    ("closed", "Closed without an answer"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "parts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                size=None,
                                verbose_name="questions that open again",
                            ),
                        ),
                        ("asked", models.TextField(verbose_name="what is to be mended")),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        ("due_at", models.DateTimeField(verbose_name="until")),
                        (
                            "remind_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reminder to mend"
                            ),
                        ),
                        ("answers", models.JSONField(blank=True, default=dict, verbose_name="answers")),
                        ("note", models.CharField(blank=True, max_length=1000, verbose_name="word to the desk")),
                        (
                            "requested_won",
                            models.BigIntegerField(blank=True, null=True, verbose_name="requested amount (won)"),
                        ),
                        (
                            "content_hash",
                            models.CharField(blank=True, max_length=64, verbose_name="content hash (SHA-256)"),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="mended at")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        (
                            "closed_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="reason for closing"),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="mended by",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="supplements",
                                to="enterprises.application",
                                verbose_name="application",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "supplement",
                        "verbose_name_plural": "supplements",
                        "ordering": ("asked_at", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("application",),
                                name="supplement_one_open",
                                violation_error_message="Something is to be mended already: wait for the answer, or give more time.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at__isnull", True),
                                        ("closed_at__isnull", True),
                                        ("content_hash", ""),
                                        ("state", "open"),
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        ("state", "answered"),
                                        ("closed_at__isnull", True),
                                        models.Q(("content_hash", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", True),
                                        ("closed_at__isnull", False),
                                        ("state", "closed"),
                                        models.Q(("closed_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="supplement_state_has_its_dates",
                                violation_error_message="State and dates of the supplement contradict each other.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_at__gt", models.F("asked_at"))),
                                name="supplement_gives_time",
                                violation_error_message="This instant is past: give time to mend the application.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("asked", ""), _negated=True), models.Q(("parts", []), _negated=True)
                                ),
                                name="supplement_names_what_to_mend",
                                violation_error_message="Choose at least one question, and say what is to be mended.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_at__isnull", True),
                                    ("answered_at__lte", models.F("due_at")),
                                    _connector="OR",
                                ),
                                name="supplement_answered_in_time",
                                violation_error_message="The time to mend the application was over.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MoreTime",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        ("granted_until", models.DateTimeField(blank=True, null=True, verbose_name="granted until")),
                        ("refusal", models.CharField(blank=True, max_length=500, verbose_name="reason of the refusal")),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled at")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="settled by",
                            ),
                        ),
                        (
                            "supplement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wishes",
                                to="enterprises.supplement",
                                verbose_name="supplement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "wish for more time",
                        "verbose_name_plural": "wishes for more time",
                        "ordering": ("asked_at", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("settled_at__isnull", True)),
                                fields=("supplement",),
                                name="more_time_one_open_wish",
                                violation_error_message="You have asked for more time already: wait for the answer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("granted_until__isnull", True),
                                        ("refusal", ""),
                                        ("settled_at__isnull", True),
                                        ("settled_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("granted_until__isnull", False),
                                        ("refusal", ""),
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                    ),
                                    models.Q(
                                        ("granted_until__isnull", True),
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        models.Q(("refusal", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="more_time_granted_xor_refused",
                                violation_error_message="A wish is granted with an instant, or refused with a reason.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="more_time_has_reason",
                                violation_error_message="Say why you need more time.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MoreTimeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        ("granted_until", models.DateTimeField(blank=True, null=True, verbose_name="granted until")),
                        ("refusal", models.CharField(blank=True, max_length=500, verbose_name="reason of the refusal")),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled at")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.moretime",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="settled by",
                            ),
                        ),
                        (
                            "supplement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="enterprises.supplement",
                                verbose_name="supplement",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SupplementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "To be mended"),
                                    ("answered", "Mended"),
                                    ("closed", "Closed without an answer"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "parts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60),
                                size=None,
                                verbose_name="questions that open again",
                            ),
                        ),
                        ("asked", models.TextField(verbose_name="what is to be mended")),
                        ("asked_at", models.DateTimeField(verbose_name="asked at")),
                        ("due_at", models.DateTimeField(verbose_name="until")),
                        (
                            "requested_won",
                            models.BigIntegerField(blank=True, null=True, verbose_name="requested amount (won)"),
                        ),
                        (
                            "content_hash",
                            models.CharField(blank=True, max_length=64, verbose_name="content hash (SHA-256)"),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="mended at")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        (
                            "closed_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="reason for closing"),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="mended by",
                            ),
                        ),
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
                            "asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                related_query_name="history",
                                to="enterprises.supplement",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SupplementFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slot", models.CharField(max_length=60)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplement_files",
                                to="files.storedfile",
                            ),
                        ),
                        (
                            "supplement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="enterprises.supplement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file of a supplement",
                        "verbose_name_plural": "files of supplements",
                        "ordering": ("created_at", "pk"),
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterprise",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_enterpriseevent" ("address", "created_at", "district_id", "homepage", "id", "is_demo", "is_sole_proprietor", "ksic_id", "merged_into_id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "summary", "updated_at") VALUES (NEW."address", NEW."created_at", NEW."district_id", NEW."homepage", NEW."id", NEW."is_demo", NEW."is_sole_proprietor", NEW."ksic_id", NEW."merged_into_id", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."summary", NEW."updated_at"); RETURN NULL;',
                            hash="8567ccdd516c5d48d8c0323527a43a12b1c326cc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_079c7",
                            table="enterprises_enterprise",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterprise",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."district_id" IS DISTINCT FROM (NEW."district_id") OR OLD."homepage" IS DISTINCT FROM (NEW."homepage") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demo" IS DISTINCT FROM (NEW."is_demo") OR OLD."is_sole_proprietor" IS DISTINCT FROM (NEW."is_sole_proprietor") OR OLD."ksic_id" IS DISTINCT FROM (NEW."ksic_id") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                            func='INSERT INTO "enterprises_enterpriseevent" ("address", "created_at", "district_id", "homepage", "id", "is_demo", "is_sole_proprietor", "ksic_id", "merged_into_id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "summary", "updated_at") VALUES (NEW."address", NEW."created_at", NEW."district_id", NEW."homepage", NEW."id", NEW."is_demo", NEW."is_sole_proprietor", NEW."ksic_id", NEW."merged_into_id", NEW."name", NEW."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."summary", NEW."updated_at"); RETURN NULL;',
                            hash="86aed045aa29ead500cfc0db3e31f134eb2718fd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_11bf5",
                            table="enterprises_enterprise",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterprise",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_enterpriseevent" ("address", "created_at", "district_id", "homepage", "id", "is_demo", "is_sole_proprietor", "ksic_id", "merged_into_id", "name", "name_en", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "summary", "updated_at") VALUES (OLD."address", OLD."created_at", OLD."district_id", OLD."homepage", OLD."id", OLD."is_demo", OLD."is_sole_proprietor", OLD."ksic_id", OLD."merged_into_id", OLD."name", OLD."name_en", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state", OLD."summary", OLD."updated_at"); RETURN NULL;',
                            hash="7c41a7a04ef9a1033ac38f4aeb6adcb3efcaebc3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dc699",
                            table="enterprises_enterprise",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterprise",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_listed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO enterprises_directorychange (enterprise_id)\n    SELECT DISTINCT id FROM (VALUES (OLD.id), (NEW.id)) AS touched(id) WHERE id IS NOT NULL;\n    RETURN NULL;\n",
                            hash="ef37b85d17e55a48e28483a1c283b33529861166",
                            operation="INSERT OR DELETE",
                            pgid="pgtrigger_mark_listed_59ba2",
                            table="enterprises_enterprise",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterprise",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_moved",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."district_id" IS DISTINCT FROM (NEW."district_id") OR OLD."ksic_id" IS DISTINCT FROM (NEW."ksic_id") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func="\n    INSERT INTO enterprises_directorychange (enterprise_id)\n    SELECT DISTINCT id FROM (VALUES (OLD.id), (NEW.id)) AS touched(id) WHERE id IS NOT NULL;\n    RETURN NULL;\n",
                            hash="24d6c0deb3b8098d6ce6c168471f8f015bb89ae7",
                            operation="UPDATE",
                            pgid="pgtrigger_mark_moved_05f96",
                            table="enterprises_enterprise",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterpriseevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="37342c9d6a78af824ebeb30b0279d74674ed2d4b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f5017",
                            table="enterprises_enterpriseevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterpriseidentifier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_enterpriseidentifierevent" ("created_at", "enterprise_id", "id", "is_branch", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "valid_from", "valid_to", "value") VALUES (NEW."created_at", NEW."enterprise_id", NEW."id", NEW."is_branch", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at", NEW."valid_from", NEW."valid_to", NEW."value"); RETURN NULL;',
                            hash="e7594b78cd5705a64c6d4fe34aef756dbfbd821a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_afd6a",
                            table="enterprises_enterpriseidentifier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterpriseidentifier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_enterpriseidentifierevent" ("created_at", "enterprise_id", "id", "is_branch", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "valid_from", "valid_to", "value") VALUES (NEW."created_at", NEW."enterprise_id", NEW."id", NEW."is_branch", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at", NEW."valid_from", NEW."valid_to", NEW."value"); RETURN NULL;',
                            hash="efa2b44dfadcbaa729436a353fc44c11b5df54cd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7f446",
                            table="enterprises_enterpriseidentifier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterpriseidentifier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_enterpriseidentifierevent" ("created_at", "enterprise_id", "id", "is_branch", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at", "valid_from", "valid_to", "value") VALUES (OLD."created_at", OLD."enterprise_id", OLD."id", OLD."is_branch", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at", OLD."valid_from", OLD."valid_to", OLD."value"); RETURN NULL;',
                            hash="3cd71a5c70b12b2edc41098b25b9f6b81fcdbf1e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_310a0",
                            table="enterprises_enterpriseidentifier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterpriseidentifierevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3d20dd31471c400127934e7bc4d0e481daa17160",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_55170",
                            table="enterprises_enterpriseidentifierevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_an_owner",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            func="\n        PERFORM 1 FROM enterprises_enterprise\n        WHERE id IN (OLD.enterprise_id, NEW.enterprise_id) ORDER BY id FOR NO KEY UPDATE;\n        IF EXISTS (\n            SELECT 1 FROM enterprises_enterprise AS e\n            WHERE e.id IN (OLD.enterprise_id, NEW.enterprise_id)\n                AND e.merged_into_id IS NULL AND e.state NOT IN ('closed', 'dissolved')\n                AND EXISTS (SELECT 1 FROM enterprises_membership AS m WHERE m.enterprise_id = e.id)\n                AND NOT EXISTS (\n                    SELECT 1 FROM enterprises_membership AS m WHERE m.enterprise_id = e.id AND m.role = 'owner'\n                )\n        ) THEN\n            RAISE EXCEPTION 'An active enterprise with members needs an owner.'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_keeps_an_owner';\n        END IF;\n        RETURN NULL;\n    ",
                            hash="5de578def1a59546c4512c88d9f86c4fb07ef9c7",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_keep_an_owner_fb855",
                            table="enterprises_membership",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_membershipevent" ("created_at", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "updated_at", "user_id") VALUES (NEW."created_at", NEW."enterprise_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="d93235d6ca0b685d45c2c4ee4a70a5318588d7ce",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f44f3",
                            table="enterprises_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_membershipevent" ("created_at", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "updated_at", "user_id") VALUES (NEW."created_at", NEW."enterprise_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="ec732dc9eedb44787c5251cca7b33f6dd3fd35c6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_169d9",
                            table="enterprises_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_membershipevent" ("created_at", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "updated_at", "user_id") VALUES (OLD."created_at", OLD."enterprise_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."updated_at", OLD."user_id"); RETURN NULL;',
                            hash="a77f0d4f6aba1a191008a46e90600d2c2801f10e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f1b83",
                            table="enterprises_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membershipevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="41939191c9c99161e22d5c41b8d7e97e145ae53a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_98901",
                            table="enterprises_membershipevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="operatingstate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_current_state",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        UPDATE enterprises_enterprise AS e SET state = resolved.state\n        FROM (\n            SELECT touched.id, coalesce((\n                SELECT s.state FROM enterprises_operatingstate AS s\n                WHERE s.enterprise_id = touched.id AND s.since <= (now() AT TIME ZONE 'Asia/Seoul')::date\n                ORDER BY s.since DESC LIMIT 1\n            ), 'unknown') AS state\n            FROM enterprises_enterprise AS touched\n            WHERE touched.id IN (OLD.enterprise_id, NEW.enterprise_id)\n        ) AS resolved\n        WHERE e.id = resolved.id AND e.state IS DISTINCT FROM resolved.state;\n        RETURN NULL;\n    ",
                            hash="c6aba7de29dec87bfccc0c4d26ccd9d18a8303ea",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_keep_current_state_6fac8",
                            table="enterprises_operatingstate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="operatingstate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_operatingstateevent" ("created_at", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since", "source", "state", "updated_at") VALUES (NEW."created_at", NEW."enterprise_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."since", NEW."source", NEW."state", NEW."updated_at"); RETURN NULL;',
                            hash="78b1db53f3d414d154bfc7e8c7529945627be6e6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5b4e4",
                            table="enterprises_operatingstate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="operatingstate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_operatingstateevent" ("created_at", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since", "source", "state", "updated_at") VALUES (NEW."created_at", NEW."enterprise_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."since", NEW."source", NEW."state", NEW."updated_at"); RETURN NULL;',
                            hash="7dd34b168f8af6ee617696fbb97a2cec8968c452",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2c0ff",
                            table="enterprises_operatingstate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="operatingstate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_operatingstateevent" ("created_at", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since", "source", "state", "updated_at") VALUES (OLD."created_at", OLD."enterprise_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."since", OLD."source", OLD."state", OLD."updated_at"); RETURN NULL;',
                            hash="1384dbc766f18754a2fa880637aadce65ef6abdc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9e9b5",
                            table="enterprises_operatingstate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="operatingstateevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="dc874cef2e88123c6c8f0ec82a61d75812004de1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_03ea0",
                            table="enterprises_operatingstateevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="qualification",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_qualificationevent" ("created_at", "ended_how", "ended_on", "enterprise_id", "grade", "id", "issuer", "kind_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_is_known", "updated_at", "valid_from", "valid_to") VALUES (NEW."created_at", NEW."ended_how", NEW."ended_on", NEW."enterprise_id", NEW."grade", NEW."id", NEW."issuer", NEW."kind_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."start_is_known", NEW."updated_at", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="43d1c367fd3e89a206362d82bc47bb1c17185e9e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e2eb6",
                            table="enterprises_qualification",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="qualification",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ended_how" IS DISTINCT FROM (NEW."ended_how") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issuer" IS DISTINCT FROM (NEW."issuer") OR OLD."kind_id" IS DISTINCT FROM (NEW."kind_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."start_is_known" IS DISTINCT FROM (NEW."start_is_known") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to"))',
                            func='INSERT INTO "enterprises_qualificationevent" ("created_at", "ended_how", "ended_on", "enterprise_id", "grade", "id", "issuer", "kind_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_is_known", "updated_at", "valid_from", "valid_to") VALUES (NEW."created_at", NEW."ended_how", NEW."ended_on", NEW."enterprise_id", NEW."grade", NEW."id", NEW."issuer", NEW."kind_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."start_is_known", NEW."updated_at", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="627a38a29965335f858f12d5e80b04ecc49b64f9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_74e0e",
                            table="enterprises_qualification",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="qualification",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_qualificationevent" ("created_at", "ended_how", "ended_on", "enterprise_id", "grade", "id", "issuer", "kind_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start_is_known", "updated_at", "valid_from", "valid_to") VALUES (OLD."created_at", OLD."ended_how", OLD."ended_on", OLD."enterprise_id", OLD."grade", OLD."id", OLD."issuer", OLD."kind_id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."start_is_known", OLD."updated_at", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="3edf11ec349c0c30cace1f8a68469d50d5cbbf84",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_52e34",
                            table="enterprises_qualification",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="qualification",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_holder",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO enterprises_directorychange (enterprise_id)\n    SELECT DISTINCT id FROM (VALUES (OLD.enterprise_id), (NEW.enterprise_id)) AS touched(id) WHERE id IS NOT NULL;\n    RETURN NULL;\n",
                            hash="15ac640dd3aa07cb9646c85b090f7b2d5891d100",
                            operation="INSERT OR UPDATE OR DELETE",
                            pgid="pgtrigger_mark_holder_2829f",
                            table="enterprises_qualification",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="qualificationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="455f29d028d8f91b5b87c362a092f126aae4c1f9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_56f35",
                            table="enterprises_qualificationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="application",
                    trigger=pgtrigger.compiler.Trigger(
                        name="submitted_content_is_final",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NOT (OLD."state" = \'draft\') AND (OLD."answers" IS DISTINCT FROM (NEW."answers") OR OLD."applicant" IS DISTINCT FROM (NEW."applicant") OR OLD."requested_won" IS DISTINCT FROM (NEW."requested_won") OR OLD."content_hash" IS DISTINCT FROM (NEW."content_hash") OR OLD."receipt_number" IS DISTINCT FROM (NEW."receipt_number") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id")))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="81b2ef1c144341788b60c34f71dc58ffb1732d3e",
                            operation="UPDATE",
                            pgid="pgtrigger_submitted_content_is_final_77de6",
                            table="enterprises_application",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="application",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_applicationevent" ("call_id", "content_hash", "ended_at", "ended_reason", "enterprise_id", "id", "idempotency_key", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt_number", "register_number", "requested_won", "started_by_id", "state", "submitted_at", "submitted_by_id", "version_id") VALUES (NEW."call_id", NEW."content_hash", NEW."ended_at", NEW."ended_reason", NEW."enterprise_id", NEW."id", NEW."idempotency_key", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."receipt_number", NEW."register_number", NEW."requested_won", NEW."started_by_id", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."version_id"); RETURN NULL;',
                            hash="22d8c28a93c439f382ff82a34ef56a6b563733e8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_869c4",
                            table="enterprises_application",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="application",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."content_hash" IS DISTINCT FROM (NEW."content_hash") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."ended_reason" IS DISTINCT FROM (NEW."ended_reason") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."idempotency_key" IS DISTINCT FROM (NEW."idempotency_key") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."receipt_number" IS DISTINCT FROM (NEW."receipt_number") OR OLD."register_number" IS DISTINCT FROM (NEW."register_number") OR OLD."requested_won" IS DISTINCT FROM (NEW."requested_won") OR OLD."started_by_id" IS DISTINCT FROM (NEW."started_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id"))',
                            func='INSERT INTO "enterprises_applicationevent" ("call_id", "content_hash", "ended_at", "ended_reason", "enterprise_id", "id", "idempotency_key", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt_number", "register_number", "requested_won", "started_by_id", "state", "submitted_at", "submitted_by_id", "version_id") VALUES (NEW."call_id", NEW."content_hash", NEW."ended_at", NEW."ended_reason", NEW."enterprise_id", NEW."id", NEW."idempotency_key", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."receipt_number", NEW."register_number", NEW."requested_won", NEW."started_by_id", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."version_id"); RETURN NULL;',
                            hash="0f4e8bcf088d11dd9c7b46c47b9733c6d4e4a9c8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a9476",
                            table="enterprises_application",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="application",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_applicationevent" ("call_id", "content_hash", "ended_at", "ended_reason", "enterprise_id", "id", "idempotency_key", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt_number", "register_number", "requested_won", "started_by_id", "state", "submitted_at", "submitted_by_id", "version_id") VALUES (OLD."call_id", OLD."content_hash", OLD."ended_at", OLD."ended_reason", OLD."enterprise_id", OLD."id", OLD."idempotency_key", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."receipt_number", OLD."register_number", OLD."requested_won", OLD."started_by_id", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."version_id"); RETURN NULL;',
                            hash="5d715ef19e4d159f0932e9f1c1c781d61f411064",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_58181",
                            table="enterprises_application",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="applicationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1b54601dcbbfafd97609b5a30d7c3a5eee2ae95e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_aa315",
                            table="enterprises_applicationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_decisionevent" ("amount_won", "application_id", "approved_on", "commitment_id", "decided_at", "decided_by_id", "document_number", "effective_on", "id", "official_file_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "released_at", "released_by_id") VALUES (NEW."amount_won", NEW."application_id", NEW."approved_on", NEW."commitment_id", NEW."decided_at", NEW."decided_by_id", NEW."document_number", NEW."effective_on", NEW."id", NEW."official_file_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."released_at", NEW."released_by_id"); RETURN NULL;',
                            hash="be8c6d51ccb3f422873b54cf21b1fbcecc24d71c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_472f9",
                            table="enterprises_decision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_decisionevent" ("amount_won", "application_id", "approved_on", "commitment_id", "decided_at", "decided_by_id", "document_number", "effective_on", "id", "official_file_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "released_at", "released_by_id") VALUES (NEW."amount_won", NEW."application_id", NEW."approved_on", NEW."commitment_id", NEW."decided_at", NEW."decided_by_id", NEW."document_number", NEW."effective_on", NEW."id", NEW."official_file_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."released_at", NEW."released_by_id"); RETURN NULL;',
                            hash="2087018bfe6b6f368d1963a42416e709ddca4eb8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4a8dd",
                            table="enterprises_decision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_decisionevent" ("amount_won", "application_id", "approved_on", "commitment_id", "decided_at", "decided_by_id", "document_number", "effective_on", "id", "official_file_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "released_at", "released_by_id") VALUES (OLD."amount_won", OLD."application_id", OLD."approved_on", OLD."commitment_id", OLD."decided_at", OLD."decided_by_id", OLD."document_number", OLD."effective_on", OLD."id", OLD."official_file_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."released_at", OLD."released_by_id"); RETURN NULL;',
                            hash="1c065e997314949d98b407761f8c0298b7a0a474",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f290a",
                            table="enterprises_decision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decisionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="19ab955fd475c81e6fb1e8adb7b0c10e8fd417a0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5a170",
                            table="enterprises_decisionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="businessreport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_businessreportevent" ("accepted_at", "accepted_by_id", "created_at", "employees", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "return_reason", "sales_won", "state", "superseded_at", "updated_at", "vulnerable_employees", "year") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."created_at", NEW."employees", NEW."enterprise_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."return_reason", NEW."sales_won", NEW."state", NEW."superseded_at", NEW."updated_at", NEW."vulnerable_employees", NEW."year"); RETURN NULL;',
                            hash="6a6fcda7d313c151d5d2aa5878097e0ab17d27d8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f2aab",
                            table="enterprises_businessreport",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="businessreport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_businessreportevent" ("accepted_at", "accepted_by_id", "created_at", "employees", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "return_reason", "sales_won", "state", "superseded_at", "updated_at", "vulnerable_employees", "year") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."created_at", NEW."employees", NEW."enterprise_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."return_reason", NEW."sales_won", NEW."state", NEW."superseded_at", NEW."updated_at", NEW."vulnerable_employees", NEW."year"); RETURN NULL;',
                            hash="faefd9e88488a4676e11077dbc1ee3ab3a1aa27e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f4f10",
                            table="enterprises_businessreport",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="businessreport",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_businessreportevent" ("accepted_at", "accepted_by_id", "created_at", "employees", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "return_reason", "sales_won", "state", "superseded_at", "updated_at", "vulnerable_employees", "year") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."created_at", OLD."employees", OLD."enterprise_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."return_reason", OLD."sales_won", OLD."state", OLD."superseded_at", OLD."updated_at", OLD."vulnerable_employees", OLD."year"); RETURN NULL;',
                            hash="007e5ac480496a55cd5cd2237873f98227e3ad73",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_88f8f",
                            table="enterprises_businessreport",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="businessreportevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="37eeb0c1514b25b8602cd8cb5cd5c9f65a51c0d1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_056e1",
                            table="enterprises_businessreportevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handover",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_handoverevent" ("answer", "answered_at", "created_at", "enterprise_id", "giver_id", "giver_stays", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receiver_id", "updated_at") VALUES (NEW."answer", NEW."answered_at", NEW."created_at", NEW."enterprise_id", NEW."giver_id", NEW."giver_stays", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."receiver_id", NEW."updated_at"); RETURN NULL;',
                            hash="67f9149c4a306a24aefc9963a2451664ca4867fc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_dab47",
                            table="enterprises_handover",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handover",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_handoverevent" ("answer", "answered_at", "created_at", "enterprise_id", "giver_id", "giver_stays", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receiver_id", "updated_at") VALUES (NEW."answer", NEW."answered_at", NEW."created_at", NEW."enterprise_id", NEW."giver_id", NEW."giver_stays", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."receiver_id", NEW."updated_at"); RETURN NULL;',
                            hash="06074d630f47e25e4baeff2f4e5fb46783ce9fd2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b18a2",
                            table="enterprises_handover",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handover",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_handoverevent" ("answer", "answered_at", "created_at", "enterprise_id", "giver_id", "giver_stays", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receiver_id", "updated_at") VALUES (OLD."answer", OLD."answered_at", OLD."created_at", OLD."enterprise_id", OLD."giver_id", OLD."giver_stays", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."receiver_id", OLD."updated_at"); RETURN NULL;',
                            hash="5c3501250a62cacf63be2d4bea0384052c527489",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_79286",
                            table="enterprises_handover",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handoverevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="418344f7030bc86107faacadc03c27449292e075",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9b608",
                            table="enterprises_handoverevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_invitationevent" ("accepted_at", "accepted_by_id", "created_at", "enterprise_id", "expires_at", "id", "invited_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "role", "updated_at") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."created_at", NEW."enterprise_id", NEW."expires_at", NEW."id", NEW."invited_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."role", NEW."updated_at"); RETURN NULL;',
                            hash="102e0b403b91bb4fbd56b09df5547c2ae125598a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_75050",
                            table="enterprises_invitation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."accepted_by_id" IS DISTINCT FROM (NEW."accepted_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                            func='INSERT INTO "enterprises_invitationevent" ("accepted_at", "accepted_by_id", "created_at", "enterprise_id", "expires_at", "id", "invited_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "role", "updated_at") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."created_at", NEW."enterprise_id", NEW."expires_at", NEW."id", NEW."invited_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."role", NEW."updated_at"); RETURN NULL;',
                            hash="465ef5457b8d92702282c5d7000ca6d9a1d3f0b4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1196a",
                            table="enterprises_invitation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invitation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_invitationevent" ("accepted_at", "accepted_by_id", "created_at", "enterprise_id", "expires_at", "id", "invited_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "role", "updated_at") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."created_at", OLD."enterprise_id", OLD."expires_at", OLD."id", OLD."invited_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."role", OLD."updated_at"); RETURN NULL;',
                            hash="de5cff764ade23cdaeca7e39dc71db78d954ae1b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9a611",
                            table="enterprises_invitation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invitationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1a6f93962931383437e02994029d12267b6dea03",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_31be2",
                            table="enterprises_invitationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownerrestoring",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_ownerrestoringevent" ("created_at", "decided_at", "decided_by_id", "enterprise_id", "former", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof_id", "proposed_by_id", "updated_at", "verdict", "verdict_reason") VALUES (NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."enterprise_id", NEW."former", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proof_id", NEW."proposed_by_id", NEW."updated_at", NEW."verdict", NEW."verdict_reason"); RETURN NULL;',
                            hash="225171991b0a7a2160e67b91f14b14f73d00f59c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_13086",
                            table="enterprises_ownerrestoring",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownerrestoring",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."former" IS DISTINCT FROM (NEW."former") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."proof_id" IS DISTINCT FROM (NEW."proof_id") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."verdict" IS DISTINCT FROM (NEW."verdict") OR OLD."verdict_reason" IS DISTINCT FROM (NEW."verdict_reason"))',
                            func='INSERT INTO "enterprises_ownerrestoringevent" ("created_at", "decided_at", "decided_by_id", "enterprise_id", "former", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof_id", "proposed_by_id", "updated_at", "verdict", "verdict_reason") VALUES (NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."enterprise_id", NEW."former", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proof_id", NEW."proposed_by_id", NEW."updated_at", NEW."verdict", NEW."verdict_reason"); RETURN NULL;',
                            hash="dcf391d1c2969a95fae69fa18d518d34359a6f67",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f7c49",
                            table="enterprises_ownerrestoring",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownerrestoring",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_ownerrestoringevent" ("created_at", "decided_at", "decided_by_id", "enterprise_id", "former", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof_id", "proposed_by_id", "updated_at", "verdict", "verdict_reason") VALUES (OLD."created_at", OLD."decided_at", OLD."decided_by_id", OLD."enterprise_id", OLD."former", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proof_id", OLD."proposed_by_id", OLD."updated_at", OLD."verdict", OLD."verdict_reason"); RETURN NULL;',
                            hash="56dc282269fda16803ab4b940178b06efebf0707",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7a241",
                            table="enterprises_ownerrestoring",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownerrestoringevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5fd1140788c47f6b439b97c8d79d8f66bee2de93",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_50116",
                            table="enterprises_ownerrestoringevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="registrationrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="what_is_over_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.\"state\" IN ('approved', 'rejected', 'withdrawn') AND OLD.\"state\" IS DISTINCT FROM (NEW.\"state\"))",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="bad19ee78ed4f3ede77b8f95773ec61407461587",
                            operation="UPDATE",
                            pgid="pgtrigger_what_is_over_stays_3b59d",
                            table="enterprises_registrationrequest",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="registrationrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_registrationrequestevent" ("asked", "clock_days", "clock_from", "decided_at", "decided_by_id", "district_id", "due_at", "ended_at", "enterprise_id", "id", "kind", "number", "number_kind", "open_parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receipt_number", "received_by_id", "received_how", "requester_id", "state", "submitted_at") VALUES (NEW."asked", NEW."clock_days", NEW."clock_from", NEW."decided_at", NEW."decided_by_id", NEW."district_id", NEW."due_at", NEW."ended_at", NEW."enterprise_id", NEW."id", NEW."kind", NEW."number", NEW."number_kind", NEW."open_parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."receipt_number", NEW."received_by_id", NEW."received_how", NEW."requester_id", NEW."state", NEW."submitted_at"); RETURN NULL;',
                            hash="d0df0cfa576c08576a668dac631d98c8a5748e2b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_de9e8",
                            table="enterprises_registrationrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="registrationrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."asked" IS DISTINCT FROM (NEW."asked") OR OLD."clock_days" IS DISTINCT FROM (NEW."clock_days") OR OLD."clock_from" IS DISTINCT FROM (NEW."clock_from") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."district_id" IS DISTINCT FROM (NEW."district_id") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."number_kind" IS DISTINCT FROM (NEW."number_kind") OR OLD."open_parts" IS DISTINCT FROM (NEW."open_parts") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."receipt_number" IS DISTINCT FROM (NEW."receipt_number") OR OLD."received_by_id" IS DISTINCT FROM (NEW."received_by_id") OR OLD."received_how" IS DISTINCT FROM (NEW."received_how") OR OLD."requester_id" IS DISTINCT FROM (NEW."requester_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at"))',
                            func='INSERT INTO "enterprises_registrationrequestevent" ("asked", "clock_days", "clock_from", "decided_at", "decided_by_id", "district_id", "due_at", "ended_at", "enterprise_id", "id", "kind", "number", "number_kind", "open_parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receipt_number", "received_by_id", "received_how", "requester_id", "state", "submitted_at") VALUES (NEW."asked", NEW."clock_days", NEW."clock_from", NEW."decided_at", NEW."decided_by_id", NEW."district_id", NEW."due_at", NEW."ended_at", NEW."enterprise_id", NEW."id", NEW."kind", NEW."number", NEW."number_kind", NEW."open_parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."receipt_number", NEW."received_by_id", NEW."received_how", NEW."requester_id", NEW."state", NEW."submitted_at"); RETURN NULL;',
                            hash="39198a7fe5233f88d64b632aea87ef76f4ba50bd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_88a0d",
                            table="enterprises_registrationrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="registrationrequest",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_registrationrequestevent" ("asked", "clock_days", "clock_from", "decided_at", "decided_by_id", "district_id", "due_at", "ended_at", "enterprise_id", "id", "kind", "number", "number_kind", "open_parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receipt_number", "received_by_id", "received_how", "requester_id", "state", "submitted_at") VALUES (OLD."asked", OLD."clock_days", OLD."clock_from", OLD."decided_at", OLD."decided_by_id", OLD."district_id", OLD."due_at", OLD."ended_at", OLD."enterprise_id", OLD."id", OLD."kind", OLD."number", OLD."number_kind", OLD."open_parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."receipt_number", OLD."received_by_id", OLD."received_how", OLD."requester_id", OLD."state", OLD."submitted_at"); RETURN NULL;',
                            hash="4c51767895191630b8b09fc0edbcc1040ef5085a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c9cbc",
                            table="enterprises_registrationrequest",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="registrationrequestevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="adebcb0598abeb7783f5a544994eeeb05e2b3e0b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_19b22",
                            table="enterprises_registrationrequestevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterprisedocumentevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7e126eb3a60f32b5f4c926f7c8b47b45b25c6464",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4d6d1",
                            table="enterprises_enterprisedocumentevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterprisedocument",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_enterprisedocumentevent" ("added_by_id", "entered_on", "enterprise_id", "expires_on", "id", "issued_on", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_at", "replaces_id", "withdrawn_at") VALUES (NEW."added_by_id", NEW."entered_on", NEW."enterprise_id", NEW."expires_on", NEW."id", NEW."issued_on", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."replaced_at", NEW."replaces_id", NEW."withdrawn_at"); RETURN NULL;',
                            hash="6a45e064935213eaeae85011b14b2520da44d219",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fca65",
                            table="enterprises_enterprisedocument",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterprisedocument",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."entered_on" IS DISTINCT FROM (NEW."entered_on") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."replaced_at" IS DISTINCT FROM (NEW."replaced_at") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))',
                            func='INSERT INTO "enterprises_enterprisedocumentevent" ("added_by_id", "entered_on", "enterprise_id", "expires_on", "id", "issued_on", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_at", "replaces_id", "withdrawn_at") VALUES (NEW."added_by_id", NEW."entered_on", NEW."enterprise_id", NEW."expires_on", NEW."id", NEW."issued_on", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."replaced_at", NEW."replaces_id", NEW."withdrawn_at"); RETURN NULL;',
                            hash="f198b025c678ead0f913e153e51d418af9b4dd1b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a39ec",
                            table="enterprises_enterprisedocument",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enterprisedocument",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_enterprisedocumentevent" ("added_by_id", "entered_on", "enterprise_id", "expires_on", "id", "issued_on", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_at", "replaces_id", "withdrawn_at") VALUES (OLD."added_by_id", OLD."entered_on", OLD."enterprise_id", OLD."expires_on", OLD."id", OLD."issued_on", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."replaced_at", OLD."replaces_id", OLD."withdrawn_at"); RETURN NULL;',
                            hash="846d59ffd960fe40272078be52fa32f9874b4d8f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c4e51",
                            table="enterprises_enterprisedocument",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consultation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_consultationevent" ("by_id", "channel", "created_at", "day", "enterprise_id", "id", "next_done_on", "next_due", "next_step", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said", "topic", "updated_at") VALUES (NEW."by_id", NEW."channel", NEW."created_at", NEW."day", NEW."enterprise_id", NEW."id", NEW."next_done_on", NEW."next_due", NEW."next_step", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."said", NEW."topic", NEW."updated_at"); RETURN NULL;',
                            hash="1e6d41ff9b5b0e6b804d8cd456a518bf4f2166a8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d8ebb",
                            table="enterprises_consultation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consultation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_consultationevent" ("by_id", "channel", "created_at", "day", "enterprise_id", "id", "next_done_on", "next_due", "next_step", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said", "topic", "updated_at") VALUES (NEW."by_id", NEW."channel", NEW."created_at", NEW."day", NEW."enterprise_id", NEW."id", NEW."next_done_on", NEW."next_due", NEW."next_step", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."said", NEW."topic", NEW."updated_at"); RETURN NULL;',
                            hash="464fcb8cdd4746a8cc1cf7147a36ad9e676f4b8d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d59d2",
                            table="enterprises_consultation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consultation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_consultationevent" ("by_id", "channel", "created_at", "day", "enterprise_id", "id", "next_done_on", "next_due", "next_step", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said", "topic", "updated_at") VALUES (OLD."by_id", OLD."channel", OLD."created_at", OLD."day", OLD."enterprise_id", OLD."id", OLD."next_done_on", OLD."next_due", OLD."next_step", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."said", OLD."topic", OLD."updated_at"); RETURN NULL;',
                            hash="872ee7fa6e9ec0ec7df37e6efb6fae90e77dd998",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_66671",
                            table="enterprises_consultation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consultationevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b5bfec36c8495f7922e3104d735e774069c35ab2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_75018",
                            table="enterprises_consultationevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="correction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_correctionevent" ("by_id", "consultation_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "updated_at") VALUES (NEW."by_id", NEW."consultation_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."updated_at"); RETURN NULL;',
                            hash="fa1e8dedb5087c02210939e501ebe50fc753fefa",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_25f6c",
                            table="enterprises_correction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="correction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_correctionevent" ("by_id", "consultation_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "updated_at") VALUES (NEW."by_id", NEW."consultation_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."updated_at"); RETURN NULL;',
                            hash="1c8d9162f0ee3c32ac1626e80561be944d82ac63",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3487c",
                            table="enterprises_correction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="correction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_correctionevent" ("by_id", "consultation_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "updated_at") VALUES (OLD."by_id", OLD."consultation_id", OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."updated_at"); RETURN NULL;',
                            hash="529143aab699982a5f82029998031651bd207df2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_065ad",
                            table="enterprises_correction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="correctionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8ed0c8674a8ed570c220670143c48e747e94722c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f617c",
                            table="enterprises_correctionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deskincharge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_deskinchargeevent" ("by_id", "created_at", "end_reason", "enterprise_id", "id", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since", "until", "updated_at") VALUES (NEW."by_id", NEW."created_at", NEW."end_reason", NEW."enterprise_id", NEW."id", NEW."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."since", NEW."until", NEW."updated_at"); RETURN NULL;',
                            hash="c1fc0c6386ae10633cb93aa5190541907407b1ed",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_219d3",
                            table="enterprises_deskincharge",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deskincharge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_deskinchargeevent" ("by_id", "created_at", "end_reason", "enterprise_id", "id", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since", "until", "updated_at") VALUES (NEW."by_id", NEW."created_at", NEW."end_reason", NEW."enterprise_id", NEW."id", NEW."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."since", NEW."until", NEW."updated_at"); RETURN NULL;',
                            hash="2100eb8f2579b8625c42e678ad20761671b5f8fe",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7c8c8",
                            table="enterprises_deskincharge",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deskincharge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_deskinchargeevent" ("by_id", "created_at", "end_reason", "enterprise_id", "id", "officer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "since", "until", "updated_at") VALUES (OLD."by_id", OLD."created_at", OLD."end_reason", OLD."enterprise_id", OLD."id", OLD."officer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."since", OLD."until", OLD."updated_at"); RETURN NULL;',
                            hash="398ad3d7d23eebfe30cffd9ac5571aa9e9580fcc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1a37a",
                            table="enterprises_deskincharge",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="deskinchargeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b4080fc8f88e2679e76445ada6e553d9b0458853",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d08bd",
                            table="enterprises_deskinchargeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="note",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_noteevent" ("by_id", "created_at", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "updated_at") VALUES (NEW."by_id", NEW."created_at", NEW."enterprise_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."updated_at"); RETURN NULL;',
                            hash="0bbeb2d67b8332750822bfe888399559f49679ef",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_842fc",
                            table="enterprises_note",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="note",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_noteevent" ("by_id", "created_at", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "updated_at") VALUES (NEW."by_id", NEW."created_at", NEW."enterprise_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."updated_at"); RETURN NULL;',
                            hash="c03100077dfbf6eb1b4b9892895d0afee64424ae",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_aa378",
                            table="enterprises_note",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="note",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_noteevent" ("by_id", "created_at", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "updated_at") VALUES (OLD."by_id", OLD."created_at", OLD."enterprise_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."updated_at"); RETURN NULL;',
                            hash="9fe1c875431d12657fdde2bb178e4c2e807347d1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7a7b1",
                            table="enterprises_note",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="noteevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e510dd7696cdc29c6bcc8004fa14147562fd782a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8e1bd",
                            table="enterprises_noteevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="grade",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_gradeevent" ("assessed_on", "created_at", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scheme", "source", "updated_at", "value") VALUES (NEW."assessed_on", NEW."created_at", NEW."enterprise_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."points", NEW."scheme", NEW."source", NEW."updated_at", NEW."value"); RETURN NULL;',
                            hash="fa06bb42f6a75fcdf2c80f016fa4379028d3e950",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7465b",
                            table="enterprises_grade",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="grade",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_gradeevent" ("assessed_on", "created_at", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scheme", "source", "updated_at", "value") VALUES (NEW."assessed_on", NEW."created_at", NEW."enterprise_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."points", NEW."scheme", NEW."source", NEW."updated_at", NEW."value"); RETURN NULL;',
                            hash="860392aee58392204640ac76791a78c4851e7fd9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_22c50",
                            table="enterprises_grade",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="grade",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_gradeevent" ("assessed_on", "created_at", "enterprise_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "scheme", "source", "updated_at", "value") VALUES (OLD."assessed_on", OLD."created_at", OLD."enterprise_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."points", OLD."scheme", OLD."source", OLD."updated_at", OLD."value"); RETURN NULL;',
                            hash="7d55c1c17df3cc71d7886ea22c8b2b959aff09e7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_06b78",
                            table="enterprises_grade",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="gradeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="88c748a001e6c87890ee75264011cbd5db44b9a2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1d11e",
                            table="enterprises_gradeevent",
                            when="BEFORE",
                        ),
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
                pgtrigger.migrations.AddTrigger(
                    model_name="reserveplace",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_reserveplaceevent" ("amount_won", "application_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "selection_id", "state", "trace", "updated_at") VALUES (NEW."amount_won", NEW."application_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."selection_id", NEW."state", NEW."trace", NEW."updated_at"); RETURN NULL;',
                            hash="5a7c491d5c703f52842ef25e306e8e75a33d5952",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c497d",
                            table="enterprises_reserveplace",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reserveplace",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_reserveplaceevent" ("amount_won", "application_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "selection_id", "state", "trace", "updated_at") VALUES (NEW."amount_won", NEW."application_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."selection_id", NEW."state", NEW."trace", NEW."updated_at"); RETURN NULL;',
                            hash="d9629b8de25648d2ede7384c0ca8d5477b7b7599",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0b7a8",
                            table="enterprises_reserveplace",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reserveplace",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_reserveplaceevent" ("amount_won", "application_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "selection_id", "state", "trace", "updated_at") VALUES (OLD."amount_won", OLD."application_id", OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."selection_id", OLD."state", OLD."trace", OLD."updated_at"); RETURN NULL;',
                            hash="0d93d7977cbf14edb7595d8505e20227b9b681b7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4bbb5",
                            table="enterprises_reserveplace",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reserveplaceevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ac37c387742d9a8dbabdfc31967d04b4c2e96eb4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e7857",
                            table="enterprises_reserveplaceevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="moretime",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_moretimeevent" ("asked_at", "asked_by_id", "granted_until", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refusal", "settled_at", "settled_by_id", "supplement_id") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."granted_until", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."refusal", NEW."settled_at", NEW."settled_by_id", NEW."supplement_id"); RETURN NULL;',
                            hash="bf0eff93340896ae34b92d70f387c499575e2aab",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_adbf3",
                            table="enterprises_moretime",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="moretime",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_moretimeevent" ("asked_at", "asked_by_id", "granted_until", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refusal", "settled_at", "settled_by_id", "supplement_id") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."granted_until", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."refusal", NEW."settled_at", NEW."settled_by_id", NEW."supplement_id"); RETURN NULL;',
                            hash="99d818f20690d53a7e7186050cc23e7d42e68547",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7e6ff",
                            table="enterprises_moretime",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="moretime",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_moretimeevent" ("asked_at", "asked_by_id", "granted_until", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refusal", "settled_at", "settled_by_id", "supplement_id") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."granted_until", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."refusal", OLD."settled_at", OLD."settled_by_id", OLD."supplement_id"); RETURN NULL;',
                            hash="1ff61cae395d70a67e802259854256bd18676bc4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6c8d7",
                            table="enterprises_moretime",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="moretimeevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="548e09bfed1f3e86a74fb97461c024befd9dda51",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9f0e6",
                            table="enterprises_moretimeevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="objection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="what_was_objected_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."decided_at" IS NOT NULL OR OLD."reasons" IS DISTINCT FROM (NEW."reasons") OR OLD."filed_at" IS DISTINCT FROM (NEW."filed_at") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="cc3685f32cd5edce5494369d38d4c49d0e400618",
                            operation="UPDATE",
                            pgid="pgtrigger_what_was_objected_stays_ffd53",
                            table="enterprises_objection",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="objection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_objectionevent" ("answer", "decided_at", "decided_by_id", "decision_id", "due_on", "file_id", "filed_at", "filed_by_id", "follows", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."decision_id", NEW."due_on", NEW."file_id", NEW."filed_at", NEW."filed_by_id", NEW."follows", NEW."id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="040f1f058da1eef314ac7feddc1f034dce06e87b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cf9bf",
                            table="enterprises_objection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="objection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."filed_at" IS DISTINCT FROM (NEW."filed_at") OR OLD."filed_by_id" IS DISTINCT FROM (NEW."filed_by_id") OR OLD."follows" IS DISTINCT FROM (NEW."follows") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome"))',
                            func='INSERT INTO "enterprises_objectionevent" ("answer", "decided_at", "decided_by_id", "decision_id", "due_on", "file_id", "filed_at", "filed_by_id", "follows", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."decision_id", NEW."due_on", NEW."file_id", NEW."filed_at", NEW."filed_by_id", NEW."follows", NEW."id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="4eddfee49baf38aa18f885feea850c3746fa23f9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b1999",
                            table="enterprises_objection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="objection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_objectionevent" ("answer", "decided_at", "decided_by_id", "decision_id", "due_on", "file_id", "filed_at", "filed_by_id", "follows", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."answer", OLD."decided_at", OLD."decided_by_id", OLD."decision_id", OLD."due_on", OLD."file_id", OLD."filed_at", OLD."filed_by_id", OLD."follows", OLD."id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="8d4f7fdc8d0cdd27ec40711595b583232c74a213",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6ab9c",
                            table="enterprises_objection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="objectionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="79ecd0211bd56cbc51dead651fc13c2c00a7bf99",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d09d0",
                            table="enterprises_objectionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedrelease",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_plannedreleaseevent" ("approved_on", "decision_id", "document_number", "effective_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "release_at") VALUES (NEW."approved_on", NEW."decision_id", NEW."document_number", NEW."effective_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."release_at"); RETURN NULL;',
                            hash="e831574a6cc48b81e8540ac665be66311902c66b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_973d7",
                            table="enterprises_plannedrelease",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedrelease",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "enterprises_plannedreleaseevent" ("approved_on", "decision_id", "document_number", "effective_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "release_at") VALUES (NEW."approved_on", NEW."decision_id", NEW."document_number", NEW."effective_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."release_at"); RETURN NULL;',
                            hash="3ceaa46630f66abd696e3480c94486e1188c490f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6b7ea",
                            table="enterprises_plannedrelease",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedrelease",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_plannedreleaseevent" ("approved_on", "decision_id", "document_number", "effective_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "release_at") VALUES (OLD."approved_on", OLD."decision_id", OLD."document_number", OLD."effective_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."planned_at", OLD."planned_by_id", OLD."release_at"); RETURN NULL;',
                            hash="1dd36c400bd17353078787e4df1617f959e3f8ff",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a6f69",
                            table="enterprises_plannedrelease",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plannedreleaseevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9cf6e90625b10467e03863dd9011cd9a2a46583f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fc9a8",
                            table="enterprises_plannedreleaseevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="supplement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="what_was_asked_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NOT (OLD."state" = \'open\') OR OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."parts" IS DISTINCT FROM (NEW."parts") OR OLD."asked" IS DISTINCT FROM (NEW."asked") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="23dcd4e098d5c45cf73fce3d5e23898195d5476e",
                            operation="UPDATE",
                            pgid="pgtrigger_what_was_asked_stays_75f94",
                            table="enterprises_supplement",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="supplement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_supplementevent" ("answered_at", "answered_by_id", "application_id", "asked", "asked_at", "asked_by_id", "closed_at", "closed_reason", "content_hash", "due_at", "id", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_won", "state") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."application_id", NEW."asked", NEW."asked_at", NEW."asked_by_id", NEW."closed_at", NEW."closed_reason", NEW."content_hash", NEW."due_at", NEW."id", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."requested_won", NEW."state"); RETURN NULL;',
                            hash="d0c727c31c4089c2a06041fa5df6979e505f71eb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a262d",
                            table="enterprises_supplement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="supplement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."asked" IS DISTINCT FROM (NEW."asked") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_reason" IS DISTINCT FROM (NEW."closed_reason") OR OLD."content_hash" IS DISTINCT FROM (NEW."content_hash") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."parts" IS DISTINCT FROM (NEW."parts") OR OLD."requested_won" IS DISTINCT FROM (NEW."requested_won") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func='INSERT INTO "enterprises_supplementevent" ("answered_at", "answered_by_id", "application_id", "asked", "asked_at", "asked_by_id", "closed_at", "closed_reason", "content_hash", "due_at", "id", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_won", "state") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."application_id", NEW."asked", NEW."asked_at", NEW."asked_by_id", NEW."closed_at", NEW."closed_reason", NEW."content_hash", NEW."due_at", NEW."id", NEW."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."requested_won", NEW."state"); RETURN NULL;',
                            hash="948d04a76562ae2f2572b555dbb28780bbf980d1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d1a06",
                            table="enterprises_supplement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="supplement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "enterprises_supplementevent" ("answered_at", "answered_by_id", "application_id", "asked", "asked_at", "asked_by_id", "closed_at", "closed_reason", "content_hash", "due_at", "id", "parts", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_won", "state") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."application_id", OLD."asked", OLD."asked_at", OLD."asked_by_id", OLD."closed_at", OLD."closed_reason", OLD."content_hash", OLD."due_at", OLD."id", OLD."parts", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."requested_won", OLD."state"); RETURN NULL;',
                            hash="8c1f4c147cf44c6a5d393cd0df6357775a79d4b3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e060d",
                            table="enterprises_supplement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="supplementevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a343f3ba8815d016ac8217dadbe92f6cd6b97165",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a9b1b",
                            table="enterprises_supplementevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="supplementfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="files_of_what_is_over_stay",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF EXISTS (SELECT 1 FROM enterprises_supplement WHERE id = NEW.supplement_id AND state <> 'open') THEN\n            RAISE EXCEPTION 'the supplement is over: its files stay';\n        END IF;\n        RETURN NEW;\n    ",
                            hash="328b4bfc5acd086f0f11cd490b55df34d21ce42f",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_files_of_what_is_over_stay_030d1",
                            table="enterprises_supplementfile",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
