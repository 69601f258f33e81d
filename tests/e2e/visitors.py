"""Those who look at the demonstration; what they do first, so that there is something to see."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
from django.utils.html import escape

from landsea.demo.roles import DEMO_ROLES
from tests.e2e.reading import Form, Reader
from tests.factories.accounts import PASSWORD, code_of_app

_CODE = re.compile(r"^\d{3}-\d{3}-\d{3}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A page as one visitor was given it."""

    visitor: "Visitor"
    path: str
    status: int
    html: str
    policy: str

    def __str__(self) -> str:
        return f"{self.path} ({self.visitor.name}, {self.status})"


@dataclass
class Visitor:
    """A browser without a screen: it keeps cookies, sends forms and remembers each page."""

    name: str
    client: httpx.Client
    snapshots: list[Snapshot] = field(default_factory=list)

    def open(self, path: str) -> httpx.Response:
        """Returns the answer to an address, without being led elsewhere."""
        return self._remember(self.client.get(path))

    def send(
        self,
        path: str,
        form: Form,
        button: tuple[str, str] | None = None,
        files: dict[str, bytes] | None = None,
        **values: str,
    ) -> httpx.Response:
        """Sends a form of a page and returns where that leads."""
        fields = form.filled(**values) | ({button[0]: [button[1]]} if button else {})
        address = form.action or path
        if form.method == "get":
            return self._follow(self.client.get(address, params=fields))
        headers = {"Origin": str(self.client.base_url).rstrip("/")}
        return self._follow(self.client.post(address, data=fields, files=files, headers=headers))

    def find_form(self, path: str, action: str, **fields: str) -> Form:
        """Opens a page and returns one of its forms."""
        return Reader(self.open(path).text).find_form(action, **fields)

    def _follow(self, response: httpx.Response) -> httpx.Response:
        while response.is_redirect and response.next_request is not None:
            response = self.client.send(response.next_request)
        return self._remember(response)

    def _remember(self, response: httpx.Response) -> httpx.Response:
        if is_page(response):
            path = response.request.url.raw_path.decode()
            self.snapshots.append(snapshot_of(self, path, response))
        return response


def snapshot_of(visitor: Visitor, path: str, response: httpx.Response) -> Snapshot:
    """Returns what a visitor was answered."""
    policy = response.headers["Content-Security-Policy"]
    return Snapshot(visitor, path, response.status_code, response.text, policy)


def is_page(response: httpx.Response) -> bool:
    """Says whether an answer is something to look at."""
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_html and not response.is_redirect and bool(response.content)


def make_visitors(demo: str) -> list[Visitor]:
    """Returns everybody, each with something to look at."""

    def visitor(name: str) -> Visitor:
        # Not by a proxy, whatever the person who runs this has: the demonstration is here.
        client = httpx.Client(base_url=demo, timeout=60, trust_env=False)
        return Visitor(name, client)

    nobody = visitor("nobody")
    nobody.open("/en/no-such-page/")
    traveller = visitor("traveller")
    card = _take_card(traveller)
    roles = {role.key: _in_role(visitor(role.key), role.key) for role in DEMO_ROLES}
    _use_card(roles["gate"], card)
    _run_office(roles["member"])
    _offer(roles["market-agent"])
    _load_nothing(roles["statistician"])
    return [
        nobody,
        traveller,
        _on_tour(visitor("on tour")),
        *roles.values(),
        *(_with_account(visitor(name), act) for name, act in _ACCOUNTS.items()),
    ]


def _in_role(visitor: Visitor, key: str) -> Visitor:
    form = visitor.find_form("/en/", "/demo/role/")
    visitor.send("/en/", form, ("role", key))
    return visitor


def _on_tour(visitor: Visitor) -> Visitor:
    path = "/en/demo/tour/"
    visitor.send(path, visitor.find_form(path, "/tour/change/"), ("act", "start"))
    return visitor


def _take_card(traveller: Visitor) -> str:
    """Designs a trip, takes a card for it and returns the card's number."""
    trip = traveller.send("/en/trips/new/", traveller.find_form("/en/trips/new/", "/trips/new/"))
    shop = re.search(r'href="(/en/cards/\?trip=[^"]+)"', trip.text)
    assert shop is not None, trip.text
    card = traveller.send(shop[1], traveller.find_form(shop[1], "/cards/take/"))
    number = re.search(r'id="card-number">([^<]+)<', card.text)
    assert number is not None, card.text
    return number[1]


def _use_card(gate: Visitor, number: str) -> None:
    """Shows a card before it is paid, pays, shows it at a place that it opens, and once more."""
    page = gate.open("/en/gate/").text
    unpaid = gate.send("/en/gate/", _scan_form(page), code=number).text
    paid = gate.send("/en/gate/", Reader(unpaid).find_form("/gate/pay/")).text
    admitted = gate.send("/en/gate/", _scan_form(paid), code=number).text
    gate.send("/en/gate/", _scan_form(admitted), code=number)
    gate.send("/en/gate/", _scan_form(admitted), code="no card's number")


def _scan_form(page: str) -> Form:
    return next(form for form in Reader(page).forms if "scan_id" in form.fields)


