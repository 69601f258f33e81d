"""Keys of the interface: those of an organisation, and the one that a request came with."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from landsea.foundation.actor import Actor, RoleGrant
from landsea.members.engine.scopes import Scope, grants_of, read_scopes
from landsea.members.models import ApiToken
from landsea.members.queries.memberships import list_alliance_ids_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenValue:
    """A key as those who look after it see it; its secret was shown once."""

    public_id: UUID
    name: str
    #: The first characters, by which it is recognised.
    prefix: str
    scopes: tuple[Scope, ...]
    is_alliance_wide: bool
    created_at: datetime
    ends_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None

    def is_in_force(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.ends_at is None or now < self.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedToken:
    """A key in force that somebody has sent."""

    id: int
    value: TokenValue
    organisation_id: int
    #: Public id of the organisation.
    organisation: UUID
    grants: frozenset[RoleGrant]


def digest_of(secret: str) -> str:
    """Returns what is stored of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def list_tokens(organisation_id: int, *, actor: Actor) -> list[TokenValue]:
    """Lists an organisation's keys, newest first, those that are over too."""
    rows = ApiToken.objects.visible_to(actor).filter(organisation_id=organisation_id)
    return [token_value(row) for row in rows.order_by("-id")]


def find_token(secret: str, *, now: datetime) -> PresentedToken | None:
    """Returns the key with a secret, unless it was revoked or is over."""
    row = (
        ApiToken.objects.unscoped("whoever sends the secret is whom it was made for")
        .select_related("organisation")
        .filter(secret_sha256=digest_of(secret))
        .first()
    )
    if row is None or not token_value(row).is_in_force(now):
        return None
    return PresentedToken(
        id=row.pk,
        value=token_value(row),
        organisation_id=row.organisation_id,
        organisation=row.organisation.public_id,
        grants=grants_of(
            read_scopes(row.scopes),
            organisation_id=row.organisation_id,
            alliance_id=_alliance_of(row),
        ),
    )


def _alliance_of(row: ApiToken) -> int | None:
    """Returns the alliance that a key reaches over, while its organisation belongs to it."""
    if row.alliance_id is None:
        return None
    belongs_to = list_alliance_ids_of([row.organisation_id])
    return row.alliance_id if row.alliance_id in belongs_to else None


def token_value(row: ApiToken) -> TokenValue:
    return TokenValue(
        public_id=row.public_id,
        name=row.name,
        prefix=row.prefix,
        scopes=tuple(sorted(read_scopes(row.scopes))),
        is_alliance_wide=row.alliance_id is not None,
        created_at=row.created_at,
        ends_at=row.ends_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
