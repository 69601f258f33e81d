import pytest

from landsea.library.engine.assumed_hours import assumed_windows
from landsea.library.engine.labels import KIND_LABELS
from landsea.library.engine.vocabulary import ResourceKind


@pytest.mark.parametrize("kind", list(ResourceKind))
def test_each_kind_has_hours_that_are_assumed_and_a_label(kind: ResourceKind) -> None:
    windows = assumed_windows(kind)

    assert all(window.closes_minute - window.opens_minute >= 4 * 60 for window in windows)
    assert len(windows) == 1
    assert KIND_LABELS[kind]
