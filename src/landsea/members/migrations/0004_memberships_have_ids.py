from django.db import migrations, models

import landsea.foundation.ids


class Migration(migrations.Migration):
    dependencies = [("members", "0003_fill_memberships")]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="public_id",
            field=models.UUIDField(
                default=landsea.foundation.ids.uuid7, editable=False, unique=True
            ),
        )
    ]
