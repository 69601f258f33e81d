"""Somebody is invited by mail, and takes the role."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import translation

from landsea.foundation.actor import Actor, Role, RoleGrant
from landsea.foundation.mail import MailNotSent
from landsea.foundation.models import Change, User
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.members.engine.bodies import Body
from landsea.members.errors import (
    AddressUnusable,
    InvitationOver,
    InvitationUnknown,
    OwnInvitation,
    RoleHeld,
)
from landsea.members.models import Invitation
from landsea.members.queries import (
    count_open_invitations,
    find_appointments,
    get_invitation,
    list_grants_of,
    list_invitations,
)
from landsea.members.services.invitations import (
    LASTS,
    accept_invitation,
    forget_addresses,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from tests.factories.library import make_owner
from tests.factories.members import (
    NOW,
    actor_of,
    make_actor,
    make_alliance,
    make_application,
    make_member,
    make_person,
)

pytestmark = pytest.mark.django_db

SITE = "https://landsea.example"
Outbox = list[EmailMessage]


@pytest.fixture
def office() -> Actor:
    return actor_of(
        make_person("office@example.org", role=Role.OFFICE, organisation_id=make_owner().id)
    )


@pytest.fixture
def here(office: Actor) -> Body:
    return Body(organisation_id=make_owner().id)


def secret_in(message: EmailMessage) -> str:
    (secret,) = re.findall(rf"^{SITE}/en/invitation/([\w-]+)/$", str(message.body), re.MULTILINE)
    return str(secret)


def ask(body: Body, by: Actor, email: str = "li@example.org", *, now: datetime = NOW) -> Invitation:
    public_id = invite(email, Role.GATE, body, site=SITE, by=by, now=now)
    return Invitation.objects.get(public_id=public_id)


def test_whoever_is_invited_gets_a_link_whose_secret_is_kept_nowhere_else(
    here: Body, office: Actor, mailoutbox: Outbox
) -> None:
    row = ask(here, office, " Li@Example.org ")

    (message,) = mailoutbox
    secret = secret_in(message)
    assert message.to == ["li@example.org"]
    assert message.subject == "Invitation: Dazu Research Academy"
    assert "Dazu Research Academy invites you to take a role: gate staff." in str(message.body)
    assert len(secret) >= 43
    assert secret not in str(Invitation.objects.values().get())
    assert get_invitation(secret, now=NOW).public_id == row.public_id
    assert (row.invited_by, row.ends_at) == (office.subject, NOW + timedelta(days=14))


def test_the_mail_is_in_the_language_of_the_invited_person(
    here: Body, office: Actor, mailoutbox: Outbox
) -> None:
    make_person("li@example.org")
    User.objects.filter(email="li@example.org").update(language="zh-Hans")

    with translation.override("de"):
        ask(here, office, "li@example.org")
        ask(here, office, "unknown@example.org")

    assert [re.findall(rf"{SITE}/([\w-]+)/", str(each.body)) for each in mailoutbox] == [
        ["zh-hans"],
        ["de"],
    ]


def test_the_log_of_the_organisation_tells_of_invitations_and_names_nobody(
    here: Body, office: Actor, mailoutbox: Outbox
) -> None:
    ask(here, office)
    person = actor_of(make_person("li@example.org"))
    accept_invitation(secret_in(mailoutbox[0]), by=person, now=NOW)

    changes = Change.objects.filter(organisation=make_owner().public_id).order_by("id")
    told = [(each.action, each.patch) for each in changes][-3:]
    assert told == [
        ("invite", {"role": [None, "gate"]}),
        ("grant-role", {"role": [None, "gate"]}),
        ("accept-invitation", {"role": [None, "gate"]}),
    ]
    assert "li@example.org" not in str(list(Change.objects.values()))


def test_whoever_holds_the_link_and_is_signed_in_takes_the_role(
    here: Body, office: Actor, mailoutbox: Outbox
) -> None:
    row = ask(here, office)
    somebody = make_person("another-address@example.org")

    taken = accept_invitation(secret_in(mailoutbox[0]), by=actor_of(somebody), now=NOW)

    assert taken == here
    assert list_grants_of(somebody) == {RoleGrant(Role.GATE, here.organisation_id, None)}
    row.refresh_from_db()
    assert (row.accepted_at, row.email) == (NOW, "")


def test_a_link_is_good_once_and_pressing_it_twice_does_no_harm(
    here: Body, office: Actor, mailoutbox: Outbox
) -> None:
    ask(here, office)
    secret = secret_in(mailoutbox[0])
    first, second = make_person("first@example.org"), make_person("second@example.org")

    accept_invitation(secret, by=actor_of(first), now=NOW)
    accept_invitation(secret, by=actor_of(first), now=NOW)
    with pytest.raises(InvitationOver):
        accept_invitation(secret, by=actor_of(second), now=NOW)

    assert list_grants_of(second) == frozenset()
    assert Change.objects.filter(action="accept-invitation").count() == 1


def test_a_link_is_over_after_fourteen_days(here: Body, office: Actor, mailoutbox: Outbox) -> None:
    ask(here, office)
    secret, person = secret_in(mailoutbox[0]), actor_of(make_person())
    end = NOW + LASTS

    assert get_invitation(secret, now=end - timedelta(seconds=1))
    with pytest.raises(InvitationOver):
        get_invitation(secret, now=end)
    with pytest.raises(InvitationOver):
        accept_invitation(secret, by=person, now=end)


def test_nobody_accepts_without_an_account_or_with_a_guess(
    here: Body, office: Actor, mailoutbox: Outbox
) -> None:
    ask(here, office)

    with pytest.raises(NotAllowed):
        accept_invitation(secret_in(mailoutbox[0]), by=Actor(), now=NOW)
    for guess in ("", "x" * 43, Invitation.objects.get().secret_sha256):
        with pytest.raises(InvitationUnknown):
            accept_invitation(guess, by=actor_of(make_person(f"{len(guess)}@example.org")), now=NOW)

    assert Invitation.objects.get().accepted_at is None


def test_nobody_gives_himself_a_role_by_way_of_a_mail(
    here: Body, office: Actor, mailoutbox: Outbox
) -> None:
    ask(here, office, "my-other-address@example.org")

    with pytest.raises(OwnInvitation):
        accept_invitation(secret_in(mailoutbox[0]), by=office, now=NOW)

    assert list_grants_of(office.user_id or 0) == {
        RoleGrant(Role.OFFICE, here.organisation_id, None)
    }


def test_who_is_invited_again_gets_a_new_link_and_the_old_one_opens_nothing(
    here: Body, office: Actor, mailoutbox: Outbox
) -> None:
    later = NOW + timedelta(days=13)
    row = ask(here, office)
    again = ask(here, office, now=later)

    old, new = map(secret_in, mailoutbox)
    assert again.public_id == row.public_id
    assert get_invitation(new, now=later).ends_at == later + LASTS
    with pytest.raises(InvitationUnknown):
        get_invitation(old, now=later)


def test_an_invitation_is_sent_again_also_when_it_is_over(
    here: Body, office: Actor, mailoutbox: Outbox
) -> None:
    row = ask(here, office)
    later = NOW + timedelta(days=20)

    resend_invitation(row.public_id, site=SITE, by=office, now=later)

    assert get_invitation(secret_in(mailoutbox[1]), now=later)


def test_an_invitation_that_is_taken_back_names_nobody_and_opens_nothing(
    here: Body, office: Actor, mailoutbox: Outbox
) -> None:
    row = ask(here, office)

    for _ in range(2):
        withdraw_invitation(row.public_id, by=office, now=NOW)

    row.refresh_from_db()
    assert (row.withdrawn_at, row.email) == (NOW, "")
    assert list_invitations(here, actor=office) == []
    with pytest.raises(InvitationOver):
        get_invitation(secret_in(mailoutbox[0]), now=NOW)
    with pytest.raises(InvitationOver):
        resend_invitation(row.public_id, site=SITE, by=office, now=NOW)


@pytest.mark.parametrize(
    "address", ["", "li", "li@", "@example.org", "li@example.org, x@example.org", "a" * 300]
)
def test_what_is_no_address_is_not_written_to(
    here: Body, office: Actor, mailoutbox: Outbox, address: str
) -> None:
    with pytest.raises(AddressUnusable):
        ask(here, office, address)

    assert (Invitation.objects.count(), mailoutbox) == (0, [])


def test_who_holds_the_role_is_not_invited_to_it(
    here: Body, office: Actor, mailoutbox: Outbox
) -> None:
    make_person("li@example.org", role=Role.GATE, organisation_id=here.organisation_id)

    with pytest.raises(RoleHeld):
        ask(here, office, "LI@example.org")

    assert mailoutbox == []


def test_a_mail_that_can_not_be_sent_leaves_the_invitation_to_be_sent_again(
    here: Body, office: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)

    with pytest.raises(MailNotSent):
        ask(here, office)

    (waiting,) = list_invitations(here, actor=office)
    assert waiting.email == "li@example.org"


def test_roles_are_offered_by_the_office_of_their_own_place_only(mailoutbox: Outbox) -> None:
    key, other, alliance = make_member(), make_owner("other").id, make_alliance()
    make_person("own@example.org", role=Role.OFFICE, organisation_id=key)
    office_of_alliance = make_actor(Role.OFFICE, alliance_id=alliance.id)
    own_office = make_actor(Role.OFFICE, organisation_id=key)

    for by, body, role in (
        (Actor(), Body(organisation_id=key), Role.GATE),
        (make_actor(Role.EDITOR, organisation_id=key), Body(organisation_id=key), Role.GATE),
        (make_actor(Role.OFFICE, organisation_id=other), Body(organisation_id=key), Role.GATE),
        (own_office, Body(alliance_id=alliance.id), Role.OFFICE),
        (office_of_alliance, Body(organisation_id=key), Role.GATE),
        # It has an office of its own.
        (office_of_alliance, Body(organisation_id=key), Role.OFFICE),
        # No such work there.
        (office_of_alliance, Body(alliance_id=alliance.id), Role.GATE),
        (
            make_actor(Role.OFFICE, organisation_id=key),
            Body(organisation_id=key),
            Role.STATISTICIAN,
        ),
    ):
        with pytest.raises(NotAllowed):
            invite("li@example.org", role, body, site=SITE, by=by, now=NOW)

    assert mailoutbox == []


def test_an_invitation_does_not_exist_for_another_office(
    here: Body, office: Actor, mailoutbox: Outbox
) -> None:
    row = ask(here, office)
    stranger = make_actor(Role.OFFICE, organisation_id=make_owner("other").id)
    colleague = make_actor(Role.EDITOR, organisation_id=here.organisation_id)

    for by in (stranger, colleague, Actor()):
        with pytest.raises(NotFound):
            withdraw_invitation(row.public_id, by=by, now=NOW)
        with pytest.raises(NotFound):
            resend_invitation(row.public_id, site=SITE, by=by, now=NOW)
        assert list_invitations(here, actor=by) == []

    assert len(mailoutbox) == 1


def test_the_alliances_office_calls_the_first_office_of_an_applicant_and_no_second(
    mailoutbox: Outbox,
) -> None:
    key = make_application().organisation_id
    by = make_actor(Role.OFFICE, alliance_id=make_alliance().id)
    body = Body(organisation_id=key)

    invite("li@example.org", Role.OFFICE, body, site=SITE, by=by, now=NOW)
    waiting = find_appointments(key, actor=by)
    person = make_person()
    accept_invitation(secret_in(mailoutbox[0]), by=actor_of(person), now=NOW)

    assert waiting is not None
    assert [each.email for each in waiting] == ["li@example.org"]
    assert list_grants_of(person) == {RoleGrant(Role.OFFICE, key, None)}
    assert find_appointments(key, actor=by) is None
    with pytest.raises(NotAllowed):
        invite("wang@example.org", Role.OFFICE, body, site=SITE, by=by, now=NOW)


def test_an_alliances_office_calls_nobody_into_a_member_of_another_alliance() -> None:
    key = make_member()
    make_member(alliance="other")
    by = make_actor(Role.OFFICE, alliance_id=make_alliance("other").id)

    assert find_appointments(key, actor=by) is None
    with pytest.raises(NotAllowed):
        invite("li@example.org", Role.OFFICE, Body(organisation_id=key), site=SITE, by=by, now=NOW)


def test_open_invitations_are_counted_for_the_office_that_asks(here: Body, office: Actor) -> None:
    key = here.organisation_id or 0
    ask(here, office, "a@example.org")
    ask(here, office, "b@example.org", now=NOW - LASTS)
    withdraw_invitation(ask(here, office, "c@example.org").public_id, by=office, now=NOW)

    counted = count_open_invitations(organisation_ids=[key], actor=office, now=NOW)
    strangers = count_open_invitations(organisation_ids=[key], actor=Actor(), now=NOW)

    assert counted.organisations == {key: 1}
    assert strangers.organisations == {}


def test_addresses_of_invitations_that_are_over_are_forgotten_a_few_at_a_time(
    here: Body, office: Actor
) -> None:
    for number in range(3):
        ask(here, office, f"{number}@example.org", now=NOW - LASTS)
    ask(here, office, "open@example.org")

    counts = [forget_addresses(NOW, 2) for _ in range(3)]

    assert counts == [2, 1, 0]
    assert sorted(Invitation.objects.values_list("email", flat=True)) == [
        "",
        "",
        "",
        "open@example.org",
    ]
