from collections import Counter

import pytest

from landsea.library.engine.linkage.lexicon import Role, lexicon
from landsea.library.engine.linkage.words import list_variants, split_name


def meanings(name: str) -> list[str]:
    """Returns what each word of a name means, itself where that is not known."""
    concepts = lexicon().concepts
    return [
        concepts[word.concepts[0]].key if word.concepts else word.text for word in split_name(name)
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("War Remnants Museum", ["war", "remnants", "museum"]),
        ("Bảo tàng Chứng tích Chiến tranh", ["museum", "remnants", "war"]),
        ("Cầu Rồng", ["bridge", "dragon"]),
        ("Dragon Bridge", ["dragon", "bridge"]),
        ("龙门石窟", ["dragon", "gate", "grotto"]),
        ("พิพิธภัณฑ์ตุ๊กตาหมี", ["museum", "teddy-bear"]),
        ("Jardin botanique", ["botanic-garden"]),
        ("Ripley's Museum", ["ripley", "museum"]),
        ("l'Opéra", ["l", "theatre"]),
    ],
)
def test_words_of_one_meaning_are_known_across_languages(name: str, expected: list[str]) -> None:
    assert meanings(name) == expected


def test_each_han_character_in_no_known_word_is_a_word() -> None:
    words = split_name("合川涞滩")

    assert [word.latin for word in words] == ["he", "chuan", "lai", "tan"]


def test_a_number_is_the_same_in_digits_and_in_words() -> None:
    in_digits, in_words = split_name("Gate 2")[-1], split_name("Gate two")[-1]

    assert set(in_digits.concepts) & set(in_words.concepts)
    assert in_digits.role == in_words.role >= Role.QUALIFIER


def test_a_name_longer_than_any_is_cut() -> None:
    assert len(split_name("word " * 500)) == 20


def test_brackets_and_alternatives_are_names_of_their_own() -> None:
    variants = dict(list_variants("Wat Luang Por Yi (Wat Sattahip) / Temple"))

    assert variants["Wat Sattahip"] < variants["Wat Luang Por Yi / Temple"] < 1
    assert {"Wat Luang Por Yi", "Temple"} <= variants.keys()


def test_a_plain_name_has_no_other() -> None:
    assert list_variants(" Night Safari ") == (("Night Safari", 1.0),)


def test_each_concept_of_the_lexicon_has_a_key_of_its_own() -> None:
    keys = Counter(concept.key for concept in lexicon().concepts)

    assert [key for key, count in keys.items() if count > 1] == []
