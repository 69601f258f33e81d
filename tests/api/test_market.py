"""Listings and projects through the interface."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.market.engine.listings import ListingState
from landsea.market.models import Listing, Project, ProjectSum
from landsea.members.engine.scopes import Scope
from tests.api.calling import Program
from tests.factories.keys import make_token
from tests.factories.library import make_owner
from tests.factories.market import (
    import_rows,
    make_listing,
    make_open,
    make_register_row,
    make_sum_row,
    reread,
)
from tests.factories.members import make_alliance, make_member, suspend

pytestmark = pytest.mark.django_db


def agent_of(slug: str = "dazu-research-academy", *scopes: Scope) -> Program:
    return Program(make_token(make_member(slug), *(scopes or (Scope.MARKET_WRITE,))).secret)


def office_of(alliance: str = "land-sea") -> Program:
    key = make_member(f"{alliance}-office", alliance=alliance)
    alliance_id = make_alliance(alliance).id
    return Program(make_token(key, Scope.ALLIANCE_RUN, alliance_id=alliance_id).secret)


def body(**fields: object) -> dict[str, object]:
    today = timezone.now().date()
    sent: dict[str, object] = {
        "alliance": "land-sea",
        "kind": "tour",
        "side": "supply",
        "titles": {"en": "Two days", "ms": "Dua hari"},
        "languages": ["en"],
        "markets": ["CN"],
        "first_day": (today - timedelta(days=1)).isoformat(),
        "last_day": (today + timedelta(days=9)).isoformat(),
    }
    return sent | fields


def test_a_listing_is_read_by_everybody(anybody: Program) -> None:
    row = make_open()

    one = anybody.get(f"listings/{row.public_id}")

    assert one.body == {
        "id": str(row.public_id),
        "organisation": {
            "id": str(make_owner().public_id),
            "names": {"en": "Dazu Research Academy"},
            "is_demo": False,
        },
        "alliance": "land-sea",
        "kind": "tour",
        "side": "supply",
        "state": "published",
        "standing": "open",
        "titles": {"en": "Two days among the carvings", "zh-Hans": "石刻两日游"},
        "texts": {"en": "For groups of ten or more."},
        "languages": ["en", "zh-Hans"],
        "markets": ["CN", "SG"],
        "place": "Dazu",
        "contact_url": "https://example.org/groups",
        "period": {"starts_on": str(row.starts_on), "ends_on": str(row.ends_on)},
        "time_zone": "Asia/Shanghai",
    }
    found = anybody.get("listings?kind=tour&side=supply&market=CN&alliance=land-sea&q=石刻")
    assert found.body["items"] == [one.body]
    assert anybody.get("listings?side=demand").body["items"] == []
    assert anybody.get(f"listings?organisation={uuid4()}").body["items"] == []
    assert anybody.get(f"listings/{uuid4()}").problem == (404, "not-found")


def test_an_answer_that_is_known_is_not_sent_again(anybody: Program) -> None:
    row = make_open()
    first = anybody.get(f"listings/{row.public_id}")

    again = anybody.get(f"listings/{row.public_id}", If_None_Match=first.header("ETag"))

    assert again.status == 304


@pytest.mark.parametrize("path", ["listings", "projects", "project-sums"])
def test_a_walk_through_the_pages_gives_the_whole_list(anybody: Program, path: str) -> None:
    for number in range(5):
        make_open(titles={"en": f"Number {number}"})
        import_rows(make_sum_row(key=f"s{number}"), make_register_row(key=f"p{number}"))

    walked = anybody.walk(path, limit=2)

    assert walked == anybody.get(path).body["items"]
    assert len(walked) == 5


@pytest.mark.parametrize(
    ("path", "queries"), [("listings", 3), ("projects", 1), ("project-sums", 1)]
)
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_database_as_often_however_long_it_is(
    anybody: Program,
    django_assert_num_queries: DjangoAssertNumQueries,
    path: str,
    queries: int,
    count: int,
) -> None:
    for number in range(count):
        make_open(owner=f"member-{number}")
        import_rows(
            make_sum_row(key=f"s{number}"),
            make_register_row(key=f"p{number}", part_of=f"s{number}"),
        )
    anybody.get(path)

    # And one for the limit of requests.
    with django_assert_num_queries(queries + 1):
        reply = anybody.get(path)

    assert len(reply.body["items"]) == count


def test_a_program_writes_publishes_and_closes() -> None:
    program = agent_of()

    written = program.post("listings", body())
    address = f"listings/{written.body['id']}"
    published = program.post(f"{address}/acts", {"act": "publish"})
    seen = Program().get(address)
    closed = program.post(f"{address}/acts", {"act": "close"})

    assert (written.status, written.body["standing"]) == (201, "draft")
    assert written.header("Location") == f"/api/v1/{address}"
    assert (published.status, published.body["standing"]) == (201, "open")
    assert seen.body == published.body
    assert closed.body["state"] == "closed"
    assert program.post(f"{address}/acts", {"act": "close"}).problem == (
        409,
        "listing-step-not-possible",
    )


def test_the_same_request_writes_one_listing() -> None:
    program = agent_of()

    first = program.post("listings", body(), key="once")
    again = program.post("listings", body(), key="once")

    assert again.body == first.body
    assert Listing.objects.count() == 1


def test_what_can_not_be_used_is_named_by_field() -> None:
    reply = agent_of().post("listings", body(markets=["XX"], last_day="2020-01-01"))

    assert reply.problem == (422, "invalid-fields")
    assert [fault["field"] for fault in reply.body["faults"]] == ["markets", "last_day"]
    assert not Listing.objects.exists()


def test_a_program_writes_in_its_own_organisations_name_and_alliances() -> None:
    program = agent_of()
    make_alliance("far")

    assert program.post("listings", body(alliance="far")).problem == (409, "not-offering-here")
    assert program.post("listings", body(alliance="nowhere")).problem == (404, "not-found")
    suspend(make_owner().id)
    assert program.post("listings", body()).problem == (409, "not-offering-here")
    others = agent_of("other", Scope.LIBRARY_WRITE)
    assert others.post("listings", body()).problem == (403, "scope-missing")


def test_a_draft_is_not_there_for_others(anybody: Program) -> None:
    row = make_listing(is_published=False)
    address = f"listings/{row.public_id}"

    for program in (anybody, agent_of("other"), office_of()):
        assert program.get(address).problem == (404, "not-found")
    for program in (agent_of("other"), office_of()):
        assert program.post(f"{address}/acts", {"act": "publish"}).problem == (404, "not-found")
    assert agent_of().get(address).body["standing"] == "draft"


def test_the_alliances_office_takes_down_and_puts_back() -> None:
    row = make_open()
    address = f"listings/{row.public_id}/acts"
    office, agent = office_of(), agent_of()
    taking = {"act": "take-down", "reason": "Not of this alliance."}

    refused = [
        agent.post(address, taking).problem,
        office_of("far").post(address, taking).problem,
        office.post(address, {"act": "close"}).problem,
        office.post(address, {"act": "take-down"}).problem,
    ]
    down = office.post(address, taking)
    state = reread(row.public_id).state
    back = office.post(address, {"act": "put-back"})

    assert refused == [
        (403, "not-allowed"),
        (403, "not-allowed"),
        (403, "not-allowed"),
        (422, "take-down-needs-reason"),
    ]
    assert (down.status, state) == (201, ListingState.TAKEN_DOWN)
    assert back.body["standing"] == "open"


def test_the_register_tells_projects_and_sums_apart(anybody: Program) -> None:
    import_rows(make_sum_row(), make_register_row(part_of="signed", amount="", currency=""))
    project, whole = Project.objects.get(), ProjectSum.objects.get()

    one = anybody.get(f"projects/{project.public_id}")
    sums = anybody.get("project-sums?alliance=land-sea&stage=signed")

    assert anybody.get("projects?stage=signed").body["items"] == [one.body]
    assert (one.body["part_of"], one.body["amount"]) == ("signed", None)
    assert [(each["id"], each["project_count"], each["amount"]) for each in sums.body["items"]] == [
        (str(whole.public_id), 30, {"minor": 5_320_000_000_000, "currency": "CNY"})
    ]
    assert anybody.get("projects?stage=open").body["items"] == []
    assert anybody.get("projects?stage=hoped").status == 422
    assert anybody.get(f"projects/{uuid4()}").problem == (404, "not-found")