def _run_office(member: Visitor) -> None:
    """Makes a key and invites somebody, after a mistake each."""
    desk = _desk_of(member)
    keys = f"{desk}keys/"
    form = member.find_form(keys, "/keys/new/")
    member.send(keys, form, name="")
    member.send(keys, form, name="Ticket office", scope="gate:scan")
    people = f"{desk}people/"
    form = member.find_form(people, "", email="")
    member.send(people, form, ("act", "invite"), email="nobody@example.invalid")
    member.send(people, form, ("act", "invite"), email="somebody@example.org")


def _desk_of(visitor: Visitor) -> str:
    """Returns where the desk of a visitor's organisation begins."""
    desk = re.search(r"/en/desk/[0-9a-f-]{36}/", visitor.open("/en/desk/").text)
    assert desk is not None
    return desk[0]


def _offer(agent: Visitor) -> None:
    """Writes a listing, after a mistake."""
    new = f"{_desk_of(agent)}listings/new/"
    form = agent.find_form(new, "", kind="")
    agent.send(new, form)
    today = datetime.now(UTC).date()
    form.fields |= {
        "kind": ["tour"],
        "side": ["supply"],
        "first_day": [f"{today}"],
        "last_day": [f"{today + timedelta(days=60)}"],
        "title-en": ["Two days on the river"],
        "text-en": ["With a guide and lunch."],
    }
    written = agent.send(new, form)
    assert written.status_code == 200, written.text


def _load_nothing(statistician: Visitor) -> None:
    """Sends a file that holds no figure: readers see the same figures as before."""
    path = "/en/figures/load/"
    forms = Reader(statistician.open(path).text).forms
    form = next(form for form in forms if form.takes_file)
    statistician.send(path, form)
    statistician.send(path, form, files={"file": b"no figures"})


def _with_account(visitor: Visitor, act: Callable[[Visitor], None]) -> Visitor:
    act(visitor)
    return visitor


def _sign_up(visitor: Visitor) -> str:
    """Signs up as far as the code that comes by mail, and returns the address."""
    email = f"{uuid4().hex[:12]}@example.org"
    path = "/en/account/signup/"
    visitor.send(path, visitor.find_form(path, "signup"), email=email, password1=PASSWORD)
    return email


def _code_for(visitor: Visitor, email: str) -> str:
    mails = visitor.client.get("/en/demo/mail/").text.split("<article")
    found = _CODE.search(next(mail for mail in mails if escape(email) in mail))
    assert found is not None
    return found[0]


def _confirm(visitor: Visitor) -> str:
    email = _sign_up(visitor)
    path = "/en/account/confirm-email/"
    visitor.send(path, visitor.find_form(path, "", code=""), code="000000")
    visitor.send(path, visitor.find_form(path, "", code=""), code=_code_for(visitor, email))
    return email


def _wait_for_code(visitor: Visitor) -> None:
    path = "/en/account/signup/"
    visitor.send(path, visitor.find_form(path, "signup"), email="nobody", password1="short")
    _sign_up(visitor)


def _be_a_person(visitor: Visitor) -> None:
    _confirm(visitor)


def _forget_password(visitor: Visitor) -> None:
    path = "/en/account/password/reset/"
    email = _confirm_and_leave(visitor)
    visitor.send(path, visitor.find_form(path, "reset"), email=email)


def _choose_new_password(visitor: Visitor) -> None:
    email = _confirm_and_leave(visitor)
    path = "/en/account/password/reset/"
    page = visitor.send(path, visitor.find_form(path, "reset"), email=email)
    form = Reader(page.text).find_form("", code="")
    visitor.send(page.request.url.path, form, code=_code_for(visitor, email))


def _turn_on_second_factor(visitor: Visitor) -> str:
    """Sets up a second factor and returns the address of the account."""
    email = _confirm(visitor)
    again = "/en/account/reauthenticate/"
    form = visitor.find_form(again, "", password="")
    visitor.send(again, form, password="not this one")
    visitor.send(again, form, password=PASSWORD)
    path = "/en/account/2fa/totp/activate/"
    page = visitor.open(path).text
    secret = re.search(r'<span class="token num">([A-Z2-7]{32})<', page)
    assert secret is not None
    form = Reader(page).find_form("totp/activate")
    visitor.send(path, form, code="000000")
    visitor.send(path, form, code=code_of_app(secret[1]))
    return email


def _have_second_factor(visitor: Visitor) -> None:
    _turn_on_second_factor(visitor)


def _show_second_factor(visitor: Visitor) -> None:
    """Signs in as far as the second factor."""
    email = _turn_on_second_factor(visitor)
    _sign_in(visitor, email)


def _confirm_and_leave(visitor: Visitor) -> str:
    email = _confirm(visitor)
    visitor.client.cookies.clear()
    return email


def _sign_in(visitor: Visitor, email: str) -> None:
    visitor.client.cookies.clear()
    path = "/en/account/login/"
    form = visitor.find_form(path, "login")
    visitor.send(path, form, login=email, password="not this one")
    visitor.send(path, form, login=email, password=PASSWORD)


_ACCOUNTS: dict[str, Callable[[Visitor], None]] = {
    "who waits for a code": _wait_for_code,
    "person": _be_a_person,
    "who forgot a password": _forget_password,
    "who chooses a new password": _choose_new_password,
    "person with a second factor": _have_second_factor,
    "who is asked for a second factor": _show_second_factor,
}
