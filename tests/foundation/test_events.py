"""Events and their JSON."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.foundation.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited(Event):
    event_name: ClassVar[str] = "sample.visited"

    visit: UUID
    at: datetime
    on: date
    place: str
    count: int
    ended_at: datetime | None = None
    card: UUID | None = None


moments = st.datetimes(timezones=st.just(UTC))
events = st.builds(
    Visited,
    visit=st.uuids(),
    at=moments,
    on=st.dates(),
    place=st.text(),
    count=st.integers(),
    ended_at=st.none() | moments,
    card=st.none() | st.uuids(),
)


@given(events)
def test_an_event_comes_back_from_json_as_it_was(event: Visited) -> None:
    payload = json.loads(json.dumps(event.as_payload()))

    assert Visited.from_payload(payload) == event


def test_an_event_of_a_newer_version_is_read_without_its_new_fields() -> None:
    payload = {
        "visit": str(UUID(int=1)),
        "at": "2026-05-01T12:00:00+00:00",
        "on": "2026-05-01",
        "place": "Dazu",
        "count": 1,
        "mood": "fine",
    }

    event = Visited.from_payload(payload)

    assert event == Visited(
        visit=UUID(int=1),
        at=datetime(2026, 5, 1, 12, tzinfo=UTC),
        on=date(2026, 5, 1),
        place="Dazu",
        count=1,
    )


def test_an_event_that_lacks_a_field_is_refused() -> None:
    with pytest.raises(TypeError):
        Visited.from_payload({"place": "Dazu"})
