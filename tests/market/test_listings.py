"""Who writes listings, and how they come to their readers."""

from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from landsea.foundation import changelog
from landsea.foundation.actor import Actor, Role
from landsea.foundation.models import Change
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.market import queries
from landsea.market.engine.listings import Act, ListingKind, ListingState, Standing
from landsea.market.errors import (
    ListingOver,
    ListingStepNotPossible,
    NotOfferingHere,
    TakeDownNeedsReason,
)
from landsea.market.models import Listing
from landsea.market.queries import ListingFilter
from landsea.market.services.listings import edit_listing, write_listing
from landsea.market.services.steps import take_step
from tests.factories.library import make_owner
from tests.factories.market import LISTING, make_input, make_listing, reread
from tests.factories.members import (
    NOW,
    make_actor,
    make_alliance,
    make_member,
    make_suspended,
    suspend,
)

pytestmark = pytest.mark.django_db

WRITERS = (Role.MARKET_AGENT, Role.OFFICE)


def agent_of(slug: str = "dazu-research-academy", role: Role = Role.MARKET_AGENT) -> Actor:
    return make_actor(role, organisation_id=make_owner(slug).id)


def office_of(alliance: str = "land-sea") -> Actor:
    return make_actor(Role.OFFICE, alliance_id=make_alliance(alliance).id)


def write(by: Actor, *, owner: str = "dazu-research-academy") -> Listing:
    listing_id = write_listing(
        LISTING,
        organisation_id=make_owner(owner).id,
        alliance_id=make_alliance().id,
        by=by,
        now=NOW,
    )
    return reread(listing_id)


def titles_of(wanted: ListingFilter | None = None, *, now: datetime = NOW) -> list[str]:
    """Returns the titles of what is open."""
    page = queries.list_open(wanted or ListingFilter(), now=now)
    return [str(each.titles) for each in page.listings]


@pytest.mark.parametrize("role", WRITERS)
def test_market_agents_and_the_own_office_write_a_draft(role: Role) -> None:
    make_member()

    row = write(agent_of(role=role))

    assert row.state == ListingState.DRAFT
    assert row.market_codes == ",CN,SG,"
    assert row.ends_at == datetime(2027, 2, 21, 16, tzinfo=UTC)
    assert titles_of() == []


@pytest.mark.parametrize("role", [role for role in Role if role not in WRITERS])
def test_other_roles_write_none(role: Role) -> None:
    make_member()

    with pytest.raises(NotAllowed):
        write(agent_of(role=role))


def test_nobody_writes_for_another_organisation() -> None:
    make_member()
    make_member("other")

    for by in (agent_of("other"), office_of(), Actor()):
        with pytest.raises(NotAllowed):
            write(by)


def test_a_draft_is_seen_by_its_writers_alone() -> None:
    listing = make_listing(is_published=False)

    for by in (agent_of("other"), office_of(), agent_of(role=Role.EDITOR), Actor()):
        with pytest.raises(NotFound):
            queries.get_listing(listing.public_id, actor=by, now=NOW)
    for role in WRITERS:
        found = queries.get_listing(listing.public_id, actor=agent_of(role=role), now=NOW)
        assert found.standing is Standing.DRAFT


def test_what_is_published_is_open_to_everybody_until_its_last_day_is_over() -> None:
    listing = make_listing()
    last_minute = datetime(2027, 2, 21, 15, 59, tzinfo=UTC)

    assert titles_of(now=last_minute) == ["Two days among the carvings"]
    assert titles_of(now=listing.ends_at) == []
    over = queries.get_listing(listing.public_id, actor=Actor(), now=listing.ends_at)
    assert over.standing is Standing.OVER


def test_a_listing_is_not_open_before_its_first_day() -> None:
    make_listing(make_input(first_day="2026-11-26"))

    assert titles_of() == []
    assert titles_of(now=datetime(2026, 11, 25, 16, tzinfo=UTC)) != []


def test_a_listing_whose_days_are_over_is_not_published() -> None:
    row = make_listing(
        make_input(first_day="2026-10-01", last_day="2026-10-31"), is_published=False
    )

    with pytest.raises(ListingOver):
        take_step(row.public_id, Act.PUBLISH, by=agent_of(), now=NOW)


