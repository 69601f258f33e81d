"""Work behind the pages that put the modules together."""

from uuid import UUID

from landsea.foundation import undo
from landsea.foundation.tasks import TaskContext, task
from landsea.members import queries as members


@task()
def take_back_batch(context: TaskContext, batch: str, undoing: str) -> str:
    """Takes a large batch back for whoever asked, piece by piece; returns the batch of it."""
    by = members.actor_of_subject(context.asked_by)
    plan = undo.plan_undo(UUID(batch), by=by, has_begun=context.done > 0)
    for start in range(context.done, len(plan), undo.MAX_CHANGES):
        piece = plan[start : start + undo.MAX_CHANGES]
        with context.transaction(done=start + len(piece), total=len(plan)):
            undo.take_back(
                piece,
                batch=UUID(undoing),
                undoes=UUID(batch),
                by=by,
                now=context.clock.now(),
            )
    return undoing
