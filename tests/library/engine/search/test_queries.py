import pytest

from landsea.library.engine.search.pieces import Writing
from landsea.library.engine.search.queries import (
    MAX_QUERY_LENGTH,
    MAX_QUERY_PIECES,
    analyse_query,
)


def test_a_query_is_taken_apart_by_ways_of_writing() -> None:
    pieces = analyse_query("重庆museum วัดโพธิ์").pieces

    assert [(piece.writing, piece.text) for piece in pieces] == [
        (Writing.HAN, "重庆"),
        (Writing.WORD, "museum"),
        (Writing.CLUSTERED, "วัดโพธิ"),
    ]


def test_runs_without_spaces_know_their_words() -> None:
    words = [piece.words for piece in analyse_query("大连森林动物园 วัดพระแก้ว").pieces]

    assert words == [("大连", "森林", "动物园"), ("วัด", "พระ", "แกว")]


def test_articles_and_single_letters_are_optional() -> None:
    pieces = analyse_query("the temple of l'empereur").pieces

    assert [piece.text for piece in pieces if not piece.is_optional] == ["temple", "empereur"]


@pytest.mark.parametrize(
    ("typed", "latin_key", "ways"),
    [
        ("Dà zú", "dazu", (("da", "zu"),)),
        ("da4 zu2", "dazu", (("da", "zu"),)),
        ("Lüshun", "lushun", (("lu", "shun"),)),
        ("lvshun", "lushun", (("lu", "shun"),)),
        ("museum", "museum", ()),
        ("大足 dazu", "", ()),
    ],
)
def test_latin_letters_may_be_pinyin(
    typed: str, latin_key: str, ways: tuple[tuple[str, ...], ...]
) -> None:
    query = analyse_query(typed)

    assert (query.latin_key, query.syllable_ways) == (latin_key, ways)


def test_chinese_is_known_by_its_sound_only_when_it_is_all_there_is() -> None:
    assert analyse_query("红崖洞").syllables() == ["hong", "ya", "dong"]
    assert analyse_query("红崖 cave").syllables() == []


def test_what_is_too_long_is_cut() -> None:
    assert len(analyse_query("x" * 500).key) == MAX_QUERY_LENGTH
    assert len(analyse_query("a b " * 20).pieces) == MAX_QUERY_PIECES
