"""What suspension and leaving do to cards: nothing to those sold, everything to new ones."""

import pytest
from django.test import Client

from landsea.cards.engine.rules import Outcome, QuotaPeriod
from landsea.cards.errors import NotOnSale
from landsea.cards.models import Benefit, Entitlement, Gate
from landsea.cards.queries import list_programmes, list_statement_holders, list_statements
from landsea.cards.services.programmes import add_benefit, enrol_gate
from landsea.foundation.actor import Actor, Role
from landsea.kernel.money import Money
from landsea.members.errors import NotAnActiveMember, OrganisationSuspended
from landsea.members.services.standing import leave_alliance, reinstate_member
from tests.factories.cards import Programme, make_card, make_programme, scan_card
from tests.factories.library import make_owner, make_place
from tests.factories.members import (
    NOW,
    ensure_member,
    make_actor,
    make_alliance,
    make_application,
    membership_of,
    suspend,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    """A product that opens a venue of one member and a venue of another."""
    found = make_programme()
    other = make_place("other", names={"en": "Bay Museum"}, owner=make_owner("bay-museum"))
    ensure_member(other.owner_id)
    add_benefit(
        found.product_id,
        other.public_id,
        uses=1,
        per=QuotaPeriod.DAY,
        rate=Money.of(30, "CNY"),
        by=Actor.system(),
        now=NOW,
    )
    return found


def leave(organisation_id: int) -> None:
    by = make_actor(Role.OFFICE, organisation_id=organisation_id)
    leave_alliance(membership_of(organisation_id).public_id, by=by, now=NOW)


def offered() -> list[str]:
    """Returns the venues that the shop shows."""
    return [
        str(benefit.venue.names)
        for each in list_programmes(now=NOW)
        for product in each.products
        for benefit in product.benefits
    ]


def opened_by_a_new_card(programme: Programme) -> list[int]:
    card = make_card(programme, is_paid=False)
    rows = Entitlement.objects.filter(card=card).order_by("id")
    return list(rows.values_list("venue__owner_id", flat=True))


@pytest.mark.parametrize("go", [suspend, leave])
def test_venues_of_who_is_suspended_or_has_left_are_on_no_new_card(
    programme: Programme, go: object
) -> None:
    owner_id, other_id = programme.venue.owner_id, make_owner("bay-museum").id
    before = offered()

    go(owner_id)  # type: ignore[operator]

    assert before == ["Dazu Rock Carvings", "Bay Museum"]
    assert offered() == ["Bay Museum"]
    assert opened_by_a_new_card(programme) == [other_id]


@pytest.mark.parametrize("go", [suspend, leave])
def test_cards_sold_before_still_open_the_venue_and_it_is_still_paid(
    programme: Programme, go: object
) -> None:
    card = make_card(programme)

    go(programme.venue.owner_id)  # type: ignore[operator]
    result = scan_card(card, programme)

    assert result.verdict.outcome is Outcome.ADMITTED
    office = make_actor(Role.OFFICE, organisation_id=programme.venue.owner_id)
    (statement,) = list_statements(make_owner().public_id, actor=office)
    assert [str(line.amount) for line in statement.lines][1:] == [str(Money.of(52, "CNY"))]


@pytest.mark.parametrize("go", [suspend, leave])
def test_statements_stay_readable_to_who_is_suspended_or_has_left_and_to_the_office(
    programme: Programme, go: object
) -> None:
    owner = make_owner()
    own = make_actor(Role.OFFICE, organisation_id=owner.id)
    office = make_actor(Role.OFFICE, alliance_id=make_alliance().id)

    go(owner.id)  # type: ignore[operator]

    assert owner in list_statement_holders(own)
    assert owner in list_statement_holders(office)
    assert len(list_statements(owner.public_id, actor=own)) == 1


def test_a_reinstated_member_is_on_new_cards_again(programme: Programme) -> None:
    owner_id = programme.venue.owner_id
    suspend(owner_id)

    reinstate_member(membership_of(owner_id).public_id, by=Actor.system(), now=NOW)

    assert offered() == ["Dazu Rock Carvings", "Bay Museum"]
    assert owner_id in opened_by_a_new_card(programme)


def test_a_card_none_of_whose_venues_is_left_is_not_sold(programme: Programme) -> None:
    suspend(programme.venue.owner_id)
    leave(make_owner("bay-museum").id)

    assert list_programmes(now=NOW) == []
    with pytest.raises(NotOnSale):
        make_card(programme, is_paid=False)


def test_a_suspension_in_one_alliance_does_not_touch_cards_of_another(
    programme: Programme,
) -> None:
    owner_id = programme.venue.owner_id
    ensure_member(owner_id, alliance="other")

    suspend(owner_id, alliance="other")

    assert offered() == ["Dazu Rock Carvings", "Bay Museum"]


@pytest.mark.parametrize("state", ["suspended", "left", "applied", "none"])
def test_a_benefit_is_added_only_at_a_venue_of_an_active_member(
    programme: Programme, state: str
) -> None:
    owner = make_owner("candidate")
    venue = make_place("candidate", owner=owner)
    if state == "applied":
        make_application("candidate")
    elif state != "none":
        ensure_member(owner.id)
        (suspend if state == "suspended" else leave)(owner.id)

    with pytest.raises(NotAnActiveMember):
        add_benefit(
            programme.product_id,
            venue.public_id,
            uses=1,
            per=QuotaPeriod.DAY,
            rate=Money.of(1, "CNY"),
            by=Actor.system(),
            now=NOW,
        )

    assert Benefit.objects.count() == 2


def test_a_suspended_organisation_enrols_no_device_and_its_gates_go_on(
    programme: Programme,
) -> None:
    venue_id, staff = programme.venue.public_id, programme.staff
    enrol_gate(venue_id, "North", by=staff, now=NOW)
    suspend(programme.venue.owner_id)

    with pytest.raises(OrganisationSuspended):
        enrol_gate(venue_id, "South", by=staff, now=NOW)

    assert list(Gate.objects.values_list("name", "revoked_at")) == [("North", None)]


@pytest.mark.parametrize("go", [leave, None])
def test_who_belongs_nowhere_may_enrol_a_device(programme: Programme, go: object) -> None:
    venue = make_place("free", owner=make_owner("free"))
    if go is leave:
        ensure_member(venue.owner_id)
        leave(venue.owner_id)
    staff = make_actor(Role.GATE, organisation_id=venue.owner_id)

    assert enrol_gate(venue.public_id, "North", by=staff, now=NOW)


def test_the_public_still_finds_the_places_of_a_suspended_organisation(
    programme: Programme, client: Client
) -> None:
    suspend(programme.venue.owner_id)

    assert client.get(f"/en/places/{programme.venue.public_id}/").status_code == 200