@pytest.mark.parametrize("act", [Act.CLOSE, Act.WITHDRAW])
def test_its_writers_end_a_listing_and_publish_it_again(act: Act) -> None:
    row = make_listing()
    take_step(row.public_id, act, by=agent_of(), now=NOW)
    ended = titles_of()
    is_readable = Listing.objects.visible_to(Actor()).exists()

    take_step(row.public_id, Act.PUBLISH, by=agent_of(), now=NOW)

    assert ended == []
    assert is_readable == (act is Act.CLOSE)
    assert len(titles_of()) == 1


def test_a_step_that_the_state_does_not_allow_is_refused() -> None:
    row = make_listing(is_published=False)

    with pytest.raises(ListingStepNotPossible):
        take_step(row.public_id, Act.CLOSE, by=agent_of(), now=NOW)


@pytest.mark.parametrize("act", [act for act in Act if not act.is_offices])
def test_others_do_not_act_on_a_listing(act: Act) -> None:
    row = make_listing()

    for by in (agent_of("other"), office_of(), agent_of(role=Role.EDITOR), Actor()):
        with pytest.raises(NotAllowed):
            take_step(row.public_id, act, by=by, now=NOW)


def test_the_office_takes_a_listing_down_and_its_writers_read_why() -> None:
    row = make_listing()

    take_step(row.public_id, Act.TAKE_DOWN, reason=" Not ours. ", by=office_of(), now=NOW)

    for by in (office_of(), agent_of()):
        found = queries.get_listing(row.public_id, actor=by, now=NOW)
        assert found.take_down_reason == "Not ours."
    for by in (office_of("other"), agent_of("other"), Actor()):
        with pytest.raises(NotFound):
            queries.get_listing(row.public_id, actor=by, now=NOW)


@pytest.mark.parametrize("reason", ["", " ", "\x00", "x" * 501])
def test_the_office_gives_a_reason(reason: str) -> None:
    row = make_listing()

    with pytest.raises(TakeDownNeedsReason):
        take_step(row.public_id, Act.TAKE_DOWN, reason=reason, by=office_of(), now=NOW)


def test_the_offices_acts_are_those_of_its_own_alliance() -> None:
    row = make_listing()
    by_others = [agent_of(), agent_of(role=Role.OFFICE), office_of("other"), Actor()]

    for by in by_others:
        with pytest.raises(NotAllowed):
            take_step(row.public_id, Act.TAKE_DOWN, reason="Because.", by=by, now=NOW)
    take_step(row.public_id, Act.TAKE_DOWN, reason="Because.", by=office_of(), now=NOW)
    with pytest.raises(NotAllowed):
        take_step(row.public_id, Act.PUT_BACK, by=agent_of(), now=NOW)
    for act in (Act.PUBLISH, Act.WITHDRAW, Act.CLOSE):
        with pytest.raises(ListingStepNotPossible):
            take_step(row.public_id, act, by=agent_of(), now=NOW)

    take_step(row.public_id, Act.PUT_BACK, by=office_of(), now=NOW)

    assert (reread(row.public_id).take_down_reason, len(titles_of())) == ("", 1)


def test_a_suspended_member_writes_and_publishes_nothing() -> None:
    row = make_listing(is_published=False)
    suspend(row.organisation_id)

    with pytest.raises(NotOfferingHere):
        write(agent_of())
    with pytest.raises(NotOfferingHere):
        edit_listing(row.public_id, make_input(place="x"), by=agent_of(), now=NOW)
    with pytest.raises(NotOfferingHere):
        take_step(row.public_id, Act.PUBLISH, by=agent_of(), now=NOW)


def test_what_a_suspended_member_offered_is_in_no_list_and_it_may_end_it() -> None:
    row = make_listing()
    suspend(row.organisation_id)

    listed = titles_of()
    found = queries.get_listing(row.public_id, actor=Actor(), now=NOW)
    take_step(row.public_id, Act.WITHDRAW, by=agent_of(), now=NOW)

    assert listed == []
    assert found.standing is Standing.PAUSED
    assert reread(row.public_id).state == ListingState.WITHDRAWN


def test_a_member_offers_in_its_own_alliances_only() -> None:
    make_suspended(alliance="far")
    make_member()

    with pytest.raises(NotOfferingHere):
        make_listing_in("far")
    with pytest.raises(NotOfferingHere):
        make_listing_in("elsewhere")


