"""The public pages of organisations."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from landsea.foundation.actor import Role
from landsea.library.engine.vocabulary import ResourceState
from landsea.members.models import Organisation
from tests.factories.library import make_owner, make_place
from tests.factories.members import make_alliance, make_application, make_member, make_suspended
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LIST = "/en/organisations/"


def read(client: Client, address: str, *, status: int = 200) -> str:
    """Returns a page's text, spaces run together."""
    response = client.get(address)
    assert response.status_code == status, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def page_of(slug: str = "dazu-research-academy") -> str:
    return f"{LIST}{make_owner(slug).public_id}/"


def listed(page: str) -> list[str]:
    return re.findall(r'<p><a href="/en/organisations/[0-9a-f-]{36}/">(.*?)</a></p>', page)


def test_anybody_finds_an_organisation_by_its_name(client: Client) -> None:
    make_member("dazu-museum")
    make_owner("bay-hotel")

    assert listed(read(client, LIST)) == ["Bay Hotel", "Dazu Museum"]
    page = read(client, f"{LIST}?q=museum&kind=attraction&market=CN&alliance=land-sea")

    assert listed(page) == ["Dazu Museum"]
    assert "1 organisation" in page
    assert 'value="museum"' in page
    assert '<option value="land-sea" selected>Land-Sea (1)</option>' in page


def test_a_search_that_finds_nobody_says_what_to_do(client: Client) -> None:
    make_owner()

    assert "Take a filter away" in read(client, f"{LIST}?q=nobody")
    Organisation.objects.all().delete()
    assert "An alliance's office registers them." in read(client, LIST).replace("&#x27;", "'")


@pytest.mark.parametrize("query", ["kind=pagoda", "kind=%00"])
def test_a_kind_that_is_none_is_refused(client: Client, query: str) -> None:
    read(client, f"{LIST}?{query}", status=422)


@pytest.mark.parametrize(
    "query", ["q=%00", "market=%00", "alliance=%00", "from=-1", "from=x", "from=999999", "from=%00"]
)
def test_an_odd_question_has_a_page_as_answer(client: Client, query: str) -> None:
    make_owner()

    read(client, f"{LIST}?{query}")


def test_the_next_page_keeps_the_question(client: Client) -> None:
    for number in range(51):
        make_owner(f"owner-{number:02}")

    first = read(client, f"{LIST}?q=owner&kind=")
    (address,) = re.findall(r'href="([^"]+)" rel="next"', first)
    second = read(client, address.replace("&amp;", "&"))

    assert address == f"{LIST}?q=owner&amp;from=50"
    assert listed(second) == ["Owner 50"]
    assert re.findall(r'href="([^"]+)" rel="prev"', second) == [f"{LIST}?q=owner"]


def test_an_organisation_is_shown_with_its_alliances_and_its_places(client: Client) -> None:
    make_member()
    make_place()

    page = read(client, page_of())

    assert "Dazu Rock Carvings" in page
    assert 'href="/en/alliances/land-sea/"' in page
    assert "since 1 January 2020" in page
    assert "invented" not in page
    assert "/edit/" not in page


def test_what_is_invented_says_so(client: Client) -> None:
    make_owner("demo", is_demo=True)

    assert "invented for the demonstration" in read(client, page_of("demo"))
    assert "invented" in read(client, LIST)


def test_nobody_learns_that_an_organisation_has_applied_or_is_suspended(client: Client) -> None:
    make_application("applicant", application="Our secret plan")
    make_suspended("suspended")

    pages = [read(client, page_of("applicant")), read(client, page_of("suspended"))]

    for page in (*pages, read(client, LIST)):
        assert "/alliances/land-sea/" not in page
        assert "Our secret plan" not in page
        assert "Turned card holders away" not in page


def test_drafts_stand_on_the_page_for_the_organisations_own_people_only(client: Client) -> None:
    make_place(state=ResourceState.DRAFT)

    for_all = read(client, page_of())
    sign_in(client, Role.EDITOR, organisation_id=make_owner("other").id)
    for_others = read(client, page_of())
    sign_in(client, Role.EDITOR, organisation_id=make_owner().id)
    for_own = read(client, page_of())

    assert "Dazu Rock Carvings" not in for_all + for_others
    assert "Dazu Rock Carvings" in for_own
    assert "draft" in for_own


def test_whoever_may_rename_it_is_offered_to(client: Client) -> None:
    make_member()

    sign_in(client, Role.EDITOR, organisation_id=make_owner().id)
    editor = read(client, page_of())
    sign_in(client, Role.OFFICE, alliance_id=make_alliance().id)
    office = read(client, page_of())

    assert "/edit/" not in editor
    assert "/edit/" in office


def test_an_organisation_that_is_none_is_not_found(client: Client) -> None:
    read(client, f"{LIST}00000000-0000-7000-8000-000000000000/", status=404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_member(f"member-{number}")

    # Memberships, organisations, alliances.
    with django_assert_num_queries(3):
        page = read(client, LIST)

    assert len(listed(page)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_an_organisations_page_asks_the_database_as_often_however_many_places(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_place(str(number))
    address = page_of()

    # The organisation, where it belongs, its places, alliances, and whether the reader renames it.
    with django_assert_num_queries(5):
        page = read(client, address)

    assert page.count('<article class="place">') == count
