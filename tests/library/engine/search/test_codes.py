import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.library.engine.search.analysis import analyse
from landsea.library.engine.search.codes import (
    TokenKind,
    encode,
    encode_characters,
    encode_hashed,
    encode_neighbours,
    encode_starts,
)
from landsea.library.engine.search.folding import fold

NAMES = st.sampled_from(
    ["大足石刻景区", "Đà Nẵng", "วัดพระแก้ว", "KK公园", "Musée", "서울", "a" * 90, "𠮷野家"]
) | st.text(max_size=60)
KEYS = NAMES.map(lambda name: fold(name).key).filter(bool)


@given(KEYS, st.sampled_from(TokenKind))
def test_a_code_has_only_letters_and_digits_and_is_short(key: str, kind: TokenKind) -> None:
    for code in (encode(kind, key), encode_hashed(kind, key)):
        assert re.fullmatch("[a-z][aux][a-z0-9]{1,32}", code)


@given(KEYS, KEYS)
def test_different_texts_have_different_codes(first: str, second: str) -> None:
    same = encode(TokenKind.KEY, first) == encode(TokenKind.KEY, second)

    assert same == (first == second)


def test_the_same_text_of_another_kind_has_another_code() -> None:
    codes = {encode(kind, "dazu") for kind in TokenKind}

    assert len(codes) == len(TokenKind)


@given(KEYS)
def test_beginnings_have_the_codes_that_a_query_for_them_has(key: str) -> None:
    lengths = range(1, 40)

    codes = encode_starts(TokenKind.KEY_START, key, lengths)

    possible = [length for length in lengths if length <= len(key)]
    assert codes == [encode(TokenKind.KEY_START, key[:length]) for length in possible]


def test_characters_have_the_codes_that_a_query_for_them_has() -> None:
    codes = encode_characters(TokenKind.HAN, "大足𠮷")

    assert codes == [encode(TokenKind.HAN, each) for each in ("大", "足", "𠮷", "大足", "足𠮷")]


@pytest.mark.parametrize(
    ("units", "texts"), [([], []), (["da"], ["da"]), (["da", "zu", "shi"], ["dazu", "zushi"])]
)
def test_neighbours_are_encoded_together(units: list[str], texts: list[str]) -> None:
    codes = encode_neighbours(TokenKind.SYLLABLES, units)

    assert codes == [encode(TokenKind.SYLLABLES, text) for text in texts]


@pytest.mark.parametrize(
    "name", ["大足石刻景区", "วัดพระศรีรัตนศาสดาราม", "Vườn quốc gia Cúc Phương", "KK公园 3号"]
)
def test_sqlite_keeps_each_token_whole(name: str) -> None:
    tokens = analyse(name)
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(tokens, tokenize='unicode61')")
    database.execute("CREATE VIRTUAL TABLE kept USING fts5vocab(t, row)")

    database.execute("INSERT INTO t VALUES (?)", (" ".join(tokens),))

    assert {term for (term,) in database.execute("SELECT term FROM kept")} == tokens
    database.close()
