"""What is held about people: each module says so once, and export and erasure ask them all."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from landsea.foundation.changelog import as_json
from landsea.foundation.models import User
from landsea.foundation.rows import all_rows

Row = Mapping[str, object]

#: Named in each export, and described in docs/reference/personal-data.md.
EXPORT_FORMAT = "landsea-personal-data/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whose data: an account's, a traveller's without one, or an address's that was written to."""

    subject: UUID | None = None
    user_id: int | None = None
    #: In lower case.
    addresses: frozenset[str] = frozenset()

    @property
    def is_known(self) -> bool:
        return self.subject is not None or bool(self.addresses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One kind of rows about people: where they are, and what becomes of them."""

    name: str
    title: str
    #: What becomes of the rows when the person is erased, in a sentence.
    fate: str
    #: The columns that lead to a person or describe one: `app.Model.field`.
    columns: tuple[str, ...]
    #: Returns the person's rows, oldest first.
    find: Callable[[Person], Iterable[Row]]
    #: Removes the rows or what leads to the person, and returns how many. Without it the rows stay
    #: and the subject in their columns is replaced by a new one that stands for nobody.
    erase: Callable[[Person], int] | None
    #: Raises what the person must do first.
    check: Callable[[Person], None] | None
    #: Before the transaction in which the others go, because finding the rows takes long.
    is_erased_first: bool

    @property
    def is_trace(self) -> bool:
        """Says whether the rows stay, under a subject that stands for nobody."""
        return self.erase is None


_holdings: dict[str, Holding] = {}


def register_holding(
    name: str,
    *,
    title: str,
    fate: str,
    columns: tuple[str, ...],
    find: Callable[[Person], Iterable[Row]],
    erase: Callable[[Person], int] | None = None,
    check: Callable[[Person], None] | None = None,
    is_erased_first: bool = False,
) -> None:
    """Says what a module holds about people; called when its app is ready."""
    _holdings[name] = Holding(
        name=name,
        title=title,
        fate=fate,
        columns=columns,
        find=find,
        erase=erase,
        check=check,
        is_erased_first=is_erased_first,
    )


def list_holdings() -> list[Holding]:
    """Lists all holdings, those of lower modules first."""
    return list(_holdings.values())


def person_of(user: User | AnonymousUser, subject: UUID | None) -> Person:
    """Returns whose data a page is about: the account's, else that of the session's traveller."""
    return _with_account(user) if isinstance(user, User) else Person(subject=subject)


def find_person(text: str) -> Person:
    """Returns the person of an e-mail address or of a subject; it may be unknown here."""
    try:
        subject = UUID(text)
    except ValueError:
        pass
    else:
        user = User.objects.unscoped("an operator names the person").filter(subject=subject)
        return _with_account(user[0]) if user else Person(subject=subject)
    address = text.strip().lower()
    known = Q(email=address)
    if apps.is_installed("allauth.account"):
        known |= Q(emailaddress__email__iexact=address)
    users = User.objects.unscoped("an operator names the person").filter(known).order_by("pk")
    found = users.first()
    return _with_account(found) if found else Person(addresses=frozenset({address}))


def write_export(person: Person, *, now: datetime) -> Iterator[str]:
    """Writes what is held about a person as JSON, one row a line."""
    head = {
        "format": EXPORT_FORMAT,
        "made_at": now,
        "subject": person.subject,
        "addresses": sorted(person.addresses),
    }
    text = json.dumps(as_json(head), ensure_ascii=False, indent=1)
    yield text.removesuffix("\n}") + ',\n "holdings": {'
    between = "\n"
    for holding in list_holdings():
        yield f"{between}  {json.dumps(holding.name)}: ["
        between = ",\n"
        yield from _write_rows(holding.find(person))
    yield "\n }\n}\n"


def _write_rows(rows: Iterable[Row]) -> Iterator[str]:
    between = "\n"
    for row in rows:
        yield f"{between}   {json.dumps(as_json(row), ensure_ascii=False)}"
        between = ",\n"
    yield "]" if between == "\n" else "\n  ]"


def _with_account(user: User) -> Person:
    addresses = {user.email.lower()}
    if apps.is_installed("allauth.account"):
        found = all_rows("account.EmailAddress").filter(user_id=user.pk)
        addresses |= {str(address).lower() for address in found.values_list("email", flat=True)}
    return Person(subject=user.subject, user_id=user.pk, addresses=frozenset(addresses))
