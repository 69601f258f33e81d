"""Statements of members, and the way back from a line to the admission."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from landsea.cards import policies
from landsea.cards.engine.clearing import AccountKind
from landsea.cards.engine.number import grouped
from landsea.cards.models import Account, CardProgramme, Posting, PostingKind, Redemption
from landsea.cards.queries.gate import AdmissionValue, admission_values
from landsea.foundation.actor import Actor, Role
from landsea.kernel.errors import NotAllowed, NotFound
from landsea.kernel.money import Money
from landsea.kernel.texts import LocalisedText
from landsea.library import queries as library
from landsea.members import queries as members

#: Accounts that stand on a member's statement, with the sign of a credit to the member.
_MEMBER_ACCOUNTS = (AccountKind.MEMBER_PAYABLE, AccountKind.COUNTER_CASH)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One posting as a member sees it: positive is owed to the member, negative by it."""

    posting_id: UUID
    accounted_on: date
    posted_at: datetime
    kind: PostingKind
    venue_names: LocalisedText | None
    card_number: str
    admission_id: UUID | None
    rule_version: int | None
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A member's account with one programme over a span of days."""

    organisation: members.OrganisationValue
    programme_names: LocalisedText
    lines: tuple[StatementLine, ...]
    totals: tuple[Money, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionTrace:
    """An admission with everything that the cards module knows of it."""

    admission_id: UUID
    #: None when the venue is no longer published.
    venue: library.PlaceSummary | None
    venue_pk: int
    organisation: members.OrganisationValue
    programme_names: LocalisedText
    product_names: LocalisedText
    card_number: str
    holder_subject: UUID
    trip: UUID | None
    admitted_at: datetime
    time_zone: str
    local_date: date
    method: str
    voided_at: datetime | None
    void_reason: str
    postings: tuple[StatementLine, ...]


def list_statement_holders(actor: Actor) -> list[members.OrganisationValue]:
    """Lists the organisations whose statements the actor may read, by slug."""
    readable: set[members.OrganisationValue] = set()
    for alliance_id in sorted(set(CardProgramme.objects.values_list("alliance_id", flat=True))):
        readable |= {
            organisation
            for organisation in members.list_members_ever(alliance_id)
            if policies.can_read_statement(actor, organisation.id, alliance_id)
        }
    return sorted(readable, key=lambda organisation: organisation.slug)


def list_statements(organisation_id: UUID, *, actor: Actor) -> list[Statement]:
    """Returns an organisation's statements, one for each programme of its alliances."""
    organisation = members.get_organisation(organisation_id)
    alliance_ids = members.list_alliance_ids_ever_of(organisation.id)
    programmes = CardProgramme.objects.filter(alliance_id__in=alliance_ids).order_by("slug")
    readable = [
        programme
        for programme in programmes
        if policies.can_read_statement(actor, organisation.id, programme.alliance_id)
    ]
    if not readable:
        raise NotFound
    return [_statement(organisation, programme, actor) for programme in readable]


def get_trace(admission_id: UUID, *, actor: Actor) -> AdmissionTrace:
    """Returns an admission's trace to the office of its alliance."""
    rows = Redemption.objects.visible_to(actor)
    row = (
        rows.select_related("entitlement__card__product__programme")
        .filter(public_id=admission_id)
        .first()
    )
    if row is None:
        raise NotFound
    card = row.entitlement.card
    programme = card.product.programme
    if not policies.can_trace(actor, programme.alliance_id):
        raise NotAllowed
    places = library.list_places_by_pks({row.entitlement.venue_id})
    organisations = members.list_organisations_by_ids([row.organisation_id])
    return AdmissionTrace(
        admission_id=row.public_id,
        venue=places.get(row.entitlement.venue_id),
        venue_pk=row.entitlement.venue_id,
        organisation=organisations[row.organisation_id],
        programme_names=programme.names,
        product_names=card.product.names,
        card_number=grouped(card.number),
        holder_subject=card.holder_subject,
        trip=card.trip,
        admitted_at=row.admitted_at.astimezone(ZoneInfo(row.time_zone)),
        time_zone=row.time_zone,
        local_date=row.local_date,
        method=row.method,
        voided_at=row.voided_at,
        void_reason=row.void_reason,
        postings=_lines(list(_postings(actor).filter(redemption=row)), row.organisation_id),
    )


def list_traceable(actor: Actor, *, limit: int = 50) -> list[AdmissionValue]:
    """Lists the latest admissions that the actor may trace, newest first."""
    alliance_ids = actor.alliance_ids(Role.OFFICE)
    if not alliance_ids:
        raise NotAllowed
    rows = Redemption.objects.visible_to(actor).filter(
        entitlement__card__product__programme__alliance_id__in=alliance_ids
    )
    return admission_values(rows, limit=limit)


def _statement(
    organisation: members.OrganisationValue, programme: CardProgramme, actor: Actor
) -> Statement:
    mine = Q(organisation_id=organisation.id, kind__in=_MEMBER_ACCOUNTS, programme=programme)
    accounts = Account.objects.visible_to(actor).filter(mine)
    account_ids = list(accounts.order_by("id").values_list("id", flat=True))
    rows = _postings(actor).filter(Q(debit_id__in=account_ids) | Q(credit_id__in=account_ids))
    lines = _lines(list(rows), organisation.id)
    totals: dict[str, Money] = {}
    for line in lines:
        currency = line.amount.currency
        totals[currency] = totals.get(currency, Money.zero(currency)) + line.amount
    return Statement(
        organisation=organisation,
        programme_names=programme.names,
        lines=lines,
        totals=tuple(totals[currency] for currency in sorted(totals)),
    )


def _postings(actor: Actor) -> QuerySet[Posting]:
    related = ("debit", "credit", "card", "redemption__entitlement")
    return Posting.objects.visible_to(actor).select_related(*related).order_by("id")


def _lines(rows: list[Posting], organisation_id: int) -> tuple[StatementLine, ...]:
    venues = library.list_places_by_pks(
        {row.redemption.entitlement.venue_id for row in rows if row.redemption}
    )
    lines = []
    for row in rows:
        is_credit = row.credit.organisation_id == organisation_id
        redemption = row.redemption
        venue = venues.get(redemption.entitlement.venue_id) if redemption else None
        lines.append(
            StatementLine(
                posting_id=row.public_id,
                accounted_on=row.accounted_on,
                posted_at=row.posted_at,
                kind=PostingKind(row.kind),
                venue_names=venue.names if venue else None,
                card_number=grouped(row.card.number) if row.card else "",
                admission_id=redemption.public_id if redemption else None,
                rule_version=row.rule_version,
                amount=Money(row.amount_minor if is_credit else -row.amount_minor, row.currency),
            )
        )
    return tuple(lines)
