"""Cards, admissions and statements through the interface."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from landsea.cards.engine.rules import Rule
from landsea.cards.models import Card, Posting, Redemption
from landsea.cards.queries import list_statements
from landsea.foundation.actor import Actor
from landsea.foundation.models import Change
from landsea.members.engine.scopes import Scope
from landsea.members.models import Membership
from landsea.members.queries import list_organisations_by_ids
from landsea.members.services.standing import suspend_member
from tests.api.calling import Program
from tests.factories.cards import Programme, make_card, make_programme, scan_card
from tests.factories.keys import make_token
from tests.factories.library import make_owner, make_place
from tests.factories.members import make_alliance, make_member

pytestmark = pytest.mark.django_db

COUNTER = (Scope.CARDS_SELL, Scope.GATE_SCAN, Scope.STATEMENTS_READ)


@pytest.fixture
def programme() -> Programme:
    return make_programme()


@pytest.fixture
def counter(programme: Programme) -> Program:
    """A program of the venue's owner."""
    return Program(make_token(programme.venue.owner_id, *COUNTER).secret)


@pytest.fixture
def reseller(programme: Programme) -> Program:
    """A program of a member that has no venue."""
    return Program(make_token(make_member("tour-operator"), *COUNTER).secret)


@pytest.fixture
def office(programme: Programme) -> Program:
    """A program of the alliance's office."""
    return Program(
        make_token(make_member("office"), Scope.ALLIANCE_RUN, alliance_id=make_alliance().id).secret
    )


@pytest.fixture
def stranger(programme: Programme) -> Program:
    """A program of a member of another alliance, which may do there all that is done here."""
    organisation = make_member("stranger", alliance="other")
    make_place("other", owner=make_owner("stranger"))
    scopes = (*COUNTER, Scope.ALLIANCE_RUN)
    other = make_alliance("other").id
    return Program(make_token(organisation, *scopes, alliance_id=other).secret)


def public_id_of(organisation_id: int) -> UUID:
    return list_organisations_by_ids([organisation_id])[organisation_id].public_id


def test_programmes_tell_what_is_sold_and_not_what_is_paid(
    anybody: Program, programme: Programme
) -> None:
    reply = anybody.get("programmes")

    (told,) = reply.body["items"]
    (product,) = told["products"]
    assert product["price"] == {"minor": 19800, "currency": "CNY"}
    assert [benefit["venue"] for benefit in product["benefits"]] == [str(programme.venue.public_id)]
    assert "5200" not in reply.response.content.decode()
    assert anybody.get(f"programmes/{programme.public_id}").body == told
    assert anybody.get(f"programmes/{uuid4()}").problem == (404, "not-found")


def test_a_card_is_sold_paid_and_read(counter: Program, programme: Programme) -> None:
    sold = counter.post("cards", {"product": str(programme.product_id), "age_band": "child"})

    assert sold.status == 201
    address = sold.header("Location")
    assert address == f"/api/v1/cards/{sold.body['id']}"
    assert (sold.body["card"]["is_paid"], sold.body["card"]["age_band"]) == (False, "child")
    assert sold.body["token"].startswith("LS1:")
    paid = counter.post(f"{address}/payments")
    assert (paid.status, paid.body["is_paid"]) == (201, True)
    assert counter.get(address).body == paid.body
    assert counter.post(f"{address}/payments").problem == (409, "already-paid")
    assert Posting.objects.unscoped("test").count() == 1


def test_a_customer_has_several_cards_under_one_subject(
    counter: Program, programme: Programme
) -> None:
    product = str(programme.product_id)
    first = counter.post("cards", {"product": product}).body

    second = counter.post("cards", {"product": product, "holder": first["holder"]}).body

    holders = set(Card.objects.unscoped("test").values_list("holder_subject", flat=True))
    assert {str(each) for each in holders} == {first["holder"]} == {second["holder"]}
    assert first["id"] != second["id"]


def test_a_member_without_a_venue_sells_too(reseller: Program, programme: Programme) -> None:
    card = reseller.post("cards", {"product": str(programme.product_id)}).body["id"]

    assert reseller.get(f"cards/{card}").status == 200
    assert reseller.post(f"cards/{card}/payments").status == 201


