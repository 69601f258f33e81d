from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.foundation.faults import InvalidFields
from landsea.kernel.periods import Period
from landsea.market.engine.listing_input import ListingInput, read_listing
from tests.factories.market import make_input

MARKETS = frozenset({"CN", "SG", "TH"})


def faults_of(**fields: object) -> set[str]:
    """Returns the fields with which something is wrong."""
    try:
        read_listing(make_input(**fields), market_codes=MARKETS)
    except InvalidFields as error:
        return {each.field for each in error.faults}
    return set()


def test_a_sound_listing_is_read_as_it_was_written() -> None:
    draft = read_listing(make_input(markets=["sg", "CN", ""]), market_codes=MARKETS)

    assert draft.markets == ("CN", "SG")
    assert draft.titles.as_dict()["zh-Hans"] == "石刻两日游"
    assert draft.period == Period(date(2026, 11, 24), date(2027, 2, 22))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "pagoda"}, "kind"),
        ({"side": ""}, "side"),
        ({"titles": {}}, "titles"),
        ({"titles": {"en": " "}}, "titles"),
        ({"titles": {"en": "x" * 121}}, "titles"),
        ({"titles": {"en_": "x"}}, "titles"),
        ({"titles": {"en": "a", "EN": "b"}}, "titles"),
        ({"titles": {"en": "a\x00b"}}, "titles"),
        ({"texts": {"en": "x" * 4001}}, "texts"),
        ({"languages": []}, "languages"),
        ({"languages": ["tlh"]}, "languages"),
        ({"markets": []}, "markets"),
        ({"markets": ["XX"]}, "markets"),
        ({"place": "x" * 201}, "place"),
        ({"contact_url": "http://example.org"}, "contact_url"),
        ({"contact_url": "javascript:alert(1)"}, "contact_url"),
        ({"contact_url": "https://[x"}, "contact_url"),
        ({"contact_url": "https://a@example.org/"}, "contact_url"),
        ({"first_day": "soon"}, "first_day"),
        ({"first_day": "0001-01-01"}, "first_day"),
        ({"last_day": "2026-11-23"}, "last_day"),
        ({"last_day": "2029-01-01"}, "last_day"),
    ],
)
def test_what_is_wrong_is_named(fields: dict[str, object], wrong: str) -> None:
    assert faults_of(**fields) == {wrong}


@pytest.mark.parametrize(
    "text",
    [
        "Ask li.wang@example.org for more.",
        "Call +65 6123 4567 in the morning.",
        "电话13912345678，找王经理。",
        "Tel. 023-63210987",
    ],
)
def test_nobody_is_reached_through_a_text(text: str) -> None:
    assert faults_of(texts={"en": text}) == {"texts"}
    assert faults_of(titles={"en": text}) == {"titles"}


@pytest.mark.parametrize(
    "text",
    [
        "From 2026-11-24 12:00 to 2027-02-21, 1 800 m², 1,200,000,000 yuan.",
        "占地1800平方米，投资53200000000元。",
        "Open @ night, 24/7.",
    ],
)
def test_dates_and_amounts_are_no_telephone_numbers(text: str) -> None:
    assert faults_of(texts={"en": text}) == set()


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert faults_of(**vars_of(ListingInput())) == {
        *("kind", "side", "titles", "languages", "markets", "first_day", "last_day"),
    }


def vars_of(given: ListingInput) -> dict[str, object]:
    return {name: getattr(given, name) for name in ListingInput.__slots__}


anything = st.text(max_size=20)


@given(
    st.builds(
        ListingInput,
        kind=anything,
        side=anything,
        titles=st.dictionaries(anything, anything, max_size=3),
        texts=st.dictionaries(anything, anything, max_size=3),
        languages=st.lists(anything, max_size=3),
        markets=st.lists(anything, max_size=3),
        place=anything,
        contact_url=anything,
        first_day=anything,
        last_day=anything,
    )
)
def test_whatever_is_sent_is_read_or_refused_by_its_fields(sent: ListingInput) -> None:
    with pytest.raises(InvalidFields):
        read_listing(sent, market_codes=MARKETS)
