"""Work of the library that goes on behind the pages."""

from landsea.foundation import scheduling
from landsea.foundation.tasks import TaskContext, task
from landsea.library.services.events import renew_dates


@task(max_attempts=2)
def renew_event_dates(context: TaskContext) -> dict[str, int]:
    """Works out the days of events for the coming years, as years go by."""
    with context.transaction(done=1, total=1):
        count = renew_dates(today=context.clock.now().date())
    return {"dates": count}


# After midnight in the alliance's markets, so that a new year's days are ready in its first hours.
scheduling.daily("event dates", renew_event_dates, hour=17)
