"""Gives memberships that are there their public id and the first step of their history."""

from datetime import UTC, datetime, time

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from landsea.foundation.ids import uuid7


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    membership_model = apps.get_model("members", "Membership")
    change_model = apps.get_model("members", "MembershipChange")
    for membership in membership_model.objects.order_by("id").iterator():
        membership.public_id = uuid7()
        membership.save(update_fields=["public_id"])
        # Who did it and why is not known: the first release kept the state alone.
        change_model.objects.create(
            membership=membership,
            before="",
            after=membership.state,
            reason="as found" if membership.state == "suspended" else "",
            changed_at=datetime.combine(membership.starts_on, time(), UTC),
        )


class Migration(migrations.Migration):
    dependencies = [("members", "0002_people_and_keys")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
