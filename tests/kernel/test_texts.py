"""Texts in several languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.kernel.texts import LANGUAGES, N_, LocalisedString, LocalisedText, canonical_tag

tags = st.sampled_from([*LANGUAGES, "zh-Hant", "ja", "pt-BR", "sr-Latn-RS"])
texts = st.dictionaries(tags, st.text(min_size=1).filter(lambda text: bool(text.strip())))


@given(texts)
def test_a_text_survives_being_kept_as_an_object(texts: dict[str, str]) -> None:
    text = LocalisedText.of(texts)

    assert LocalisedText.of(text.as_dict()) == text
    assert text.as_dict() == {tag: words.strip() for tag, words in texts.items()}


@given(texts, tags)
def test_a_reader_is_told_when_the_language_is_not_the_one_asked_for(
    texts: dict[str, str], tag: str
) -> None:
    shown = LocalisedText.of(texts).in_language(tag)

    if texts:
        assert (shown.language in texts, shown.text) == (True, texts[shown.language].strip())
        assert shown.is_fallback == (tag not in texts)
    else:
        assert shown == LocalisedString("", tag)


@given(texts)
def test_the_interfaces_languages_stand_first_and_in_their_order(texts: dict[str, str]) -> None:
    languages = LocalisedText.of(texts).languages

    own = [tag for tag in LANGUAGES if tag in texts]
    assert list(languages) == own + sorted(set(texts) - set(own))


@pytest.mark.parametrize(
    ("texts", "asked", "shown"),
    [
        ({"en": "Dazu", "zh-Hans": "大足"}, "zh-hans", ("大足", "zh-Hans", False)),
        ({"en": "Dazu", "zh-Hant": "大足"}, "zh-Hans", ("大足", "zh-Hant", True)),
        ({"en": "Dazu", "zh-Hans": "大足"}, "de", ("Dazu", "en", True)),
        ({"zh-Hans": "大足", "th": "ต้าจู๋"}, "fr", ("大足", "zh-Hans", True)),
        ({"vi": "Đại Túc"}, "en", ("Đại Túc", "vi", True)),
    ],
)
def test_a_missing_language_falls_back_to_what_the_reader_most_likely_reads(
    texts: dict[str, str], asked: str, shown: tuple[str, str, bool]
) -> None:
    assert LocalisedText.of(texts).in_language(asked) == LocalisedString(*shown)


def test_empty_languages_are_left_out() -> None:
    text = LocalisedText.of({"en": "  Dazu ", "de": " ", "fr": ""})

    assert text.entries == (("en", "Dazu"),)


def test_finding_a_language_does_not_fall_back() -> None:
    text = LocalisedText.of({"en": "Dazu"})

    assert (text.find("EN"), text.find("de")) == ("Dazu", None)


@pytest.mark.parametrize(
    "entries",
    [
        (("en", "a"), ("en", "b")),
        (("EN", "a"),),
        (("en", " "),),
    ],
)
def test_a_language_stands_once_in_its_usual_case_and_with_words(
    entries: tuple[tuple[str, str], ...],
) -> None:
    with pytest.raises(ValueError, match="language"):
        LocalisedText(entries)


@pytest.mark.parametrize(
    ("tag", "canonical"),
    [
        ("ZH-hans", "zh-Hans"),
        ("zh_Hans", "zh-Hans"),
        ("PT-br", "pt-BR"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("en", "en"),
    ],
)
def test_tags_are_brought_to_their_usual_case(tag: str, canonical: str) -> None:
    assert canonical_tag(tag) == canonical
    assert canonical_tag(canonical) == canonical


def test_text_is_false_when_there_is_none_and_english_when_printed() -> None:
    text = LocalisedText.of({"de": "Höhle", "en": "Cave"})

    assert (bool(LocalisedText.of({})), bool(text), str(text)) == (False, True, "Cave")
    assert dict(text) == {"en": "Cave", "de": "Höhle"}


def test_marking_a_sentence_leaves_it_as_it_is() -> None:
    assert N_("Send a smaller file.") == "Send a smaller file."
