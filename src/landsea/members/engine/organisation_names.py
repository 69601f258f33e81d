"""What an organisation is called in addresses."""

import re
import unicodedata

from landsea.kernel.texts import LocalisedText

LONGEST_SLUG = 60
_OTHER = re.compile(r"[^a-z0-9]+")


def slug_of(names: LocalisedText) -> str:
    """Returns a short name in plain letters from the first name that has some; else empty."""
    for text in (str(names), *(text for _tag, text in names)):
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        slug = _OTHER.sub("-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")
        if len(slug) >= 3:
            return slug
    return ""
