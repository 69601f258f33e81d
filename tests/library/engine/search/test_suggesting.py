import pytest

from landsea.library.engine.search.finding import find
from landsea.library.engine.search.memory import MemoryIndex
from landsea.library.engine.search.suggesting import did_you_mean, suggest
from tests.library.engine.search.libraries import make_index, make_record, named


def texts(typed: str, index: MemoryIndex | None = None) -> list[str]:
    return [each.text for each in suggest(index or make_index(), typed)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("daz", "Dazu Rock Carvings"),
        ("大足", "大足石刻景区"),
        ("dazushi", "大足石刻景区"),
        ("dzs", "大足石刻景区"),
        ("hongy", "洪崖洞"),
        ("วัดฉ", "วัดฉลอง"),
        ("vuon q", "Vườn quốc gia Cúc Phương"),
        ("by the ba", "Gardens by the Bay"),
        ("瀋", "瀋陽故宮"),
    ],
)
def test_a_name_is_offered_while_it_is_being_typed(typed: str, name: str) -> None:
    assert name in texts(typed)


def test_what_begins_so_comes_before_what_has_it_inside() -> None:
    assert texts("gar", named("Old Garden", "Garden Hall")) == ["Garden Hall", "Old Garden"]


def test_a_name_is_offered_once() -> None:
    index = MemoryIndex.of(make_record(f"{each}", {"en": "West Gate"}) for each in range(5))

    assert texts("west", index) == ["West Gate"]


def test_no_more_are_offered_than_asked_for() -> None:
    index = named(*(f"Garden {number}" for number in range(20)))

    assert len(suggest(index, "gard", limit=3)) == 3


@pytest.mark.parametrize("typed", ["", " ", "—", "zzzz"])
def test_nothing_is_offered_for_nothing(typed: str) -> None:
    assert texts(typed) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dazu rock carvngs", "Dazu Rock Carvings"),
        ("dazu carvngs", "dazu Carvings"),
        ("vuonn cuc phuong", "Vườn cuc phuong"),
        ("红崖洞", "洪崖洞"),
        ("วัดฉลง", "วัดฉลอง"),
    ],
)
def test_what_was_meant_is_asked_after_an_error(typed: str, meant: str) -> None:
    assert did_you_mean(find(make_index(), typed)) == meant


@pytest.mark.parametrize(
    "typed", ["Dazu Rock Carvings", "dazu", "dazushike", "vuon quoc gia", "大足石刻", "qqqq", ""]
)
def test_nothing_is_asked_when_it_was_found_as_typed_or_not_at_all(typed: str) -> None:
    assert did_you_mean(find(make_index(), typed)) is None
