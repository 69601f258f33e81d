"""The table of routes, as it stands in `routes.md`: read, not made."""

import re
from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).with_name("routes.md")
#: In a cell: led to the page of signing in.
LED = "→"
_BRACES = re.compile(r"\{([^}]+)\}")


@dataclass(frozen=True, slots=True)
class Expected:
    """What somebody is answered: a status, or the way to the page of signing in."""

    status: int
    method: str
    is_led_to_sign_in: bool = False

    @property
    def is_done(self) -> bool:
        """Says whether the act is done, and writes what the line says."""
        return self.method != "GET" and self.status < 400 and not self.is_led_to_sign_in


@dataclass(frozen=True, slots=True)
class Line:
    """What each column is answered at one address."""

    number: int
    method: str
    #: With words in braces for ids.
    template: str
    #: What is said after the address: which of a page's acts it is.
    act: str
    expected: dict[str, tuple[str, ...]]
    #: A text that stands in what the own people are shown; empty for none.
    shows: str
    writes: frozenset[str]
    is_of_programs: bool

    def __str__(self) -> str:
        return f"{self.method} {self.template} {self.act}".strip()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(_BRACES.findall(self.template))

    def expects(self, column: str, distance: int) -> Expected:
        """Returns what somebody is answered; one status in a cell is for all three."""
        statuses = self.expected[column]
        word = statuses[distance if len(statuses) > 1 else 0]
        if word == LED:
            return Expected(302, self.method, is_led_to_sign_in=True)
        return Expected(int(word), self.method)

    def fill(self, values: dict[str, str]) -> str:
        """Returns the address with its words replaced."""
        return _BRACES.sub(lambda found: values[found[1]], self.template)


def read_table(path: Path = PATH) -> list[Line]:
    """Returns the lines of all tables of the file."""
    lines: list[Line] = []
    columns: list[str] = []
    for number, text in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not text.startswith("|"):
            columns = []
            continue
        cells = [cell.strip() for cell in text.strip("|").split("|")]
        if not columns:
            columns = cells
        elif not set(text) <= set("|-: "):
            lines.append(_line(number, dict(zip(columns, cells, strict=True))))
    return lines


def _line(number: int, cells: dict[str, str]) -> Line:
    route = cells.pop("route")
    writes, shows = cells.pop("writes"), cells.pop("shows")
    match = re.fullmatch(r"`(\w+) (\S[^`]*?)`(.*)", route)
    if match is None:
        raise ValueError(f"routes.md:{number}: no route: {route}")
    method, template, act = match.groups()
    return Line(
        number=number,
        method=method,
        template=template,
        act=act.strip(),
        expected={column: tuple(cell.split("/")) for column, cell in cells.items()},
        shows=shows.strip("`"),
        writes=frozenset(name.strip() for name in writes.split(",") if name.strip()),
        is_of_programs="no key" in cells,
    )
