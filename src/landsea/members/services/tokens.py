"""Keys of the interface are made, shown once, used and revoked."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.kernel.errors import InvalidInput, NotAllowed, NotFound
from landsea.kernel.texts import N_
from landsea.members import policies
from landsea.members.engine.scopes import Scope
from landsea.members.models import ApiToken, Organisation
from landsea.members.queries.memberships import list_alliance_ids_of
from landsea.members.queries.tokens import PresentedToken, TokenValue, digest_of, token_value

PREFIX = "lsk_"
_PREFIX_LENGTH = 12
_NAME_LENGTH = 80
#: How exactly it is known when a key was last used: writing it costs each request.
_USED_AT_STEP = timedelta(minutes=1)


class TokenNeedsName(InvalidInput):
    """A key without a name: nobody would know later what it was for."""

    code = "token-needs-name"
    message = N_("The name is missing or longer than 80 characters.")
    mend = N_("Name the program that will use the key.")


class TokenNeedsScope(InvalidInput):
    """A key that may do nothing."""

    code = "token-needs-scope"
    message = N_("Nothing is chosen that the key may do.")
    mend = N_("Choose at least one; take only what the program needs.")


class TokenEndsTooEarly(InvalidInput):
    """The end lies in the past."""

    code = "token-ends-too-early"
    message = N_("The key would be over at once.")
    mend = N_("Choose a day in the future, or none.")


@dataclass(frozen=True, slots=True)
class NewToken:
    """A key that was just made: the only time that its secret is there."""

    value: TokenValue
    secret: str


def create_token(
    organisation_id: int,
    name: str,
    scopes: Collection[Scope],
    *,
    alliance_id: int | None = None,
    ends_at: datetime | None = None,
    by: Actor,
    now: datetime,
) -> NewToken:
    """Makes a key for an organisation's program; nobody gives it what is not theirs to give.

    An alliance is named when a scope reaches over it; the organisation has to belong to it.
    """
    name = name.replace("\x00", "").strip()
    is_wide = any(scope.is_alliance_wide for scope in scopes)
    if not _may_give(scopes, organisation_id, alliance_id, by):
        raise NotAllowed
    if not 0 < len(name) <= _NAME_LENGTH:
        raise TokenNeedsName(field="name", value=name[:_NAME_LENGTH])
    if not scopes:
        raise TokenNeedsScope(field="scopes", value="")
    if ends_at is not None and ends_at <= now:
        raise TokenEndsTooEarly(field="ends_at", value=str(ends_at))
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        organisation = Organisation.objects.get(pk=organisation_id)
        row = ApiToken.objects.create(
            organisation=organisation,
            alliance_id=alliance_id if is_wide else None,
            name=name,
            prefix=secret[:_PREFIX_LENGTH],
            secret_sha256=digest_of(secret),
            scopes=sorted(scope.value for scope in set(scopes)),
            created_by=by.subject,
            created_at=now,
            ends_at=ends_at,
        )
        changelog.record(
            row,
            action="create",
            by=by,
            now=now,
            organisation=organisation.public_id,
            patch={"name": [None, name], "scopes": [None, row.scopes]},
        )
    return NewToken(token_value(row), secret)


def revoke_token(token_id: UUID, *, by: Actor, now: datetime) -> None:
    """Ends a key at once; one that was revoked before stays so."""
    with transaction.atomic():
        row = (
            ApiToken.objects.visible_to(by)
            .select_related("organisation")
            .select_for_update(of=("self",))
            .filter(public_id=token_id)
            .first()
        )
        if row is None:
            raise NotFound
        if row.revoked_at is not None:
            return
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        changelog.record(
            row,
            action="revoke",
            by=by,
            now=now,
            organisation=row.organisation.public_id,
            patch={"revoked_at": [None, now]},
        )


def note_use(token: PresentedToken, *, now: datetime) -> None:
    """Keeps when a key was last used, to the minute; by one statement of its own, or none."""
    used_at = token.value.used_at
    if used_at is not None and now - used_at < _USED_AT_STEP:
        return
    stale = Q(used_at__isnull=True) | Q(used_at__lte=now - _USED_AT_STEP)
    rows = ApiToken.objects.unscoped("the key notes its own use")
    rows.filter(stale, pk=token.id).update(used_at=now)


def _may_give(
    scopes: Collection[Scope], organisation_id: int, alliance_id: int | None, by: Actor
) -> bool:
    narrow = [scope for scope in scopes if not scope.is_alliance_wide]
    wide = [scope for scope in scopes if scope.is_alliance_wide]
    if (narrow or not wide) and not policies.can_make_tokens(by, organisation_id):
        return False
    if not wide:
        return True
    return (
        alliance_id is not None
        and policies.can_run_alliance(by, alliance_id)
        and alliance_id in list_alliance_ids_of([organisation_id])
    )
