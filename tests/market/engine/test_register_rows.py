import pytest

from landsea.kernel.money import Money
from landsea.market.engine.projects import Sector, Stage
from landsea.market.engine.register_rows import MOST_ROWS, read_register_rows
from landsea.market.engine.register_table import read_register_table
from landsea.market.errors import NotARegister
from tests.factories.market import make_register_row, make_sum_row

MARKETS = frozenset({"CN", "SG"})


def faults_of(*rows: dict[str, str], sums: frozenset[str] = frozenset()) -> list[tuple[int, str]]:
    """Returns rows and columns with which something is wrong."""
    _drafts, faults = read_register_rows(rows, market_codes=MARKETS, sums=sums)
    return [(fault.row, fault.column) for fault in faults]


def test_a_project_is_read_as_it_stands() -> None:
    drafts, faults = read_register_rows([make_register_row()], market_codes=MARKETS)

    assert faults == []
    (draft,) = drafts
    assert (draft.key, draft.stage, draft.year) == ("spa-1", Stage.SIGNED, 2026)
    assert draft.amount == Money.of(1_200_000_000, "CNY")
    assert draft.sector is Sector.WELLNESS
    assert draft.names.as_dict() == {"en": "Hot spring resort", "zh-Hans": "温泉度假区"}
    assert draft.project_count is None


def test_what_is_not_known_stays_not_known() -> None:
    row = make_register_row(
        year="", amount="", currency="", sector="", place_en="", market="", as_of="", source_url=""
    )

    ((draft,), faults) = read_register_rows([row], market_codes=MARKETS)

    assert faults == []
    assert (draft.year, draft.amount, draft.sector, draft.market) == (None, None, None, "")
    assert not draft.place_names


def test_projects_may_stand_before_the_sum_that_they_are_among() -> None:
    assert faults_of(make_register_row(part_of="signed"), make_sum_row()) == []
    assert faults_of(make_register_row(part_of="old"), sums=frozenset({"old"})) == []


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"key": ""}, "key"),
        ({"type": "dream"}, "type"),
        ({"name_en": "", "name_zh": ""}, "name_en"),
        ({"stage": ""}, "stage"),
        ({"stage": "hoped"}, "stage"),
        ({"year": "26"}, "year"),
        ({"amount": "many"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"amount": "1e99"}, "amount"),
        ({"amount": "1.001"}, "amount"),
        ({"currency": ""}, "currency"),
        ({"currency": "yuan"}, "currency"),
        ({"amount": ""}, "currency"),
        ({"sector": "moon"}, "sector"),
        ({"market": "XX"}, "market"),
        ({"part_of": "nothing"}, "part_of"),
        ({"source": ""}, "source"),
        ({"source_url": "see there"}, "source_url"),
        ({"as_of": "May"}, "as_of"),
        ({"projects": "3"}, "projects"),
        ({"type": "sum"}, "projects"),
        ({"type": "sum", "projects": "0"}, "projects"),
        ({"type": "sum", "projects": "2", "part_of": "spa-1"}, "part_of"),
        ({"note": "<script>"}, "note"),
    ],
)
def test_a_fault_names_its_row_and_column(cells: dict[str, str], column: str) -> None:
    rows = [make_register_row(key="first"), make_register_row(**cells)]

    assert faults_of(*rows) == [(3, column)]


def test_a_fault_tells_the_value() -> None:
    _drafts, (fault,) = read_register_rows([make_register_row(amount="53,2")], market_codes=MARKETS)

    assert (fault.value, fault.what) == ("53,2", "An amount is a number above zero.")


def test_a_key_stands_once_in_a_file() -> None:
    assert faults_of(make_register_row(), make_register_row()) == [(3, "key")]


def test_a_file_has_no_more_rows_than_one_transaction_writes() -> None:
    rows = [make_register_row(key=str(number)) for number in range(MOST_ROWS + 1)]

    assert faults_of(*rows) == [(MOST_ROWS + 2, "key")]
    assert faults_of(*rows[1:]) == []


@pytest.mark.parametrize("content", [b"", b"key,type\n1,2\n", b"key,key\n"])
def test_a_file_that_is_no_register_says_so(content: bytes) -> None:
    with pytest.raises(NotARegister, match="not a table of projects"):
        read_register_table(content)
