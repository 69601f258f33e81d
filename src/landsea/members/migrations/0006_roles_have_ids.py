from django.db import migrations, models

import landsea.foundation.ids


class Migration(migrations.Migration):
    dependencies = [("members", "0005_roles_get_ids")]

    operations = [
        migrations.AlterField(
            model_name="roleassignment",
            name="public_id",
            field=models.UUIDField(
                default=landsea.foundation.ids.uuid7, editable=False, unique=True
            ),
        )
    ]
