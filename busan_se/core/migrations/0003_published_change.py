"""What tells one state of the published rows from another; `migrate` installs the triggers themselves afterwards."""

from django.db import migrations, models

from busan_se.core.page_cache.triggers import CREATE_FUNCTION, DROP_FUNCTION

# Two portals, or one before and after it was made anew, may share a Redis: their ids have nothing in common.
START_ANYWHERE = """
SELECT setval(pg_get_serial_sequence('core_publishedchange', 'id'), 1 + (random() * 1e15)::bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_job")]

    operations = [
        migrations.CreateModel(
            name="PublishedChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "verbose_name": "published change",
                "verbose_name_plural": "published changes",
                "default_permissions": (),
            },
        ),
        migrations.RunSQL(START_ANYWHERE, migrations.RunSQL.noop),
        migrations.RunSQL(CREATE_FUNCTION, DROP_FUNCTION),
    ]
