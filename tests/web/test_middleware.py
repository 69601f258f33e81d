"""What each request passes through: its id, its actor, and errors shown as sentences."""

from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from landsea.foundation.actor import ActorKind, Role, RoleGrant
from landsea.kernel.errors import Conflict, InvalidInput, LandseaError, NotAllowed, NotFound
from landsea.web.errors import error_page
from landsea.web.logs import current_request_id
from landsea.web.middleware import RequestIdMiddleware
from tests.factories.cards import make_programme
from tests.factories.library import make_owner
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("given", ["abcdefgh", "0" * 64, "9f-E_x-12345"])
def test_a_sound_request_id_is_taken_over(client: Client, given: str) -> None:
    response = client.get("/healthz", headers={"x-request-id": given})

    assert response["X-Request-ID"] == given


@pytest.mark.parametrize(
    "given", ["", "short", "0" * 65, "a b c d e f", "12345678\n", "大足大足大足大足"]
)
def test_any_other_request_id_is_replaced_by_one_of_our_own(client: Client, given: str) -> None:
    first, second = (client.get("/healthz", headers={"x-request-id": given}) for _ in range(2))

    assert UUID(first["X-Request-ID"]).version == 4
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_a_request_id_is_known_to_the_logs_while_the_request_lasts() -> None:
    seen = []

    def page(request: object) -> HttpResponse:
        seen.append(current_request_id.get())
        return HttpResponse()

    request = RequestFactory().get("/", headers={"x-request-id": "abcdefgh"})
    RequestIdMiddleware(page)(request)

    assert (seen, current_request_id.get()) == (["abcdefgh"], "")


def test_a_reader_who_did_nothing_acts_under_no_subject(client: Client) -> None:
    actor = client.get("/en/").wsgi_request.actor  # type: ignore[attr-defined]

    assert (actor.kind, actor.subject, actor.grants) == (ActorKind.ANONYMOUS, None, frozenset())


def test_a_traveller_acts_under_the_same_subject_from_the_first_act_on(client: Client) -> None:
    programme = make_programme()
    client.post(f"/en/cards/take/{programme.product_id}/")

    actors = [client.get("/en/").wsgi_request.actor for _ in range(2)]  # type: ignore[attr-defined]

    assert actors[0].subject is not None
    assert actors[0].subject == actors[1].subject
    assert (actors[0].kind, actors[0].grants) == (ActorKind.ANONYMOUS, frozenset())


def test_who_is_signed_in_acts_with_roles_and_under_the_accounts_subject(client: Client) -> None:
    owner = make_owner()
    user = sign_in(client, Role.GATE, organisation_id=owner.id)

    response = client.get("/en/", headers={"x-request-id": "abcdefgh"})

    actor = response.wsgi_request.actor  # type: ignore[attr-defined]
    assert (actor.kind, actor.user_id, actor.subject) == (
        ActorKind.PERSON,
        user.pk,
        user.subject,
    )
    assert actor.grants == {RoleGrant(Role.GATE, owner.id, None)}
    assert actor.request_id == "abcdefgh"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InvalidInput(field="Days", value="x"), 422),
        (NotFound(), 404),
        (NotAllowed(), 403),
        (Conflict(), 409),
    ],
)
def test_an_error_becomes_a_page_with_its_sentence_and_status(
    error: LandseaError, status: int, rf: RequestFactory
) -> None:
    response = error_page(rf.get("/en/"), error)

    page = response.content.decode().replace("&#x27;", "'")
    assert response.status_code == status
    assert error.message.format(**error.params) in page
    assert error.mend.format(**error.params) in page


def test_an_error_is_told_in_the_readers_language(client: Client) -> None:
    response = client.get("/zh-hans/statements/")

    page = response.content.decode()
    assert (response.status_code, '<html lang="zh-Hans">' in page) == (403, True)
    assert "You may not do this." not in page


def test_an_address_that_is_none_gets_our_page(client: Client) -> None:
    response = client.get("/en/nothing/")

    page = response.content.decode()
    assert response.status_code == 404
    assert '<html lang="en">' in page
    assert 'href="/en/places/"' in page