def make_listing_in(alliance: str) -> None:
    write_listing(
        LISTING,
        organisation_id=make_owner().id,
        alliance_id=make_alliance(alliance).id,
        by=agent_of(),
        now=NOW,
    )


def test_an_edited_listing_says_what_is_new_and_logs_what_it_was() -> None:
    row = make_listing()

    edit_listing(
        row.public_id,
        make_input(place="Beishan", last_day="2026-12-01"),
        by=agent_of(),
        now=NOW,
    )

    after = reread(row.public_id)
    assert after.ends_at == datetime(2026, 12, 1, 16, tzinfo=UTC)
    assert "beishan" in after.folded
    change = changelog.list_changes_of(after)[-1]
    assert (change.action, change.patch) == (
        "edit",
        {"place": ["Dazu", "Beishan"], "ends_on": ["2027-02-22", "2026-12-02"]},
    )


def test_the_same_again_is_no_change() -> None:
    row = make_listing()
    count = Change.objects.count()

    edit_listing(row.public_id, LISTING, by=agent_of(), now=NOW)

    assert Change.objects.count() == count


def test_others_do_not_edit() -> None:
    draft, public = make_listing(is_published=False), make_listing()

    for by in (agent_of("other"), office_of(), Actor()):
        with pytest.raises(NotFound):
            edit_listing(draft.public_id, LISTING, by=by, now=NOW)
        with pytest.raises(NotAllowed):
            edit_listing(public.public_id, LISTING, by=by, now=NOW)


def test_the_log_of_a_listing_is_its_organisations_and_the_offices_acts_are_the_offices_too() -> (
    None
):
    row = make_listing()
    take_step(row.public_id, Act.TAKE_DOWN, reason="Because.", by=office_of(), now=NOW)

    seen = {
        name: [
            each.action
            for each in Change.objects.visible_to(by)
            .filter(row_label="market.listing")
            .order_by("id")
        ]
        for name, by in (
            ("own office", agent_of(role=Role.OFFICE)),
            ("alliance's office", office_of()),
            ("stranger", agent_of("other", Role.OFFICE)),
        )
    }

    assert seen == {
        "own office": ["create", "publish", "take-down"],
        "alliance's office": ["take-down"],
        "stranger": [],
    }


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ListingFilter(query="carvings two"), ["stone"]),
        (ListingFilter(query="石刻"), ["stone"]),
        (ListingFilter(query="DAZU"), ["stone"]),
        (ListingFilter(query="carvings guides"), []),
        (ListingFilter(query="…"), []),
        (ListingFilter(kind=ListingKind.POST), ["guides"]),
        (ListingFilter(market="TH"), ["guides"]),
        (ListingFilter(market="C"), []),
        (ListingFilter(alliance="far"), ["guides"]),
        (ListingFilter(alliance="nowhere"), []),
        (ListingFilter(), ["guides", "stone"]),
    ],
)
def test_a_list_is_narrowed_by_words_kind_market_and_alliance(
    wanted: ListingFilter, found: list[str]
) -> None:
    names = {"Two days among the carvings": "stone", "Guides": "guides"}
    make_listing()
    make_listing(
        make_input(
            kind="post", side="demand", titles={"en": "Guides"}, texts={}, markets=["TH"], place=""
        ),
        owner="sea-museum",
        alliance="far",
    )
    assert [names[title] for title in titles_of(wanted)] == found


def test_a_long_list_comes_in_pages() -> None:
    for number in range(queries.PAGE_SIZE + 1):
        make_listing(make_input(titles={"en": f"Number {number}"}))

    first = queries.list_open(ListingFilter(), now=NOW)
    last = queries.list_open(ListingFilter(), now=NOW, offset=first.next_offset or 0)

    assert (first.total, len(first.listings), first.previous_offset) == (21, 20, None)
    assert [str(each.titles) for each in last.listings] == ["Number 0"]
    assert (last.next_offset, last.previous_offset) == (None, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_database_as_often_however_long_it_is(
    django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        make_listing(owner=f"member-{number}", alliance=f"alliance-{number}")

    # Alliances, who is active in them, how many, the listings, their markets.
    with django_assert_num_queries(5):
        page = queries.list_open(ListingFilter(), now=NOW)

    assert len(page.listings) == count
