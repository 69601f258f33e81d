import pytest

from landsea.library.engine.csv_table import NotATable, NotUtf8, read_csv


def test_a_byte_order_mark_does_not_belong_to_the_first_column() -> None:
    rows = read_csv("\ufeffid,name\n1,大足\n".encode(), required=["id"])

    assert rows == [{"id": "1", "name": "大足"}]


def test_a_line_end_inside_quotes_belongs_to_the_cell() -> None:
    assert read_csv(b'id,note\n1,"a\nb"\n', required=["id"]) == [{"id": "1", "note": "a\nb"}]


def test_another_encoding_is_named_with_its_line() -> None:
    with pytest.raises(NotUtf8) as caught:
        read_csv("id,name\n1,ok\n2,大足\n".encode("gb18030"), required=["id"])

    assert caught.value.params["line"] == 3


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no column id"),
        (b"name\nDazu\n", "no column id"),
        (b"id,id\n1,2\n", "twice a column id"),
        (b"id,name\n1\n", "row 2 has not as many cells as there are columns"),
        (b"id,name\n1,a,b\n", "row 2 has not as many cells as there are columns"),
        (b'id,name\n1,"a\n', "after line 1: unexpected end of data"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(NotATable) as caught:
        read_csv(data, required=["id"])

    assert caught.value.params["reason"] == reason
