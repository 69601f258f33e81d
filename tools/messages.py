"""Keeps the catalogues of translations in line with the texts in the sources.

`python -m tools.messages update` writes each text that is marked for translation into the
catalogues and keeps what is translated; `check` says what they lack and writes nothing. GNU gettext
is not needed. Django's templates are read as Django's own `makemessages` reads them.
"""

import argparse
import string
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from landsea.kernel.texts import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
SOURCES = Path("src/landsea")
CATALOGUES = Path("src/landsea/locale")
#: The locales of the interface besides English, which is what the sources are written in.
LOCALES = tuple(tag.replace("-", "_") for tag in LANGUAGES if tag != "en")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def main(arguments: list[str] | None = None, *, root: Path = ROOT) -> int:
    """Updates or checks the catalogues; returns 1 when a check finds something."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__)
    parser.add_argument("act", choices=["update", "check"])
    act = parser.parse_args(arguments).act
    messages = extract_messages(root)
    faults = []
    for locale in LOCALES:
        path = root / CATALOGUES / locale / "LC_MESSAGES/django.po"
        before = read_catalogue(path, locale)
        after = fill_catalogue(messages, before)
        if act == "update":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(format_catalogue(after))
        else:
            lags = [*list_lags(messages, before), *list_misfits(before)]
            faults += [f"{path.relative_to(root)}: {lag}" for lag in lags]
        left = sum(not is_translated(message) for message in after if message.id)
        print(f"{locale}: {left} of {len(after)} texts are not translated")
    for fault in faults:
        print(fault)
    if faults:
        print("`python -m tools.messages update` brings the catalogues in line.")
    return 1 if faults else 0


def extract_messages(root: Path) -> Catalog:
    """Returns every text that the Python files and templates mark for translation."""
    messages = Catalog()
    for path in sorted((root / SOURCES).rglob("*")):
        is_template = "templates" in path.relative_to(root / SOURCES).parts
        if not path.is_file() or not (is_template or path.suffix == ".py"):
            continue
        text = path.read_text(encoding="utf-8")
        source = templatize_flat(text, str(path)) if is_template else text
        # No line numbers: a catalogue changes with the texts, not whenever a line moves.
        place = str(path.relative_to(root / SOURCES))
        for _line, ids, comments, context in list_marked(source):
            messages.add(ids, locations=[(place, 0)], auto_comments=comments, context=context)
    return messages


def templatize_flat(template: str, origin: str) -> str:
    """Returns a template as Django turns it into calls of gettext, readable as Python.

    What is not to be translated becomes words like `XXX` at their old indentation, which Python's
    own reader would object to.
    """
    lines = templatize(template, origin=origin).splitlines()
    return "\n".join(line.lstrip() for line in lines)


def list_marked(
    source: str,
) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    """Lists the calls that mark a text: line, text or singular and plural, comments, context."""
    lines = BytesIO(source.encode())
    yield from extract("python", lines, KEYWORDS, ["Translators:"], {"encoding": "utf-8"})


def read_catalogue(path: Path, locale: str) -> Catalog:
    """Returns a catalogue as it stands, or an empty one."""
    if not path.is_file():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def fill_catalogue(messages: Catalog, before: Catalog) -> Catalog:
    """Returns the catalogue of the texts in the sources, with the translations there are.

    A text that changed counts as new: a translation that only nearly fits is never guessed.
    """
    after = Catalog(locale=before.locale)
    for message in messages:
        if not message.id:
            continue
        new = message.clone()
        old = before.get(single(message), message.context)
        if old is not None and has_shape(old, like=message, forms=before.num_plurals):
            new.string, new.user_comments = old.string, old.user_comments
            new.flags |= old.flags & {"fuzzy"}
        elif new.pluralizable:
            new.string = ("",) * before.num_plurals
        after[new.id] = new
    return after


def format_catalogue(catalogue: Catalog) -> bytes:
    """Returns a catalogue as the text of a .po file, in the order of the English texts."""
    # Not Babel's header: its dates would change the file on each run.
    language = Locale.parse(str(catalogue.locale)).get_display_name("en")
    header = (
        f"# {language}: the texts of Landsea's interface.\n"
        'msgid ""\n'
        'msgstr ""\n'
        f'"Language: {catalogue.locale}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return header.encode() + body.getvalue().rstrip() + b"\n"


def list_lags(messages: Catalog, catalogue: Catalog) -> Iterator[str]:
    """Says in which texts the catalogue and the sources differ."""
    for message in messages:
        if not message.id:
            continue
        held = catalogue.get(single(message), message.context)
        if held is None or held.id != message.id:
            yield f"lacks “{single(message)}”"
    for message in catalogue:
        if message.id and messages.get(single(message), message.context) is None:
            yield f"still has “{single(message)}”"


def list_misfits(catalogue: Catalog) -> Iterator[str]:
    """Says which translations name other placeholders than their text, and would break a page."""
    for message in catalogue:
        if not message.id or not is_translated(message):
            continue
        known = set().union(*(list_placeholders(text) for text in forms_of(message.id)))
        *_others, last = forms = forms_of(message.string)
        # A form for one may leave its number out: “ein Ort”.
        missing = known - list_placeholders(last)
        unknown = set().union(*(list_placeholders(text) for text in forms)) - known
        for name in sorted(missing | unknown):
            yield f"{name} is not as in the text: “{single(message)}”"
        for error in message.check(catalogue):
            yield f"{error}: “{single(message)}”"


def list_placeholders(text: str) -> set[str]:
    """Returns what a text leaves open: `{name}` and `%(name)s`."""
    try:
        fields = {f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:  # a brace that is only a brace
        fields = set()
    seen = NamesSeen()
    try:
        text % seen
    except (TypeError, ValueError):  # a per cent sign that is only that
        return fields
    return fields | {f"%({name})s" for name in seen.names}


class NamesSeen(Mapping[str, str]):
    """Remembers which names the old % formatting asks for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return ""

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def single(message: Message) -> str:
    """Returns the text by which a message is looked up."""
    return forms_of(message.id)[0]


def forms_of(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """Returns the plural forms, or the one text as a list of one."""
    return [text or ""] if text is None or isinstance(text, str) else list(text)


def has_shape(old: Message, *, like: Message, forms: int) -> bool:
    """Says whether a translation has as many forms as the text now asks for."""
    return bool(old.pluralizable) == bool(like.pluralizable) and len(forms_of(old.string)) == (
        forms if like.pluralizable else 1
    )


def is_translated(message: Message) -> bool:
    return "fuzzy" not in message.flags and all(forms_of(message.string))


if __name__ == "__main__":
    raise SystemExit(main())