def test_a_suspended_member_sells_nothing(reseller: Program, programme: Programme) -> None:
    membership = Membership.objects.unscoped("test").get(organisation__slug="tour-operator")
    suspend_member(membership.public_id, reason="fees", by=Actor.system(), now=timezone.now())

    reply = reseller.post("cards", {"product": str(programme.product_id)})

    assert reply.problem == (403, "not-allowed")
    assert not Card.objects.unscoped("test").exists()


def test_nobody_sells_cards_of_an_alliance_it_does_not_belong_to(
    stranger: Program, programme: Programme
) -> None:
    reply = stranger.post("cards", {"product": str(programme.product_id)})

    assert reply.problem == (403, "not-allowed")
    assert not Card.objects.unscoped("test").exists()


def test_a_product_that_is_none_is_not_there(counter: Program) -> None:
    assert counter.post("cards", {"product": str(uuid4())}).problem == (404, "not-found")
    assert counter.post("cards", {"product": "annual"}).problem == (422, "invalid-input")


@pytest.mark.parametrize("act", ["", "/payments", "/block", "/unblock"])
def test_a_card_of_another_alliance_is_not_there(
    stranger: Program, programme: Programme, act: str
) -> None:
    card = make_card(programme, is_paid=False)
    body = {"reason": "ours"} if act == "/block" else None

    def ask(card_id: UUID) -> tuple[tuple[int, str], object]:
        path = f"cards/{card_id}{act}"
        reply = stranger.post(path, body) if act else stranger.get(path)
        return reply.problem, reply.body

    assert ask(card.public_id) == ask(uuid4())
    assert ask(card.public_id)[0] == (404, "not-found")
    assert not Posting.objects.unscoped("test").exists()


def test_the_office_blocks_a_card_and_frees_it(office: Program, programme: Programme) -> None:
    card = make_card(programme)
    address = f"cards/{card.public_id}"

    blocked = office.post(f"{address}/block", {"reason": "reported as lost"})

    assert (blocked.status, blocked.body["is_blocked"]) == (201, True)
    assert scan_card(card, programme).verdict.rule == Rule.BLOCKED
    assert office.post(f"{address}/block", {"reason": "again"}).problem == (409, "already-blocked")
    assert office.post(f"{address}/unblock").body["is_blocked"] is False
    assert scan_card(card, programme).verdict.is_admitted
    assert office.post(f"{address}/unblock").problem == (409, "not-blocked")
    logged = Change.objects.unscoped("test").filter(action="block").get()
    assert logged.patch["reason"] == [None, "reported as lost"]
    assert logged.alliance == make_alliance().public_id


def test_a_card_is_not_blocked_without_a_reason(office: Program, programme: Programme) -> None:
    address = f"cards/{make_card(programme).public_id}/block"

    assert office.post(address, {"reason": " "}).problem == (422, "block-needs-reason")
    assert office.post(address, {"reason": ""}).problem == (422, "invalid-input")


def test_a_counter_blocks_no_card(counter: Program, programme: Programme) -> None:
    reply = counter.post(f"cards/{make_card(programme).public_id}/block", {"reason": "mine"})

    assert reply.problem == (403, "scope-missing")


def test_an_organisation_reads_its_own_admissions(
    counter: Program, stranger: Program, reseller: Program, programme: Programme
) -> None:
    card = make_card(programme)
    scan_card(card, programme)

    (told,) = counter.get("admissions").body["items"]

    assert told["venue"] == str(programme.venue.public_id)
    assert (told["method"], told["voided_at"]) == ("scanner", None)
    assert told["card_number"].replace("-", "") == card.number
    assert "holder" not in told
    assert counter.get(f"admissions?venue={programme.venue.public_id}").body["items"] == [told]
    assert counter.get(f"admissions?venue={uuid4()}").body["items"] == []
    assert stranger.get("admissions").body["items"] == []
    assert reseller.get("admissions").body["items"] == []


