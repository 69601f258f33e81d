"""Somebody is asked by mail to take a role, and takes it."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import MaxLengthValidator, validate_email
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from landsea.foundation import changelog, mail
from landsea.foundation.actor import Actor, Role, RoleGrant
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.members import policies
from landsea.members.engine.bodies import Body
from landsea.members.errors import (
    AddressUnusable,
    InvitationOver,
    InvitationUnknown,
    OwnInvitation,
    RoleHeld,
)
from landsea.members.models import Alliance, Invitation, Organisation
from landsea.members.queries.invitations import digest
from landsea.members.queries.memberships import list_concerned_alliance_ids
from landsea.members.queries.roles import list_grants_of, list_organisations_without_office
from landsea.members.services.people import give_role, lock_body

LASTS = timedelta(days=14)
#: RFC 5321 with its erratum: what the column holds.
LONGEST_ADDRESS = 254


def invite(email: str, role: Role, body: Body, *, site: str, by: Actor, now: datetime) -> UUID:
    """Offers a role and mails the link, which is nowhere else; returns the invitation's id.

    An offer that is open already is mailed again. `site` is the address that links begin with. A
    mail that can't be sent raises MailNotSent; the invitation is there and can be sent again.
    """
    if not _may_offer(role, body, by):
        raise NotAllowed
    address = _read_address(email)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        organisation, alliance = lock_body(body)
        if _holds(address, role, body):
            raise RoleHeld
        row = _open(body).filter(email=address, role=role.value).first()
        if row is None:
            row = Invitation(
                email=address, role=role.value, organisation=organisation, alliance=alliance
            )
        _offer(row, secret, by=by, now=now)
    _mail(row, secret, site)
    return row.public_id


def resend_invitation(invitation_id: UUID, *, site: str, by: Actor, now: datetime) -> None:
    """Mails an invitation again, with a new link: the old one opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        row = _lock(invitation_id, by)
        if row.accepted_at or row.withdrawn_at or not row.email:
            raise InvitationOver
        _offer(row, secret, by=by, now=now)
    _mail(row, secret, site)


def withdraw_invitation(invitation_id: UUID, *, by: Actor, now: datetime) -> None:
    """Takes an invitation back; one that was taken back stays so."""
    with transaction.atomic():
        row = _lock(invitation_id, by)
        if row.accepted_at:
            raise InvitationOver
        if row.withdrawn_at:
            return
        row.withdrawn_at, row.email = now, ""
        row.save(update_fields=["withdrawn_at", "email"])
        _log(row, "withdraw-invitation", [row.role, None], by=by, now=now)


def accept_invitation(secret: str, *, by: Actor, now: datetime) -> Body:
    """Gives the role to whoever is signed in and holds the link; returns where it is held.

    The address need not be the account's: who got the mail may have another. From then on the
    invitation names nobody.
    """
    if by.user_id is None:
        raise NotAllowed
    with transaction.atomic():
        row = (
            Invitation.objects.unscoped("whoever holds the link is whom it was sent to")
            .select_for_update(of=("self",))
            .select_related("organisation", "alliance")
            .filter(secret_sha256=digest(secret))
            .first()
        )
        if row is None:
            raise InvitationUnknown
        body, role = _body(row), Role(row.role)
        grant = RoleGrant(role, row.organisation_id, row.alliance_id)
        if row.accepted_at and grant in list_grants_of(by.user_id):
            return body  # pressed twice
        if row.accepted_at or row.withdrawn_at or row.ends_at <= now:
            raise InvitationOver
        if row.invited_by is not None and row.invited_by == by.subject:
            raise OwnInvitation
        give_role(by.user_id, role, body, by=by, now=now)
        row.accepted_at, row.email = now, ""
        row.save(update_fields=["accepted_at", "email"])
        _log(row, "accept-invitation", [None, row.role], by=by, now=now)
    return body


def forget_addresses(now: datetime, limit: int) -> int:
    """Empties the address of at most so many invitations that are over; returns of how many."""
    rows = Invitation.objects.unscoped("addresses go when they are of no use any more")
    with transaction.atomic():
        over = rows.filter(ends_at__lte=now).exclude(email="").order_by("id")
        keys = list(over.values_list("id", flat=True)[:limit])
        rows.filter(id__in=keys).update(email="")
    return len(keys)


def _may_offer(role: Role, body: Body, by: Actor) -> bool:
    if policies.can_offer(by, role, body):
        return True
    # The first office of an organisation that has none is called by the alliance's.
    organisation_id = body.organisation_id
    return (
        organisation_id is not None
        and role is Role.OFFICE
        and policies.can_speak_for(
            by,
            concerned=list_concerned_alliance_ids(organisation_id),
            has_office=not list_organisations_without_office([organisation_id]),
        )
    )


def _read_address(text: str) -> str:
    address = text.replace("\x00", "").strip().lower()
    try:
        MaxLengthValidator(LONGEST_ADDRESS)(address)
        validate_email(address)
    except ValidationError as error:
        raise AddressUnusable(field="email", value=address[:200]) from error
    return address


def _holds(address: str, role: Role, body: Body) -> bool:
    users = get_user_model().objects.unscoped("whether this very person holds this very role")
    user = users.filter(email=address).first()
    grant = RoleGrant(role, body.organisation_id, body.alliance_id)
    return user is not None and grant in list_grants_of(user.pk)


def _open(body: Body) -> "models.QuerySet[Invitation]":
    rows = Invitation.objects.unscoped("the caller was found to offer roles here")
    return rows.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, **body.lookup)


def _offer(row: Invitation, secret: str, *, by: Actor, now: datetime) -> None:
    is_new = not row.secret_sha256
    row.secret_sha256 = digest(secret)
    row.invited_by = by.subject
    row.invited_at = now
    row.ends_at = now + LASTS
    row.save()
    _log(row, "invite" if is_new else "invite-again", [None, row.role], by=by, now=now)


def _lock(invitation_id: UUID, by: Actor) -> Invitation:
    rows = Invitation.objects.unscoped("limited below to who may offer the role")
    row = (
        rows.select_for_update(of=("self",))
        .select_related("organisation", "alliance")
        .filter(public_id=invitation_id)
        .first()
    )
    # To everybody else it does not exist.
    if row is None or not _may_offer(Role(row.role), _body(row), by):
        raise NotFound
    return row


def _body(row: Invitation) -> Body:
    return Body(organisation_id=row.organisation_id, alliance_id=row.alliance_id)


def _place(row: Invitation) -> Organisation | Alliance:
    place = row.organisation or row.alliance
    if place is None:
        raise NotFound
    return place


def _mail(row: Invitation, secret: str, site: str) -> None:
    users = get_user_model().objects.unscoped("the language to write in, nothing else")
    known = users.filter(email=row.email).first()
    language = (known.language.lower() if known else "") or translation.get_language() or "en"
    with translation.override(language):
        words = {
            "role": row.role,
            "place": _place(row).names,
            "in_alliance": row.alliance_id is not None,
            "link": site + reverse("members:invitation", args=[secret]),
            "days": LASTS.days,
        }
        # One line: a name may be written over several.
        subject = " ".join(render_to_string("members/mail/subject.txt", words).split())
        text = render_to_string("members/mail/text.txt", words)
    mail.send(EmailMessage(subject, text, to=[row.email]))


def _log(
    row: Invitation, action: str, roles: list[str | None], *, by: Actor, now: datetime
) -> None:
    changelog.record(
        row,
        action=action,
        by=by,
        now=now,
        organisation=row.organisation.public_id if row.organisation else None,
        alliance=row.alliance.public_id if row.alliance else None,
        patch={"role": roles},
    )
