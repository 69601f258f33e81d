import landsea.foundation.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        default=landsea.foundation.ids.uuid7, editable=False, unique=True
                    ),
                ),
                ("recipient", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=300)),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RateCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("window_starts_at", models.DateTimeField()),
                ("count", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="change",
            name="alliance",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="change",
            name="undoes",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["organisation", "id"], name="change_of_an_organisation"),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["alliance", "id"], name="change_of_an_alliance"),
        ),
        migrations.AddIndex(
            model_name="keptmail",
            index=models.Index(fields=["recipient", "id"], name="mail_of_a_recipient"),
        ),
        migrations.AddIndex(
            model_name="ratecount",
            index=models.Index(fields=["window_starts_at"], name="rate_window_age"),
        ),
        migrations.AddConstraint(
            model_name="ratecount",
            constraint=models.UniqueConstraint(
                fields=("key", "window_starts_at"), name="a_window_counts_once"
            ),
        ),
    ]