def test_a_walk_through_the_pages_gives_all_admissions(
    counter: Program, programme: Programme
) -> None:
    for _ in range(5):
        scan_card(make_card(programme), programme)

    walked = counter.walk("admissions", limit=2)

    assert walked == counter.get("admissions").body["items"]
    assert len(walked) == 5


def test_an_admission_is_taken_back(counter: Program, programme: Programme) -> None:
    card = make_card(programme, now=timezone.now())
    scan = scan_card(card, programme, now=timezone.now())
    address = f"admissions/{scan.scan_id}/void"

    reply = counter.post(address, {"reason": "scanned twice"})

    assert (reply.status, reply.body["void_reason"]) == (201, "scanned twice")
    assert reply.body["voided_at"] is not None
    assert counter.post(address, {"reason": "again"}).problem == (409, "already-voided")


def test_an_admission_is_taken_back_for_ten_minutes(counter: Program, programme: Programme) -> None:
    before = timezone.now() - timedelta(minutes=11)
    scan = scan_card(make_card(programme, now=before), programme, now=before)

    reply = counter.post(f"admissions/{scan.scan_id}/void", {"reason": "late"})

    assert reply.problem == (409, "void-too-late")


def test_an_admission_of_others_is_not_there(stranger: Program, programme: Programme) -> None:
    scan = scan_card(make_card(programme), programme)

    hidden = stranger.post(f"admissions/{scan.scan_id}/void", {"reason": "ours"})
    missing = stranger.post(f"admissions/{uuid4()}/void", {"reason": "ours"})

    assert hidden.problem == (404, "not-found")
    assert hidden.body == missing.body
    assert Redemption.objects.unscoped("test").get().voided_at is None


def test_a_statement_is_the_sum_of_its_lines(counter: Program, programme: Programme) -> None:
    for _ in range(3):
        scan_card(make_card(programme), programme)
    own = public_id_of(programme.venue.owner_id)

    statement = counter.get(f"statements/{own}")
    lines = counter.walk(f"statements/{own}/lines", limit=2)

    (balance,) = statement.body["balances"]
    assert balance["amount"] == {
        "minor": sum(line["amount"]["minor"] for line in lines),
        "currency": "CNY",
    }
    (page,) = list_statements(own, actor=programme.staff)
    assert [balance["amount"]["minor"]] == [total.amount_minor for total in page.totals]
    assert {line["id"] for line in lines} == {str(line.posting_id) for line in page.lines}
    of_programme = f"statements/{own}/lines?programme={programme.public_id}"
    assert counter.get(of_programme).body["items"] == lines
    assert counter.get(f"statements/{own}/lines?programme={uuid4()}").body["items"] == []


@pytest.mark.parametrize("path", ["statements/{}", "statements/{}/lines"])
def test_a_statement_of_others_is_not_there(
    stranger: Program, reseller: Program, office: Program, programme: Programme, path: str
) -> None:
    other = path.format(public_id_of(programme.venue.owner_id))

    hidden = [each.get(other) for each in (stranger, reseller)]
    missing = stranger.get(path.format(uuid4()))

    assert [each.problem for each in hidden] == [(404, "not-found")] * 2
    assert [each.body for each in hidden] == [missing.body] * 2
    assert office.get(other).status == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "asked",
    [
        ("programmes", 7),
        ("admissions", 3),
        ("statements/{}", 7),
        ("statements/{}/lines", 6),
        ("cards/{card}", 7),
    ],
)
def test_what_is_read_asks_the_database_as_often_however_much_there_is(
    counter: Program,
    programme: Programme,
    django_assert_num_queries: DjangoAssertNumQueries,
    asked: tuple[str, int],
    count: int,
) -> None:
    path, queries = asked
    owner = list_organisations_by_ids([programme.venue.owner_id])[programme.venue.owner_id]
    for number in range(count - 1):
        venue = make_place(f"more-{number}", owner=owner)
        scan_card(make_card(make_programme(f"more-{number}", venue=venue)), programme)
    card = make_card(programme)
    for _ in range(count):
        scan_card(make_card(programme), programme)
    address = path.format(owner.public_id, card=card.public_id)
    counter.get(address)

    with django_assert_num_queries(queries):
        reply = counter.get(address)

    assert reply.status == 200
