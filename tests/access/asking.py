"""Everything that can be asked: each address of the URL conf, with one's own ids and others'."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import product
from typing import cast
from urllib.parse import quote
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from landsea.web.api import api
from tests.access.makers import Mark
from tests.access.world import Side, Watcher

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
#: Made anew for each answer, or a number of the request's: never the same twice.
_CHANGING = (
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'), "csrf"),
    (re.compile(r'name="scan_id" value="[^"]+"'), "scan"),
    (re.compile(r'"request_id": ?"[^"]+"'), "request"),
    # A second factor that is offered is a new one each time.
    (re.compile(r'src="data:image/[^"]+"|\b[A-Z2-7]{32}\b'), "secret"),
)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")


@dataclass(frozen=True, slots=True)
class Route:
    """An address with names in angle brackets, and how it can be asked."""

    path: str
    name: str
    methods: tuple[str, ...]

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(_PARAMETER.findall(self.path))

    def fill(self, values: Mapping[str, object]) -> str:
        """Returns the address with its names replaced."""
        return "/" + _PARAMETER.sub(lambda found: quote(str(values[found[1]])), self.path)


@dataclass(frozen=True, slots=True)
class Question:
    """One request."""

    method: str
    address: str
    #: Fields of a form, or an object for a program.
    body: Mapping[str, object] = field(default_factory=dict)
    #: The state in which a program read what it changes.
    etag: str = ""

    @property
    def path(self) -> str:
        return self.address.partition("?")[0]

    def __str__(self) -> str:
        return f"{self.method} {self.address} {dict(self.body) or ''}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, without what is new in every answer."""

    status: int
    location: str
    text: str


def list_routes(*, languages: tuple[str, ...] = ("en",)) -> list[Route]:
    """Lists every address of the URL conf, those of pages in some languages, by path."""
    found = [
        Route(path, name, methods)
        for path, name, methods in _walk(get_resolver())
        if not re.match(r"[a-z]{2}(-[a-z]+)?/", path) or path.split("/")[0] in languages
    ]
    return sorted(set(found), key=lambda route: (route.path, route.name))


def _walk(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for each in resolver.url_patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each, path)
        elif isinstance(each, URLPattern):
            yield path, each.name or "", _methods_of(path)


def _methods_of(path: str) -> tuple[str, ...]:
    """Returns how an address can be asked: the interface is described, pages take two methods."""
    if not path.startswith("api/v1/"):
        return ("GET", "POST")
    described = api.get_openapi_schema()["paths"]
    operations = described.get("/" + re.sub(r"<(\w+)>", r"{\1}", path), {})
    methods = {"get", "post", "put", "patch", "delete"} & operations.keys()
    return tuple(sorted(method.upper() for method in methods)) or ("GET",)


#: What stands in addresses for a row, by the name of the parameter, and the table it is from.
PARAMETERS = {
    "public_id": "library.resource",
    "event_id": "library.event",
    "place_id": "library.resource",
    "trip_id": "trips.trip",
    "card_id": "cards.card",
    "admission_id": "cards.redemption",
    "product_id": "cards.cardproduct",
    "membership_id": "members.membership",
    "listing_id": "market.listing",
    "project_id": "market.project",
    "token_id": "members.apitoken",
    "batch_id": "batch",
    "task_id": "foundation.taskrun",
}
#: Parameters that everybody knows: they stand on public pages.
PUBLIC_PARAMETERS = ("organisation_id", "slug", "programme_id")
#: The account's own pages read nothing but the account.
_OF_THE_ACCOUNT = ("account_", "mfa_", "sign-", "healthz", "openapi-json")


def ids_in_addresses(side: Side, made: Mapping[str, list[UUID]]) -> dict[str, object]:
    """Returns what stands in addresses for a side's rows; of tables without one, a new id."""
    return {
        "organisation_id": side.organisation.public_id,
        "slug": side.alliance.slug,
        "programme_id": side.programme.public_id,
        # Of an invitation only the mail tells it.
        "secret": "nobody-has-this-secret",
        # Of the sitemap, which lists what is published.
        "section": "places",
        "number": 1,
        **{name: (made.get(label) or [uuid4()])[0] for name, label in PARAMETERS.items()},
        "assignment": (made.get("members.roleassignment") or [uuid4()])[0],
        "invitation": (made.get("members.invitation") or [uuid4()])[0],
    }


def list_own_questions(routes: list[Route], own: Mapping[str, object]) -> list[Question]:
    """Lists what somebody asks about what is theirs."""
    return [
        Question("GET", route.fill(own))
        for route in routes
        if "GET" in route.methods and not route.name.startswith(_OF_THE_ACCOUNT)
    ]


def list_foreign_questions(
    routes: list[Route],
    own: Mapping[str, object],
    foreign: Mapping[str, object],
    made: Mapping[str, list[UUID]],
    mark: Mark,
) -> list[Question]:
    """Lists what somebody asks with ids of others' rows, in addresses, searches and bodies."""
    questions = []
    new = {name for name, label in PARAMETERS.items() if label in made}
    for route in routes:
        for mixed in _mixtures(route, own, foreign, new.union(PUBLIC_PARAMETERS)):
            address = route.fill(mixed)
            # What nobody knows can't be acted on; acts with known ids are in the table of routes.
            for method in route.methods if new & set(route.parameters) else ("GET",):
                body = _body(foreign, mark) if method != "GET" else {}
                questions.append(Question(method, address, body))
    questions += [Question("GET", address) for address in _searches(own, foreign, mark)]
    questions += _forms(own, foreign, mark)
    return questions


