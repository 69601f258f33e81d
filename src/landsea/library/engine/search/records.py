"""What is searched: records with their names, and each name in the forms that are compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: Between the fields of a packed name; it can't stand in a folded text.
_FIELD_END = "\x1f"
_READING_END = "/"
MOST_FAME = 100


class NameRole(StrEnum):
    """What a text is to its record."""

    MAIN = "main"  #: the name in its language
    OTHER = "other"  #: another name in use
    FORMER = "former"  #: a name of the past
    AREA = "area"  #: where the record is, or what kind it is: found, but no name of it


@dataclass(frozen=True, slots=True)
class SearchName:
    """One name of a record, with its language as a BCP 47 tag (empty when unknown)."""

    text: str
    language: str = ""
    role: NameRole = NameRole.MAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """A record as the search sees it; `fame` runs from 0 to 100."""

    id: str
    names: tuple[SearchName, ...]
    fame: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.fame <= MOST_FAME:
            raise ValueError(f"The fame of {self.id} is {self.fame}, not 0 to {MOST_FAME}.")


@dataclass(frozen=True, slots=True)
class NameForms:
    """A name as it is compared: loose form, pinyin, sound; words parted by one space."""

    text: str
    language: str
    role: NameRole
    loose: str
    #: Ways to read a Chinese name, syllables parted by spaces, the usual one first.
    readings: tuple[str, ...] = ()
    #: The consonants of a Thai name's words as they sound (`sounds.sound_of`).
    sound: str = ""

    @property
    def key(self) -> str:
        return self.loose.replace(" ", "")


def pack(forms: Iterable[NameForms]) -> str:
    """Returns the forms of a record's names as one text, for a column or a list in memory."""
    return "\n".join(
        _FIELD_END.join(
            (
                " ".join(each.text.split()).replace(_FIELD_END, " "),
                each.language,
                each.role,
                each.loose,
                _READING_END.join(each.readings),
                each.sound,
            )
        )
        for each in forms
    )


def unpack(packed: str) -> tuple[NameForms, ...]:
    """Returns the forms that `pack` wrote."""
    found = []
    for line in packed.split("\n") if packed else ():
        text, language, role, loose, readings, sound = line.split(_FIELD_END)
        ways = tuple(readings.split(_READING_END)) if readings else ()
        found.append(NameForms(text, language, _ROLES[role], loose, ways, sound))
    return tuple(found)


_ROLES = {str(role): role for role in NameRole}
