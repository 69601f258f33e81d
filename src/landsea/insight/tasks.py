"""Work of figures that goes on behind the pages."""

from uuid import UUID

from landsea.foundation import files
from landsea.foundation.tasks import TaskContext, task
from landsea.insight.engine.lines import is_table_of_lines
from landsea.insight.services import load_lines, load_published
from landsea.insight.tables import UnreadableTable, read_table
from landsea.members import queries as members


@task()
def load_published_file(context: TaskContext, file_id: str) -> dict[str, object]:
    """Loads a file of published arrivals or of published lines that somebody handed in."""
    # Whoever handed the file in; a role withdrawn since is missed when it is loaded.
    by = members.actor_of_subject(context.asked_by)
    stored = files.get_file(UUID(file_id), by=by)
    with files.open_file(stored.public_id, by=by) as content:
        try:
            rows = read_table(content.read())
        except UnreadableTable as error:
            return {"faults": [[1, "", "", error.message, error.mend]]}
    load = load_lines if is_table_of_lines(rows) else load_published
    report = load(
        rows,
        source_file=stored.name,
        by=by,
        now=context.clock.now(),
        in_batch=lambda done, total: context.transaction(done=done, total=total),
    )
    return {
        "rows": report.row_count,
        "is_unchanged": report.is_unchanged,
        "faults": [
            [fault.row, fault.column, fault.value, fault.what, fault.mend]
            for fault in report.faults[:200]
        ],
    }
