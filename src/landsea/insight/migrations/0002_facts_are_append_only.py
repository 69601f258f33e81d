"""A visit fact is never changed: what did not take place is told by a counter-fact."""

from django.db import migrations

from landsea.foundation.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_initial")]

    operations = [append_only("insight_visitfact", instead="write a counter-fact")]
