"""The daily sweep, as a task."""

from landsea.foundation import erasing, retention, scheduling
from landsea.foundation.tasks import TaskContext, task


@task(max_attempts=2)
def tidy(context: TaskContext) -> dict[str, int]:
    """Removes what is over."""
    erasing.finish_erasures(between=context.check_cancelled)
    return retention.sweep_all(now=context.clock.now(), between=context.check_cancelled)


# At night in Singapore and Chongqing, where gates are closed.
scheduling.daily("tidy", tidy, hour=18)
