import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from landsea.library.engine.search.finding import find
from landsea.library.engine.search.folding import fold
from landsea.library.engine.search.memory import MemoryIndex
from landsea.library.engine.search.ranking import MatchKind
from tests.library.engine.search.libraries import PLACES, make_index, make_record, named

LETTERS = st.characters(categories=["Lu", "Ll"], max_codepoint=0x024F, exclude_characters="ªºŉ")
LATIN_NAMES = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=4).map(
    " ".join
)
ANY_NAMES = st.text(max_size=30) | st.sampled_from(
    [name for names in PLACES.values() for name in names.values()]
)


def first(text: str) -> str | None:
    results = find(make_index(), text).results
    return results[0].candidate.id if results else None


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        # Chinese: whole, part, words in another order, Traditional, a wrong character, a homophone.
        ("大足石刻景区", "carvings"),
        ("大足石刻", "carvings"),
        ("石刻 大足 博物馆", "carvings-museum"),
        ("沈阳故宫", "palace"),
        ("瀋陽故宮", "palace"),
        ("故宫", "palace"),
        ("大足石客景区", "carvings"),
        ("红崖洞", "hongya"),
        ("大祖石刻", "carvings"),
        # Pinyin: with spaces, without, tones, numbers, initials, half typed, an error, polyphonic.
        ("dazu shike", "carvings"),
        ("dazushike", "carvings"),
        ("dà zú shí kè", "carvings"),
        ("da4zu2shi2ke4", "carvings"),
        ("dzsk", "carvings"),
        ("hongyad", "hongya"),
        ("dazushkejingqu", "carvings"),
        ("da zu shkke jing", "carvings"),
        ("zhangbaidao", "changbai"),
        ("changbaidao", "changbai"),
        ("shenyang gugong", "palace"),
        # Thai: whole, a word, without tone marks, an error, Latin letters.
        ("วัดฉลอง", "wat-chalong"),
        ("พระแก้ว", "emerald"),
        ("วัดพระแกว", "emerald"),
        ("วัดฉลง", "wat-chalong"),
        ("wat phra kaew", "emerald"),
        ("jomtien", "jomtien"),
        ("koh larn", "ko-lan"),
        # Vietnamese: without diacritics, with some, errors, without spaces.
        ("vuon quoc gia cuc phuong", "cuc-phuong"),
        ("Vườn quôc gia", "cuc-phuong"),
        ("vuon quoc gai cuc phuong", "cuc-phuong"),
        ("bana", "ba-na"),
        ("bao tang da nang", "fine-arts"),
        # Latin words: order, a missing article, an error in a word, two in a long one, a beginning.
        ("carvings dazu", "carvings"),
        ("garden by bay", "bays"),
        ("botanic gardns", "botanic"),
        ("singapor botanci gardens", "botanic"),
        ("jardin botanique", "botanic"),
        ("empereur angkor", "angkor"),
        ("imperial pal", "palace"),
        ("the temple of heaven", "heaven"),
        ("altar of the sky", "heaven"),
        # With where it is.
        ("重庆 大足 公园", "dazu-park"),
        ("museum da nang", "fine-arts"),
    ],
)
def test_what_people_type_finds_the_place_first(typed: str, place: str) -> None:
    assert first(typed) == place


@pytest.mark.parametrize("typed", ["", "   ", "—", "%", "★", "qqqqqq", "'\"*"])
def test_what_means_nothing_finds_nothing(typed: str) -> None:
    assert first(typed) is None


@given(LATIN_NAMES, st.lists(LATIN_NAMES, max_size=5), st.data())
def test_every_beginning_of_two_letters_and_more_finds_a_latin_name(
    name: str, others: list[str], data: st.DataObject
) -> None:
    begins = data.draw(st.integers(1, len(name)).map(lambda end: name[:end]))
    assume(len(fold(begins).key) >= 2)
    index = named(*{name, *others})

    found = {each.candidate.id for each in find(index, begins).results}

    assert name in found


@given(st.lists(ANY_NAMES, min_size=1, max_size=8), st.data())
def test_a_query_that_equals_a_name_finds_it_before_all_others(
    names: list[str], data: st.DataObject
) -> None:
    wanted = data.draw(st.sampled_from(names))
    assume(fold(wanted).key)
    # Another record with the same words is as right; the famous ones are the others.
    places = {fold(name).exact: name for name in names}
    index = MemoryIndex.of(
        make_record(exact, {"en": name}, fame=0 if exact == fold(wanted).exact else 100)
        for exact, name in places.items()
    )

    results = find(index, wanted).results

    assert results[0].candidate.id == fold(wanted).exact
    assert results[0].kind is MatchKind.EXACT


@given(ANY_NAMES)
def test_no_query_breaks_the_search_and_no_record_comes_twice(text: str) -> None:
    ids = [each.candidate.id for each in find(make_index(), text).results]

    assert len(set(ids)) == len(ids)


@given(st.lists(LATIN_NAMES, min_size=1, max_size=6, unique=True), LATIN_NAMES)
def test_the_order_in_which_records_came_does_not_matter(names: list[str], query: str) -> None:
    def ids(order: list[str]) -> list[str]:
        return [each.candidate.id for each in find(named(*order), query).results]

    assert ids(names) == ids(names[::-1])


def test_a_filter_leaves_the_less_famous_that_it_admits() -> None:
    places = [
        make_record(f"park-{number:03}", {"en": "City Park"}, fame=50) for number in range(99)
    ]
    index = MemoryIndex.of([*places, make_record("small", {"en": "City Park North"})])

    results = find(index.within(["small"]), "city park").results

    assert [each.candidate.id for each in results] == ["small"]
