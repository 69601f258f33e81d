"""What is invented has a name in every language of the pages."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from landsea.kernel.texts import LocalisedText


def in_all_languages(texts: Mapping[str, str]) -> LocalisedText:
    """Returns names with those in the other languages beside them."""
    return LocalisedText.of(_others().get(texts["en"], {}) | dict(texts))


@cache
def _others() -> dict[str, dict[str, str]]:
    text = (files("landsea.demo") / "data" / "names.csv").read_text("utf-8")
    return {row.pop("en"): row for row in csv.DictReader(text.splitlines())}
