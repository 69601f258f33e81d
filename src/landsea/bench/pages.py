"""`landsea bench pages`: what each public page of the demonstration costs: time, bytes, queries."""

import json
import os
import re
import statistics
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

_LIMIT_CPU_MS = 30.0
_LIMIT_KB = 60.0
#: Maps and panoramas are fetched when somebody looks at them, and are counted apart.
_APART = ("/build/map", "/build/land", "/web/map.css", "panorama")
_LOADED = re.compile(
    r'<link[^>]+rel="(?:stylesheet|icon)"[^>]*href="([^"]+)"|<(?:script|img)[^>]+src="(/[^"]+)"'
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page costs the server and the reader."""

    path: str
    cpu_ms: float
    queries: int
    #: Compressed: the page itself, and all that it loads besides.
    html_kb: float
    total_kb: float

    @property
    def is_within_limits(self) -> bool:
        return self.cpu_ms <= _LIMIT_CPU_MS and self.total_kb <= _LIMIT_KB


def main(argv: list[str]) -> int:
    """Asks for every public page again and again, prints the figures, and fails over a limit."""
    options = _parse(argv)
    _set_up(options)
    weights: dict[str, float] = {}
    costs = []
    for path in list_paths(options):
        costs.append(_measure(path, repeats=options.repeats, weights=weights))
        print(_row(costs[-1]), flush=True)
    over = [cost for cost in costs if not cost.is_within_limits]
    limits = f"{_LIMIT_CPU_MS:g} ms of CPU in the median and {_LIMIT_KB:g} kB"
    print(f"{len(costs) - len(over)} of {len(costs)} pages stay within {limits}.")
    if options.json:
        text = json.dumps([asdict(cost) for cost in costs], indent=1)
        Path(options.json).write_text(text + "\n", encoding="utf-8")
    return 1 if over else 0


def list_paths(options: Namespace) -> Iterator[str]:
    """Lists the public pages, and of each sort of record some that lie far apart."""
    from landsea.web import search_engines  # noqa: PLC0415 -- app ready

    names = search_engines.SECTIONS
    found = [path for path, _changed in search_engines.list_addresses("pages", 1)]
    for name in names:
        paths = [path for path, _changed in search_engines.list_addresses(name, 1)]
        found += paths[:: max(1, len(paths) // options.records)][: options.records]
    for path in found:
        yield path.replace("/en/", f"/{options.language}/", 1)


def _measure(path: str, *, repeats: int, weights: dict[str, float]) -> Cost:
    from django.db import connection  # noqa: PLC0415 -- app ready
    from django.test import Client  # noqa: PLC0415 -- app ready
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- app ready

    client = Client(headers={"accept-encoding": "gzip, br"}, SERVER_NAME="127.0.0.1")
    for _warm in range(2):
        client.get(path)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(path)
        query_count = len(queries)
    if page.status_code != 200:
        raise SystemExit(f"{path} was answered with {page.status_code}.")
    times = []
    for _repeat in range(repeats):
        before = time.process_time()
        client.get(path)
        times.append(1000 * (time.process_time() - before))
    loaded = sum(_weigh(client, each, weights) for each in _list_loaded(client, path))
    html_kb = len(page.content) / 1000
    return Cost(
        path=path,
        cpu_ms=round(statistics.median(times), 1),
        queries=query_count,
        html_kb=round(html_kb, 1),
        total_kb=round(html_kb + loaded, 1),
    )


def _list_loaded(client: "Client", path: str) -> set[str]:
    """Lists what a page loads from its own site, but for maps and panoramas."""
    page = client.get(path, headers={"accept-encoding": "identity"}).content.decode()
    found = {style or source for style, source in _LOADED.findall(page)}
    return {each for each in found if not any(part in each for part in _APART)}


def _weigh(client: "Client", path: str, known: dict[str, float]) -> float:
    """Returns how many kilobytes a file is as it is sent, asked for once."""
    if path not in known:
        response = client.get(path)
        # A file is streamed.
        parts = response if response.streaming else [response.content]
        known[path] = sum(len(part) for part in parts) / 1000
    return known[path]


def _set_up(options: Namespace) -> None:
    os.environ["LANDSEA_DEMO"] = "1"
    os.environ["LANDSEA_LOG_LEVEL"] = "ERROR"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "landsea.settings")
    import django  # noqa: PLC0415 -- slow import

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- app ready

    call_command("demo", no_serve=True, stdout=sys.stderr)


def _row(cost: Cost) -> str:
    mark = "" if cost.is_within_limits else "  over"
    sizes = f"{cost.html_kb:6.1f} kB page {cost.total_kb:6.1f} kB in all"
    return f"{cost.cpu_ms:7.1f} ms {cost.queries:3} queries {sizes}  {cost.path}{mark}"


def _parse(argv: list[str]) -> Namespace:
    parser = ArgumentParser(prog="landsea bench pages", description=__doc__)
    parser.add_argument("--language", default="en", help="of the pages; en when it is left out")
    parser.add_argument("--repeats", type=int, default=15, help="times that each page is asked for")
    parser.add_argument("--records", type=int, default=8, help="pages of each sort of record")
    parser.add_argument("--json", help="file for the figures")
    return parser.parse_args(argv)
