from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kpis", "0002_plan"),
    ]

    operations = [
        migrations.AlterField(
            model_name="indicator",
            name="unit",
            field=models.CharField(
                choices=[
                    ("enterprises", "enterprises"),
                    ("qualifications", "qualifications"),
                    ("people", "people"),
                    ("won", "won"),
                ],
                max_length=20,
                verbose_name="unit",
            ),
        ),
        migrations.AlterField(
            model_name="indicatorevent",
            name="unit",
            field=models.CharField(
                choices=[
                    ("enterprises", "enterprises"),
                    ("qualifications", "qualifications"),
                    ("people", "people"),
                    ("won", "won"),
                ],
                max_length=20,
                verbose_name="unit",
            ),
        ),
    ]
