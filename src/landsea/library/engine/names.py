"""Names brought into the form in which they are compared and searched."""

import unicodedata

#: Letters with a stroke through them: Unicode does not take them apart into a letter and a mark.
_STROKED = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ħ": "h", "ı": "i"})

#: Left out of the folded form: spaces, controls and formats, dashes, brackets and quotation marks.
_SILENT_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Ps", "Pe", "Pi", "Pf"})
#: The other punctuation that names are written with; `%` and `_` stay: people may look for them.
_SILENT_CHARACTERS = frozenset(".,;:!?'\"/&·•・‧、。…")

#: Only in these scripts is a mark an accent on a letter; in Thai, say, it is a vowel.
_ACCENTED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")


def fold_name(name: str) -> str:
    """Returns a name without case, accents, spaces and punctuation.

    Unicode's NFKC and full case folding (Unicode Standard, 3.13 and UAX #15), then marks removed
    from Latin, Greek and Cyrillic letters.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    kept: list[str] = []
    takes_accents = False
    for character in unicodedata.normalize("NFD", folded):
        if unicodedata.combining(character):
            if takes_accents:
                continue
        elif _is_silent(character):
            continue
        else:
            takes_accents = unicodedata.name(character, "").startswith(_ACCENTED_SCRIPTS)
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_STROKED)


def fold_words(query: str) -> tuple[str, ...]:
    """Returns the folded words of what somebody typed, each once, in their order."""
    folded = (fold_name(word) for word in query.split())
    return tuple(dict.fromkeys(word for word in folded if word))


def _is_silent(character: str) -> bool:
    return unicodedata.category(character) in _SILENT_CATEGORIES or character in _SILENT_CHARACTERS
