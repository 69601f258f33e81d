"""Which other machines a browser may ask for the deployer's own map."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

# A policy is a list of words: a blank, a comma or a semicolon in one would begin another rule.
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-*\[\]:]+")


def list_map_origins(style: str, further: Iterable[str]) -> list[str]:
    """Lists the origins of a map style and of what it loads; none for a path of this site."""
    given = [style] if "//" in style else []
    origins = [_origin_of(each) for each in (*given, *further)]
    return list(dict.fromkeys(origins))


def _origin_of(address: str) -> str:
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}"
    if not _ORIGIN.fullmatch(origin):
        raise ValueError(f"Not an origin for a map: {address!r}. It begins with https://.")
    return origin
