"""Names that were written before get their order in each language and their Latin letters."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from landsea.library.engine.collation import sort_keys_of
from landsea.library.engine.romanisation import romanised

_AT_ONCE = 500


def fill(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    resources = apps.get_model("library", "Resource").objects
    pks = list(resources.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), _AT_ONCE):
        rows = list(resources.filter(pk__in=pks[start : start + _AT_ONCE]))
        for row in rows:
            row.romanised_tag, letters = romanised(row.names)
            row.romanised = letters[:300]
            row.sort_keys = sort_keys_of(row.names.with_text(row.romanised_tag, letters))
        resources.bulk_update(rows, ["romanised", "romanised_tag", "sort_keys"])


class Migration(migrations.Migration):
    dependencies = [("library", "0003_living_traditions_and_events")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
