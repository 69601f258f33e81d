"""Lists of cards' matters that go on from any place, and balances."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from landsea.cards import policies
from landsea.cards.engine.clearing import AccountKind
from landsea.cards.engine.number import grouped
from landsea.cards.models import Account, Card, CardProgramme, Posting, PostingKind, Redemption
from landsea.cards.queries.cards import CardValue, card_values, shown_at
from landsea.foundation.actor import Actor
from landsea.foundation.pagination import Position, Slice, slice_rows
from landsea.kernel.errors import NotFound
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText
from landsea.members import queries as members

#: Accounts that stand on a member's statement.
_MEMBER_ACCOUNTS = (AccountKind.MEMBER_PAYABLE, AccountKind.COUNTER_CASH)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmittedValue:
    """An admission as the organisation that was visited reads it."""

    public_id: UUID
    venue: UUID
    venue_names: LocalisedText
    card_number: str
    product: UUID
    method: str
    admitted_at: datetime
    time_zone: str
    local_date: date
    voided_at: datetime | None
    void_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What stands between an organisation and a programme: positive is owed to the member."""

    programme: UUID
    programme_names: LocalisedText
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LineValue:
    """One posting as a member sees it: positive is owed to the member, negative by it."""

    public_id: UUID
    programme: UUID
    kind: PostingKind
    accounted_on: date
    posted_at: datetime
    amount: Money
    card_number: str
    admission: UUID | None
    rule_version: int | None


def get_card_for(
    public_id: UUID, *, organisation_id: int, actor: Actor, now: datetime
) -> CardValue:
    """Returns a card that an organisation sold or was shown, or that the actor may see."""
    seen = Card.objects.visible_to(actor).select_related("product__programme")
    row, counter_of = seen.filter(public_id=public_id).first(), None
    if row is None and policies.can_take_payment(actor, organisation_id):
        counter_of = organisation_id
        row = shown_at(organisation_id).filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return card_values([row], now, counter_of=counter_of)[0]


def slice_admissions(
    *,
    venue: UUID | None,
    organisation_id: int,
    actor: Actor,
    after: Position | None,
    limit: int,
) -> Slice[AdmittedValue]:
    """Returns an organisation's admissions, the latest written first."""
    rows = Redemption.objects.visible_to(actor).filter(organisation_id=organisation_id)
    if venue is not None:
        rows = rows.filter(entitlement__venue__public_id=venue)
    related = ("entitlement__venue", "entitlement__card__product")
    return slice_rows(rows.select_related(*related), "-id", after=after, limit=limit).each(
        _admitted
    )


def get_admission(public_id: UUID, *, actor: Actor) -> AdmittedValue:
    """Returns an admission that the actor may see."""
    rows = Redemption.objects.visible_to(actor)
    related = ("entitlement__venue", "entitlement__card__product")
    row = rows.select_related(*related).filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return _admitted(row)


def list_balances(organisation_id: UUID, *, actor: Actor) -> list[Balance]:
    """Lists what stands between an organisation and each programme, by programme and currency."""
    organisation, programmes = _readable(organisation_id, actor)
    accounts = _accounts(organisation.id, programmes, actor)
    sums: dict[tuple[int, str], int] = defaultdict(int)
    postings = Posting.objects.visible_to(actor).order_by()
    for side, sign in (("credit", 1), ("debit", -1)):
        rows = postings.filter(**{f"{side}__in": accounts})
        names = (f"{side}__programme_id", "currency")
        for programme_id, currency, total in rows.values_list(*names).annotate(
            total=Sum("amount_minor")
        ):
            sums[programme_id, currency] += sign * total
    return [
        Balance(
            programme=programme.public_id,
            programme_names=programme.names,
            amount=Money(sums[programme_id, currency], currency),
        )
        for programme in programmes
        for programme_id, currency in sorted(sums)
        if programme_id == programme.pk
    ]


def slice_lines(
    organisation_id: UUID,
    *,
    programme: UUID | None,
    actor: Actor,
    after: Position | None,
    limit: int,
) -> Slice[LineValue]:
    """Returns the lines of an organisation's statements, the latest first."""
    organisation, programmes = _readable(organisation_id, actor)
    if programme is not None:
        programmes = [each for each in programmes if each.public_id == programme]
    accounts = _accounts(organisation.id, programmes, actor)
    mine = Q(debit__in=accounts) | Q(credit__in=accounts)
    related = ("credit__programme", "debit__programme", "card", "redemption")
    rows = Posting.objects.visible_to(actor).filter(mine).select_related(*related)
    return slice_rows(rows, "-id", after=after, limit=limit).each(
        lambda row: _line(row, organisation.id)
    )


def _readable(
    organisation_id: UUID, actor: Actor
) -> tuple[members.OrganisationValue, list[CardProgramme]]:
    """Returns an organisation with the programmes of which the actor may read its statement."""
    organisation = members.get_organisation(organisation_id)
    alliance_ids = members.list_alliance_ids_ever_of(organisation.id)
    programmes = CardProgramme.objects.filter(alliance_id__in=alliance_ids).order_by("slug")
    readable = [
        each
        for each in programmes
        if policies.can_read_statement(actor, organisation.id, each.alliance_id)
    ]
    if not readable:
        raise NotFound
    return organisation, readable


def _accounts(
    organisation_id: int, programmes: list[CardProgramme], actor: Actor
) -> QuerySet[Account]:
    return Account.objects.visible_to(actor).filter(
        organisation_id=organisation_id,
        kind__in=[kind.value for kind in _MEMBER_ACCOUNTS],
        programme__in=[each.pk for each in programmes],
    )


def _admitted(row: Redemption) -> AdmittedValue:
    entitlement = row.entitlement
    return AdmittedValue(
        public_id=row.public_id,
        venue=entitlement.venue.public_id,
        venue_names=entitlement.venue.names,
        card_number=grouped(entitlement.card.number),
        product=entitlement.card.product.public_id,
        method=row.method,
        admitted_at=row.admitted_at,
        time_zone=row.time_zone,
        local_date=row.local_date,
        voided_at=row.voided_at,
        void_reason=row.void_reason,
    )


def _line(row: Posting, organisation_id: int) -> LineValue:
    is_credit = row.credit.organisation_id == organisation_id
    return LineValue(
        public_id=row.public_id,
        programme=row.credit.programme.public_id,
        kind=PostingKind(row.kind),
        accounted_on=row.accounted_on,
        posted_at=row.posted_at,
        amount=Money(row.amount_minor if is_credit else -row.amount_minor, row.currency),
        card_number=grouped(row.card.number) if row.card else "",
        admission=row.redemption.public_id if row.redemption else None,
        rule_version=row.rule_version,
    )
