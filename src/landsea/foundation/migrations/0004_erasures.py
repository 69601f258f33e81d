"""That somebody was erased is kept, so that it can be done again after a restore."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_cache")]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_sha256", models.CharField(max_length=64, unique=True)),
                ("subject", models.UUIDField(blank=True, null=True)),
                ("erased_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["erased_at"], name="erasure_age")],
            },
        ),
    ]
