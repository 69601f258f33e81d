"""The database itself keeps the ledger append-only and each posting in one currency."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from landsea.foundation.append_only import append_only

UP = {
    "sqlite": [
        """
        CREATE TRIGGER cards_posting_has_one_currency BEFORE INSERT ON cards_posting
        WHEN (SELECT COUNT(*) FROM cards_account
              WHERE id IN (NEW.debit_id, NEW.credit_id) AND currency = NEW.currency) <> 2
        BEGIN SELECT RAISE(ABORT, 'both accounts of a posting are in its currency'); END
        """
    ],
    "postgresql": [
        """
        CREATE FUNCTION cards_posting_has_one_currency() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF (SELECT COUNT(*) FROM cards_account
                WHERE id IN (NEW.debit_id, NEW.credit_id) AND currency = NEW.currency) <> 2 THEN
                RAISE EXCEPTION 'both accounts of a posting are in its currency'
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
        """,
        """
        CREATE TRIGGER cards_posting_has_one_currency BEFORE INSERT ON cards_posting
        FOR EACH ROW EXECUTE FUNCTION cards_posting_has_one_currency()
        """,
    ],
}
DOWN = {
    "sqlite": ["DROP TRIGGER cards_posting_has_one_currency"],
    "postgresql": [
        "DROP TRIGGER cards_posting_has_one_currency ON cards_posting",
        "DROP FUNCTION cards_posting_has_one_currency()",
    ],
}


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def release(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in DOWN[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("cards", "0001_initial")]

    operations = [
        append_only("cards_posting", instead="reverse it"),
        migrations.RunPython(
            guard,
            release,
            hints={
                "triggers": {
                    "sqlite": ["cards_posting_has_one_currency"],
                    "postgresql": ["cards_posting_has_one_currency"],
                }
            },
        ),
    ]
