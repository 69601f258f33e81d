import pytest

from landsea.insight.engine.arrivals import ObservationStatus, read_rows
from landsea.insight.engine.growth import Growth, NoGrowth, Observed, year_on_year
from tests.factories.insight import make_arrivals_row


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("", ObservationStatus.NORMAL),
        ("sum of the markets", ObservationStatus.NORMAL),
        ("Provisional; by nationality", ObservationStatus.PROVISIONAL),
        ("4 days missing in the source", ObservationStatus.INCOMPLETE),
        ("it may be cut - do not treat as the full month", ObservationStatus.INCOMPLETE),
        ("provisional, 2 days missing", ObservationStatus.INCOMPLETE),
        ("its label was cut off - verify", ObservationStatus.UNVALIDATED),
    ],
)
def test_a_note_says_how_far_a_figure_can_be_relied_on(
    note: str, status: ObservationStatus
) -> None:
    observations, _ = read_rows([make_arrivals_row(note=note)])

    assert observations[0].status is status


@pytest.mark.parametrize(("now", "before"), [(True, False), (False, True), (False, False)])
def test_growth_is_told_of_whole_periods_only(now: bool, before: bool) -> None:
    this_year = Observed(value=9, measure="arrivals", source="the board", is_complete=now)
    last_year = Observed(value=8, measure="arrivals", source="the board", is_complete=before)

    assert year_on_year(this_year, last_year) == Growth(None, NoGrowth.INCOMPLETE)
