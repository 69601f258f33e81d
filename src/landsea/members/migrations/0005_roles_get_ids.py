"""Gives roles that are held, and those that were, their public id."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from landsea.foundation.ids import uuid7


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    assignment_model = apps.get_model("members", "RoleAssignment")
    for assignment in assignment_model.objects.order_by("id").iterator():
        assignment.public_id = uuid7()
        assignment.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [("members", "0004_memberships_have_ids")]

    operations = [
        migrations.AddField(
            model_name="roleassignment",
            name="public_id",
            # Made unique by 0006: one default for all rows would not be.
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
