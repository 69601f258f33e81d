"""What a page offers: its links and its forms with what they hold."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

#: Inputs that send nothing, or a file that somebody would have to choose.
_SILENT = {"button", "file", "image", "reset", "submit"}


@dataclass
class Form:
    """A form as it would be sent without touching it."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    #: Names and values of its buttons.
    buttons: list[tuple[str, str]] = field(default_factory=list)
    takes_file: bool = False

    def filled(self, **values: str) -> dict[str, list[str]]:
        """Returns what is sent when some fields are filled in."""
        return {**self.fields, **{name: [value] for name, value in values.items()}}


class Reader(HTMLParser):
    """Reads links and forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: tuple[str, list[str], list[str]] | None = None
        self._area: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._read_field(tag, given)

    def _read_field(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        name = given.get("name", "")
        kind = given.get("type", "text")
        if tag == "select":
            self._select = (name, [], [])
        elif tag == "option" and self._select is not None:
            _name, chosen, others = self._select
            (chosen if "selected" in given else others).append(given.get("value", ""))
        elif tag == "textarea":
            self._area = name
            self._form.fields[name] = [""]
        elif tag == "button" and name:
            self._form.buttons.append((name, given.get("value", "")))
        elif tag == "input" and kind == "file":
            self._form.takes_file = True
        elif tag == "input" and name and kind not in _SILENT and _is_sent(kind, given):
            value = given.get("value", "on" if kind == "checkbox" else "")
            self._form.fields.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._area is not None and self._form is not None:
            self._form.fields[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select" and self._select is not None and self._form is not None:
            name, chosen, others = self._select
            # A browser sends the first where none is chosen.
            self._form.fields[name] = chosen or others[:1]
            self._select = None

    def find_form(self, action: str, **fields: str) -> Form:
        """Returns the first form whose address has a text in it, and that has some fields."""
        for form in self.forms:
            has_fields = all(form.fields.get(name) == [value] for name, value in fields.items())
            if action in form.action and has_fields:
                return form
        raise LookupError(f"No form that leads to {action!r} with {fields}, but: {self.forms}")


def _is_sent(kind: str, given: dict[str, str]) -> bool:
    return kind not in {"checkbox", "radio"} or "checked" in given


def list_own_links(html: str, path: str) -> list[str]:
    """Lists where a page leads on its own site, in the order of the page, each once."""
    found: dict[str, None] = {}
    reader = Reader(html)
    asking = [
        form.action or path for form in reader.forms if form.method == "get" and form.action != "#"
    ]
    for link in [*reader.links, *asking]:
        parts = urlsplit(link)
        is_own = parts.hostname in {None, "127.0.0.1"} and parts.scheme in {"", "http"}
        if not is_own or not (parts.path or parts.query):
            continue
        address = (parts.path or path.partition("?")[0]) + (
            f"?{parts.query}" if parts.query else ""
        )
        if address.startswith("/") and not address.startswith(("/static/", "/api/")):
            found[address] = None
    return list(found)
