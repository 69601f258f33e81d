import base45 as reference
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.cards.engine import base45


@pytest.mark.parametrize(
    ("data", "text"),
    [  # the examples of RFC 9285, 4.3
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"", ""),
    ],
)
def test_the_examples_of_the_standard_hold(data: bytes, text: str) -> None:
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@given(st.binary(max_size=300))
def test_code_that_is_not_ours_reads_it_back(data: bytes) -> None:
    text = base45.encode(data)

    assert reference.b45decode(text) == data
    assert base45.decode(text) == data


@pytest.mark.parametrize("text", ["GGW", ":::", "A", "ab", "BB8A", "::", "é00"])
def test_what_encode_can_not_give_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"[Bb]ase45"):
        base45.decode(text)
