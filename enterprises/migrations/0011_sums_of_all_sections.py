"""Sums over all sections of industry beside those of each: most visitors ask for no section.

The sums of before lack them, and are made anew within a minute.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0010_decided_by_another")]

    operations = [
        migrations.RunSQL("DELETE FROM enterprises_directorycount", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="directorycount", name="section", field=models.CharField(max_length=5, null=True)
        ),
    ]
