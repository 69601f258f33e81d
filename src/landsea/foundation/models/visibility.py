"""Who may see which rows of the foundation."""

from django.db.models import Q

from landsea.foundation.actor import Actor, Role
from landsea.foundation.scoping import (
    NOBODY,
    Internal,
    Private,
    Scopes,
    of_subject,
    public_ids,
)


def user_seen_by(actor: Actor) -> Q:
    """The person; an office sees the people of its roles by way of their roles."""
    return NOBODY if actor.user_id is None else Q(pk=actor.user_id)


def change_seen_by(actor: Actor) -> Q:
    """The organisation's office and clearing officer, the alliance's office, and whoever did it.

    What somebody did remains theirs to see while they have a role there.
    """
    reads = _of_organisation(actor, "organisation", Role.OFFICE, Role.CLEARING_OFFICER)
    reads |= _of_alliance(actor, "alliance", Role.OFFICE)
    works = _of_organisation(actor, "organisation", *Role) | _of_alliance(actor, "alliance", *Role)
    return reads | (of_subject(actor, "actor_subject") & works)


def work_seen_by(actor: Actor) -> Q:
    """Whoever handed it in or asked for it, and the office of the organisation that owns it."""
    return of_subject(actor, "created_by") | _of_organisation(actor, "owner", Role.OFFICE)


def _of_organisation(actor: Actor, column: str, *roles: Role) -> Q:
    ids = actor.organisation_ids(*roles)
    return Q(**{f"{column}__in": public_ids("members.Organisation", pk__in=ids)}) if ids else NOBODY


def _of_alliance(actor: Actor, column: str, *roles: Role) -> Q:
    ids = actor.alliance_ids(*roles)
    return Q(**{f"{column}__in": public_ids("members.Alliance", pk__in=ids)}) if ids else NOBODY


SCOPES: Scopes = {
    "User": Private(owner="subject", seen_by=user_seen_by),
    "Change": Private(
        owner=("organisation", "alliance"),
        alliance="alliance",
        seen_by=change_seen_by,
        ownerless="Acts of the installation and of travellers that concern no organisation.",
    ),
    "StoredFile": Private(
        owner=("owner", "created_by"),
        seen_by=work_seen_by,
        ownerless="Files that the installation wrote itself.",
    ),
    "TaskRun": Private(
        owner=("owner", "created_by"),
        seen_by=work_seen_by,
        ownerless="Work that the installation gave itself.",
    ),
    "CacheEntry": Internal("The cache is for the code that filled it."),
    "Erasure": Internal("That somebody was erased is for doing it again after a restore."),
    "IdempotentAnswer": Internal("An answer is given again to the very request that it answered."),
    "KeptMail": Internal("A mail is for its recipient; the demonstration shows what it wrote."),
    "OutboxEntry": Internal("Events are for the modules that take them in."),
    "RateCount": Internal("Counts of requests are for the limit that they count towards."),
    "ReceivedEvent": Internal("What was taken in is for the delivery of events."),
    "SigningKey": Internal("Keys are for signing; their public halves are given out as values."),
}
