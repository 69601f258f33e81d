"""Text that exists in several languages, and the mark for sentences to be translated."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

#: The interface's languages as BCP 47 tags, in the order in which menus show them.
LANGUAGES = ("en", "zh-Hans", "de", "fr", "th", "vi")

#: What a reader of a language can most likely read when a text lacks theirs.
FALL_BACKS: Mapping[str, tuple[str, ...]] = {
    "zh-Hans": ("zh", "zh-Hant", "en"),
    "zh-Hant": ("zh", "zh-Hans", "en"),
}

#: Languages of the alliances' markets and visitors that are written in other letters than Latin.
_OTHER_SCRIPTS = frozenset(
    ("ar", "bn", "fa", "he", "hi", "ja", "km", "ko", "lo", "mn", "my", "ne", "ru", "ta", "th", "zh")
)


def N_(message: str) -> str:  # noqa: N802 -- the name that message extractors know
    """Marks a sentence for translation and returns it unchanged."""
    return message


@lru_cache(maxsize=256)
def canonical_tag(tag: str) -> str:
    """Returns a BCP 47 tag in its usual case: `zh-hans` becomes `zh-Hans`."""
    language, *rest = tag.replace("_", "-").split("-")
    return "-".join([language.lower(), *(_cased(part) for part in rest)])


def _cased(part: str) -> str:
    """Returns a script with a capital, a region in capitals, anything longer without."""
    if len(part) == 4:
        return part.title()
    return part.upper() if len(part) < 4 else part.lower()


def is_latin(tag: str) -> bool:
    """Says whether a language is written in Latin letters, as most are."""
    language, *rest = tag.split("-")
    return "Latn" in rest or language not in _OTHER_SCRIPTS


@dataclass(frozen=True, slots=True)
class LocalisedString:
    """One text in one language, and whether another language was asked for."""

    text: str
    language: str
    is_fallback: bool = False

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class LocalisedText:
    """A text in several languages: the shape of a IIIF label, `{tag: text}`."""

    entries: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        tags = [tag for tag, _ in self.entries]
        if len(set(tags)) != len(tags):
            raise ValueError(f"A language stands twice in a localised text: {tags}.")
        for tag, text in self.entries:
            if tag != canonical_tag(tag) or not text.strip():
                raise ValueError(f"Not a language tag with a text: {tag!r}: {text!r}.")

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "LocalisedText":
        """Returns the text without its empty languages, in a fixed order of languages."""
        kept = {canonical_tag(tag): text.strip() for tag, text in texts.items() if text.strip()}
        order = {tag: position for position, tag in enumerate(LANGUAGES)}
        tags = sorted(kept, key=lambda tag: (order.get(tag, len(order)), tag))
        return cls(tuple((tag, kept[tag]) for tag in tags))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(tag for tag, _ in self.entries)

    def __bool__(self) -> bool:
        return bool(self.entries)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.entries)

    def as_dict(self) -> dict[str, str]:
        return dict(self.entries)

    def with_text(self, tag: str, text: str) -> "LocalisedText":
        """Returns the text with one more language; without a language as it is."""
        return LocalisedText.of(self.as_dict() | {tag: text}) if tag else self

    def find(self, tag: str) -> str | None:
        """Returns the text in just this language, if there is one."""
        return self.as_dict().get(canonical_tag(tag))

    def in_language(self, tag: str) -> LocalisedString:
        """Returns the text in a language, else in the one its reader most likely reads.

        Whoever reads none of those that are told reads Latin letters sooner than others.
        """
        wanted = canonical_tag(tag)
        texts = self.as_dict()
        if wanted in texts:
            return LocalisedString(texts[wanted], wanted)
        if not texts:
            return LocalisedString("", wanted)
        latin = (each for each in self.languages if is_latin(each))
        candidates = (*FALL_BACKS.get(wanted, ("en",)), *latin, *self.languages)
        chosen = next(each for each in candidates if each in texts)
        return LocalisedString(texts[chosen], chosen, is_fallback=True)

    def __str__(self) -> str:
        return self.in_language("en").text


@dataclass(frozen=True, slots=True)
class TextList:
    """Several texts that a sentence names one after the other."""

    texts: tuple[LocalisedText, ...]

    def __str__(self) -> str:
        return ", ".join(str(text) for text in self.texts)