def _mixtures(
    route: Route, own: Mapping[str, object], foreign: Mapping[str, object], known: set[str]
) -> Iterator[dict[str, object]]:
    """Returns an address's ids in each mixture that has a foreign one."""
    names = route.parameters
    choices = [(False, True) if name in known else (False,) for name in names]
    for choice in product(*choices):
        if any(choice):
            yield {
                name: foreign[name] if is_foreign else own[name]
                for name, is_foreign in zip(names, choice, strict=True)
            }


def _searches(
    own: Mapping[str, object], foreign: Mapping[str, object], mark: Mark
) -> Iterator[str]:
    text = quote(mark.text)
    yield f"/en/places/?q={text}"
    yield f"/en/places/?city={quote(f'City {mark.text}')}"
    yield f"/en/places/map/?q={text}"
    yield f"/en/calendar/?where={text}"
    yield "/sitemap-events-1.xml"
    yield f"/en/market/?q={text}"
    yield f"/en/trips/new/?must={foreign['public_id']}"
    yield f"/en/cards/?trip={foreign['trip_id']}"
    yield f"/en/gate/?venue={foreign['public_id']}"
    yield f"/en/audit/?row=library.resource:{foreign['public_id']}"
    yield f"/en/audit/?row=market.listing:{foreign['listing_id']}"
    yield f"/en/audit/?before={foreign['batch_id']}"
    yield f"/en/audit/changes.csv?row=cards.card:{foreign['card_id']}"
    yield f"/en/figures/?to={text}"
    yield f"/api/v1/places?q={text}"
    yield f"/api/v1/listings?q={text}"
    yield f"/api/v1/listings?organisation={foreign['organisation_id']}"
    yield f"/api/v1/changes?batch={foreign['batch_id']}"
    yield f"/api/v1/changes?key={foreign['public_id']}"
    yield f"/api/v1/admissions?venue={foreign['public_id']}"
    yield f"/api/v1/memberships?alliance={foreign['slug']}&state=applied"
    yield f"/api/v1/statements/{own['organisation_id']}/lines?programme={foreign['programme_id']}"


def _forms(
    own: Mapping[str, object], foreign: Mapping[str, object], mark: Mark
) -> Iterator[Question]:
    """Lists acts of one's own whose forms name something of others."""
    body = _body(foreign, mark)
    organisation = own["organisation_id"]
    for act in ("withdraw-role", "resend", "withdraw"):
        yield Question("POST", f"/en/desk/{organisation}/people/", {**body, "act": act})
    for act in ("leave", "withdraw"):
        yield Question("POST", f"/en/desk/{organisation}/membership/", {**body, "act": act})
    yield Question("POST", "/en/account/roles/", body)
    yield Question("POST", "/en/gate/", body)
    yield Question("POST", f"/en/gate/void/{foreign['admission_id']}/", body)
    yield Question("POST", f"/en/audit/{own['batch_id']}/restore/", body)
    yield Question("POST", "/api/v1/gate/scans", body)


def _body(foreign: Mapping[str, object], mark: Mark) -> dict[str, object]:
    """Returns a form that names others' rows wherever a form names a row."""
    return {
        "venue": foreign["public_id"],
        "row": f"library.resource:{foreign['public_id']}",
        "trip": foreign["trip_id"],
        "must": foreign["public_id"],
        "assignment": foreign.get("assignment", uuid4()),
        "invitation": foreign.get("invitation", uuid4()),
        "membership": foreign["membership_id"],
        "code": "none",
        "reason": "because",
        "decision": "admit",
        "names": {"en": mark.text},
    }


def ask(watcher: Watcher, question: Question, *, takes_back: bool = True) -> Answer:
    """Asks and forgets: whatever the request wrote is taken back, also in the browser."""
    cookies = SimpleCookie(watcher.client.cookies.output(header="", sep=";"))
    with transaction.atomic():
        response = _send(watcher, question)
        body = (
            b"".join(response)
            if isinstance(response, StreamingHttpResponse)
            else cast(HttpResponse, response).content
        )
        transaction.set_rollback(takes_back)
    watcher.client.cookies = cookies
    return Answer(
        response.status_code, _steady(response.get("Location", "")), _steady(_text_of(body))
    )


def _send(watcher: Watcher, question: Question) -> HttpResponseBase:
    client: Client = watcher.client
    headers = {"Authorization": f"Bearer {watcher.secret}"} if watcher.secret else {}
    if question.method == "GET":
        return client.get(question.address, headers=headers)
    if question.address.startswith("/api/"):
        headers |= {"Idempotency-Key": "00000000-0000-4000-8000-000000000001"}
        headers |= {"If-Match": question.etag} if question.etag else {}
        return client.generic(
            question.method,
            question.address,
            json.dumps(question.body, default=str),
            content_type="application/json",
            headers=headers,
        )
    return client.post(question.address, dict(question.body))


def _text_of(body: bytes) -> str:
    return body.decode(errors="replace")


def _steady(text: str) -> str:
    for pattern, word in _CHANGING:
        text = pattern.sub(word, text)
    return text


def forget_new(text: str) -> str:
    """Returns an answer to an act without the ids and times that it made."""
    return _INSTANT.sub("instant", _UUID.sub("uuid", text))
