"""The database itself keeps the ledger append-only and each posting in one currency."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE_UP = [
    """
    CREATE TRIGGER cards_posting_is_never_changed BEFORE UPDATE ON cards_posting
    BEGIN SELECT RAISE(ABORT, 'a posting is never changed: reverse it'); END
    """,
    """
    CREATE TRIGGER cards_posting_is_never_deleted BEFORE DELETE ON cards_posting
    BEGIN SELECT RAISE(ABORT, 'a posting is never deleted: reverse it'); END
    """,
    """
    CREATE TRIGGER cards_posting_has_one_currency BEFORE INSERT ON cards_posting
    WHEN (SELECT COUNT(*) FROM cards_account
          WHERE id IN (NEW.debit_id, NEW.credit_id) AND currency = NEW.currency) <> 2
    BEGIN SELECT RAISE(ABORT, 'both accounts of a posting are in its currency'); END
    """,
]
SQLITE_DOWN = [
    "DROP TRIGGER cards_posting_is_never_changed",
    "DROP TRIGGER cards_posting_is_never_deleted",
    "DROP TRIGGER cards_posting_has_one_currency",
]

POSTGRESQL_UP = [
    """
    CREATE FUNCTION cards_posting_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a posting is never changed or deleted: reverse it'
          USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER cards_posting_is_append_only BEFORE UPDATE OR DELETE ON cards_posting
    FOR EACH ROW EXECUTE FUNCTION cards_posting_is_append_only()
    """,
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
]
POSTGRESQL_DOWN = [
    "DROP TRIGGER cards_posting_has_one_currency ON cards_posting",
    "DROP TRIGGER cards_posting_is_append_only ON cards_posting",
    "DROP FUNCTION cards_posting_has_one_currency()",
    "DROP FUNCTION cards_posting_is_append_only()",
]


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, {"sqlite": SQLITE_UP, "postgresql": POSTGRESQL_UP})


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, {"sqlite": SQLITE_DOWN, "postgresql": POSTGRESQL_DOWN})


def _run(schema_editor: BaseDatabaseSchemaEditor, statements: dict[str, list[str]]) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("cards", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
