"""A file that was cut or changed anywhere is told from a whole one."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.keeping.seal import PLACE, SealedWriter, is_sealed


def sealed(*parts: bytes) -> bytes:
    file = BytesIO()
    writer = SealedWriter(file)
    for part in (*parts, PLACE):
        writer.write(part)
    writer.seal()
    return file.getvalue()


@given(st.lists(st.binary(max_size=300)))
def test_what_was_written_in_any_parts_is_sealed_as_a_whole(parts: list[bytes]) -> None:
    content = sealed(*parts)

    assert content[:-64] == b"".join(parts)
    assert is_sealed(BytesIO(content))


def test_a_file_cut_anywhere_is_not_sealed() -> None:
    content = sealed(b"rows " * 50)

    assert not [end for end in range(len(content)) if is_sealed(BytesIO(content[:end]))]


def test_a_file_with_any_bit_changed_is_not_sealed() -> None:
    content = sealed(b"rows " * 50)

    unnoticed = [
        (position, bit)
        for position in range(len(content))
        for bit in range(8)
        if is_sealed(BytesIO(changed(content, position, 1 << bit)))
    ]

    assert unnoticed == []


@given(st.binary(min_size=1, max_size=200))
def test_a_file_with_more_at_its_end_is_not_sealed(more: bytes) -> None:
    assert not is_sealed(BytesIO(sealed(b"rows") + more))


def test_a_file_is_not_sealed_without_a_place_for_its_digest(tmp_path: Path) -> None:
    writer = SealedWriter(BytesIO())
    writer.write(b"rows")

    with pytest.raises(ValueError, match="place of its digest"):
        writer.seal()


def changed(content: bytes, position: int, mask: int) -> bytes:
    """Returns content with bits of one byte turned."""
    turned = bytearray(content)
    turned[position] ^= mask
    return bytes(turned)
