import csv
import io

import pytest

from landsea.insight.tables import UnreadableTable, read_table, write_csv


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"]
)
def test_a_text_is_never_a_formula_of_a_spreadsheet(text: str) -> None:
    rows = list(csv.reader(io.StringIO(write_csv(["a"], [[text]]), newline="")))

    assert rows == [["a"], ["'" + text]]


def test_numbers_stay_numbers_and_texts_stay_what_they_are() -> None:
    assert (
        write_csv(["a", "b", "c"], [[-5, "大足, “Dazu”", ""]]) == 'a,b,c\r\n-5,"大足, “Dazu”",\r\n'
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_table_is_read_whatever_ends_its_lines(ending: str) -> None:
    content = ending.join(["a,b", "1,大足", ""]).encode("utf-8-sig")

    assert read_table(content) == [{"a": "1", "b": "大足"}]


@pytest.mark.parametrize(
    "content",
    [
        "a\n大足\n".encode("gb18030"),
        "a\nzürich\n".encode("latin-1"),
        b"a,b\n1,\x00\n",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"a\n" + b"x" * 200_000,
    ],
)
def test_what_is_no_table_in_utf_8_says_how_to_make_one(content: bytes) -> None:
    with pytest.raises(UnreadableTable) as error:
        read_table(content)

    assert error.value.sentence == (
        "This file is not a table in UTF-8. Save it as “CSV UTF-8” and send it again."
    )


def test_cells_beyond_the_header_are_left_out_and_missing_ones_are_none() -> None:
    assert read_table(b"a,b\n1,2,3\n4\n") == [{"a": "1", "b": "2"}, {"a": "4", "b": None}]
