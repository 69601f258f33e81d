from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cards", "0002_ledger_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="card",
            name="age_band",
            field=models.CharField(
                choices=[
                    ("adult", "adult"),
                    ("youth", "youth"),
                    ("child", "child"),
                    ("infant", "infant"),
                ],
                default="adult",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.CheckConstraint(
                condition=models.Q(("age_band__in", ["adult", "youth", "child", "infant"])),
                name="age_band_known",
            ),
        ),
    ]
