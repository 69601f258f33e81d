"""Traditional Chinese characters brought to their simplified forms."""

from functools import cache
from importlib.resources import files


@cache
def simplified_forms() -> dict[str, str]:
    """Returns the simplified form of each character that has one.

    CLDR's transform Traditional-Simplified as ICU 78 carries it, character by character; the table
    and its licence (Unicode-3.0) stand in `han_simplified.txt`. Two characters that CLDR swaps
    (苎 and 苧) are brought to one, so that folding twice changes nothing more.
    """
    text = files(__package__).joinpath("han_simplified.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    pairs = [pair for line in lines for pair in line.split()]
    return {pair[0]: pair[1] for pair in pairs}
