"""How Chinese names are read out: pinyin without tones, one syllable for each character.

The readings are pypinyin's (MIT licence): those of phrases first, as in its own forward maximum
matching, else the first of the character. Its data is read when the first Chinese name comes, and
only the phrases that decide between readings are kept: a tenth of them.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from landsea.library.engine.search.han import simplified_forms

#: Characters of place names with more than one reading, the usual one in names first. A dictionary
#: gives 长 as zhǎng and 堡 as bǎo; places are Chángbái Island and Gézhènpù.
_LISTED = """
长:chang/zhang 曾:zeng/ceng 什:shi/shen 翟:zhai/di 堡:bao/pu/bu 乐:le/yue 都:du/dou 重:chong/zhong
朝:chao/zhao 厦:xia/sha 藏:cang/zang 单:dan/shan 盖:gai/ge 圩:wei/xu 角:jiao/jue 宿:su/xiu
解:jie/xie 陂:pi/bei/po 番:fan/pan 泊:bo/po 降:jiang/xiang 莘:shen/xin 调:diao/tiao 参:can/shen
峙:zhi/shi 尉:wei/yu 牟:mou/mu 浒:hu/xu 燕:yan 华:hua 曲:qu 石:shi 佛:fo 区:qu 观:guan 大:da 六:liu
会:hui 行:xing
"""
_IN_PLACE_NAMES: dict[str, tuple[str, ...]] = {
    pair[0]: tuple(pair[2:].split("/")) for pair in _LISTED.split()
}
_MOST_READINGS = 4
_BEFORE_KEY = re.compile(r'[\s,]*(?=")')
_BEFORE_VALUE = re.compile(r"\s*:\s*")


@dataclass(frozen=True, slots=True)
class _Dictionary:
    characters: dict[str, str]
    phrases: dict[str, tuple[str, ...]]
    #: Each beginning of a phrase, so that matching knows when to stop.
    beginnings: frozenset[str]


def syllables_of(han: str) -> list[str]:
    """Returns the usual pinyin of a run of characters; what has no reading is left out.

    `ü` is written `u`, as people type it: lüshun and lvshun are found as lushun.
    """
    return [readings[0] for readings in _read(_dictionary(), han)]


def readings_of(han: str) -> list[list[str]]:
    """Lists up to four ways to read a run: the usual one, then one other syllable at a time."""
    read = list(_read(_dictionary(), han))
    usual = [readings[0] for readings in read]
    others = (
        [*usual[:position], other, *usual[position + 1 :]]
        for position, readings in enumerate(read)
        for other in readings[1:]
    )
    return [usual, *islice(others, _MOST_READINGS - 1)]


def _read(dictionary: _Dictionary, han: str) -> Iterator[tuple[str, ...]]:
    """Yields the readings that each character may have where it stands.

    Phrases are written in simplified characters; alone, a Traditional one says more: 乾 is not 干.
    """
    simplified = "".join(simplified_forms().get(character, character) for character in han)
    position = 0
    while position < len(han):
        phrase = _longest_phrase(dictionary, simplified, position)
        if phrase:
            for syllable in dictionary.phrases[phrase]:
                yield (syllable,)
            position += len(phrase)
            continue
        reading = dictionary.characters.get(han[position])
        if reading:
            yield _IN_PLACE_NAMES.get(simplified[position], (reading,))
        position += 1


def _longest_phrase(dictionary: _Dictionary, han: str, start: int) -> str:
    longest, end = "", start + 2
    while end <= len(han) and han[start:end] in dictionary.beginnings:
        if han[start:end] in dictionary.phrases:
            longest = han[start:end]
        end += 1
    return longest


@cache
def _dictionary() -> _Dictionary:
    # Importing pypinyin would build 50 MB of tables of which a tenth is needed.
    spec = find_spec("pypinyin")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pypinyin is not installed.", name="pypinyin")
    folder = Path(next(iter(spec.submodule_search_locations)))
    bare = _Toneless()
    characters = {
        chr(int(code_point)): bare[str(readings).split(",", 1)[0]]
        for code_point, readings in _entries(folder / "pinyin_dict.json")
    }
    characters |= {character: readings[0] for character, readings in _IN_PLACE_NAMES.items()}
    phrases = {}
    for phrase, syllables in _entries(folder / "phrases_dict.json"):
        reading = tuple(bare[str(each[0])] for each in syllables)
        alone = tuple(characters.get(character) for character in phrase)
        decides = reading != alone or any(len(_IN_PLACE_NAMES.get(each, ())) > 1 for each in phrase)
        if len(reading) == len(phrase) and decides:
            phrases[phrase] = reading
    beginnings = {phrase[:end] for phrase in phrases for end in range(2, len(phrase) + 1)}
    return _Dictionary(characters, phrases, frozenset(beginnings))


def _entries(path: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """Yields the entries of a JSON object one at a time: as a whole they would take 50 MB."""
    text = path.read_text(encoding="utf-8")
    decode = json.JSONDecoder().raw_decode
    position = text.index("{") + 1
    while key_at := _BEFORE_KEY.match(text, position):
        key, position = decode(text, key_at.end())
        value_at = _BEFORE_VALUE.match(text, position)
        if value_at is None:
            raise ValueError(f"Not a JSON object: {path.name}.")
        value, position = decode(text, value_at.end())
        yield key, value


class _Toneless(dict[str, str]):
    """Syllables without tone marks; there are some fifteen hundred with them."""

    def __missing__(self, syllable: str) -> str:
        taken_apart = unicodedata.normalize("NFD", syllable.replace("v", "u"))
        bare = "".join(each for each in taken_apart if each.isascii())
        self[syllable] = bare
        return bare
