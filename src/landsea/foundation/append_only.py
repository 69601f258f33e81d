"""Tables whose rows are never changed: the database itself refuses, on both engines."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython


def append_only(table: str, *, instead: str) -> RunPython:
    """Returns the migration that keeps a table append-only; `instead` is told to whoever tries."""
    message = f"a row of {table} is never changed or deleted: {instead}"
    statements = {"sqlite": _sqlite(table, message), "postgresql": _postgresql(table, message)}
    #: What the doctor looks for.
    triggers = {
        "sqlite": [f"{table}_no_update", f"{table}_no_delete"],
        "postgresql": [f"{table}_append_only"],
    }

    def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _execute(schema_editor, [up for up, _down in statements[schema_editor.connection.vendor]])

    def release(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        pairs = statements[schema_editor.connection.vendor]
        _execute(schema_editor, [down for _up, down in reversed(pairs)])

    return RunPython(guard, release, hints={"triggers": triggers})


def _execute(schema_editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement)


def _sqlite(table: str, message: str) -> list[tuple[str, str]]:
    pairs = []
    for act in ("UPDATE", "DELETE"):
        name = f"{table}_no_{act.lower()}"
        body = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        pairs.append(
            (f"CREATE TRIGGER {name} BEFORE {act} ON {table} {body}", f"DROP TRIGGER {name}")
        )
    return pairs


def _postgresql(table: str, message: str) -> list[tuple[str, str]]:
    name = f"{table}_append_only"
    function = f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """
    trigger = f"""
        CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {name}()
    """
    return [
        (function, f"DROP FUNCTION {name}()"),
        (trigger, f"DROP TRIGGER {name} ON {table}"),
    ]
