import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from landsea.cards.models import Redemption
from landsea.cards.services.voiding import void_admission
from landsea.foundation.actor import Role
from landsea.members.queries import list_organisations_by_ids
from tests.factories.cards import Programme, make_card, make_programme, scan_card
from tests.factories.library import make_owner
from tests.factories.members import NOW, make_alliance, make_member
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

STATEMENTS = "/en/statements/"


def read(client: Client, address: str) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def address_of(organisation_id: int) -> str:
    organisation = list_organisations_by_ids([organisation_id])[organisation_id]
    return f"{STATEMENTS}{organisation.public_id}/"


def lines(page: str) -> list[tuple[str, str]]:
    """Returns what each line of the statement records and its amount."""
    found = re.findall(r'data-kind="[\w-]+">(.*?)</tr>', page)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in found]
    return [(row[1], row[4]) for row in cells]


def sign_in_office(client: Client) -> None:
    sign_in(client, Role.OFFICE, alliance_id=make_alliance().id)


def test_a_statement_has_a_line_for_each_posting_and_their_balance(client: Client) -> None:
    programme = make_programme()
    scan_card(make_card(programme), programme)
    sign_in(client, Role.GATE, organisation_id=programme.venue.owner_id)

    page = read(client, address_of(programme.venue.owner_id))

    assert lines(page) == [
        ("Card sold at the counter", "−CN¥198.00"),
        ("Admission · Dazu Rock Carvings", "CN¥52.00"),
    ]
    balance = page[page.index("Balance") :]
    assert balance.index("−CN¥146.00") < balance.index("</tr>")
    assert "/trace/" not in page


def test_a_scan_that_was_taken_back_has_both_its_lines(client: Client) -> None:
    programme = make_programme()
    scan_card(make_card(programme), programme)
    void_admission(Redemption.objects.get().public_id, reason="x", by=programme.staff, now=NOW)
    sign_in(client, Role.GATE, organisation_id=programme.venue.owner_id)

    page = read(client, address_of(programme.venue.owner_id))

    assert lines(page)[1:] == [
        ("Admission · Dazu Rock Carvings", "CN¥52.00"),
        ("Taken back · Dazu Rock Carvings", "−CN¥52.00"),
    ]


def test_the_office_reads_every_members_statement_and_traces_its_lines(client: Client) -> None:
    programme = make_programme()
    result = scan_card(make_card(programme), programme)
    sign_in_office(client)

    assert f"/en/trace/{result.scan_id}/" in read(client, address_of(programme.venue.owner_id))


def test_a_statement_of_another_organisation_is_not_told(client: Client) -> None:
    programme = make_programme()
    other = make_member("other-owner")
    sign_in(client, Role.GATE, organisation_id=other)

    response = client.get(address_of(programme.venue.owner_id))

    assert response.status_code == 404
    assert "There is nothing at this address." in response.content.decode()
    assert address_of(programme.venue.owner_id) not in read(client, STATEMENTS)


def test_an_office_of_another_alliance_reads_nothing(client: Client) -> None:
    programme = make_programme()
    sign_in(client, Role.OFFICE, alliance_id=make_alliance("elsewhere").id)

    assert client.get(address_of(programme.venue.owner_id)).status_code == 404
    assert "Your roles open no statement." in read(client, STATEMENTS)


def test_a_traveller_is_told_no_statement(client: Client) -> None:
    programme = make_programme()

    assert client.get(STATEMENTS).status_code == 403
    assert client.get(address_of(programme.venue.owner_id)).status_code == 404


def test_an_organisation_without_a_line_says_when_one_comes(client: Client) -> None:
    make_programme()
    member = make_member("quiet-hotel")
    sign_in(client, Role.EDITOR, organisation_id=member)

    assert "No line yet." in read(client, address_of(member))


def test_a_statement_of_nobody_is_not_found(client: Client) -> None:
    sign_in_office(client)

    assert client.get(f"{STATEMENTS}00000000-0000-7000-8000-000000000000/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    make_programme()
    for number in range(count - 1):
        make_member(f"member-{number}")
    sign_in_office(client)

    # Session, account and roles; the programmes' alliances, and their members.
    with django_assert_num_queries(5):
        page = read(client, STATEMENTS)

    assert len(re.findall(rf'href="{STATEMENTS}[0-9a-f-]{{36}}/"', page)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_statement_asks_the_database_as_often_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    programme: Programme = make_programme()
    for _ in range(count):
        scan_card(make_card(programme), programme)
    sign_in_office(client)
    address = address_of(programme.venue.owner_id)

    # Session, account and roles; the organisation, its alliances, their programmes;
    # its accounts, their postings, and the venues of these.
    with django_assert_num_queries(9):
        page = read(client, address)

    assert len(lines(page)) == 2 * count
    assert make_owner().id == programme.venue.owner_id
