import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsea.kernel.texts import LocalisedText
from landsea.members.engine.organisation_names import LONGEST_SLUG, slug_of


@pytest.mark.parametrize(
    ("texts", "slug"),
    [
        ({"en": "Dazu Academy (1952)"}, "dazu-academy-1952"),
        ({"fr": "Musée de l’Île"}, "musee-de-lile"),
        ({"zh-Hans": "大足研究院", "de": "Institut Dazu"}, "institut-dazu"),
        ({"zh-Hans": "大足研究院"}, ""),
        ({"en": "A1"}, ""),
    ],
)
def test_a_short_name_is_made_of_the_first_name_in_plain_letters(
    texts: dict[str, str], slug: str
) -> None:
    assert slug_of(LocalisedText.of(texts)) == slug


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_a_short_name_fits_into_an_address(text: str) -> None:
    slug = slug_of(LocalisedText.of({"en": text}))

    assert len(slug) <= LONGEST_SLUG
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slug.strip("-")
