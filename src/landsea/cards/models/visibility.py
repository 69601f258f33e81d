"""Who may see which rows of cards."""

from django.db.models import Q

from landsea.foundation.actor import Actor, Role
from landsea.foundation.scoping import (
    Private,
    Public,
    Scopes,
    of_alliances,
    of_organisations,
    of_subject,
)

#: Who of an alliance looks into its cards and its clearing.
OFFICERS = (Role.OFFICE, Role.CLEARING_OFFICER)
#: Who of an organisation reads its own admissions, accounts and statements.
STATEMENT_READERS = (Role.GATE, Role.EDITOR, Role.CLEARING_OFFICER, Role.OFFICE)


def product_seen_by(actor: Actor) -> Q:
    """Everybody, while it is on sale; else the officers of the alliance."""
    return Q(is_on_sale=True) | of_alliances(actor, "programme__alliance", *OFFICERS)


def benefit_seen_by(actor: Actor) -> Q:
    """The venue's owner and the officers of the alliance: it tells what an admission pays."""
    return of_organisations(actor, "venue__owner", *STATEMENT_READERS) | of_alliances(
        actor, "product__programme__alliance", *OFFICERS
    )


def card_seen_by(actor: Actor) -> Q:
    """Its holder, the counter that sold it, and the officers of the alliance."""
    return _of_card(actor, "")


def entitlement_seen_by(actor: Actor) -> Q:
    """Whoever sees the card."""
    return _of_card(actor, "card__")


def gate_seen_by(actor: Actor) -> Q:
    """The gate staff and the office of the venue's owner."""
    return of_organisations(actor, "venue__owner", Role.GATE, Role.OFFICE)


def redemption_seen_by(actor: Actor) -> Q:
    """The organisation that was visited, and the officers of the alliance."""
    return of_organisations(actor, "organisation", *STATEMENT_READERS) | of_alliances(
        actor, "entitlement__card__product__programme__alliance", *OFFICERS
    )


def account_seen_by(actor: Actor) -> Q:
    """The organisation whose account it is, and the officers of the alliance."""
    return _of_account(actor, "")


def posting_seen_by(actor: Actor) -> Q:
    """Whoever sees one of the two accounts."""
    return _of_account(actor, "debit__") | _of_account(actor, "credit__")


def _of_card(actor: Actor, path: str) -> Q:
    return (
        of_subject(actor, f"{path}holder_subject")
        | of_organisations(actor, f"{path}sold_by", Role.GATE, Role.OFFICE)
        | of_alliances(actor, f"{path}product__programme__alliance", *OFFICERS)
    )


def _of_account(actor: Actor, path: str) -> Q:
    return of_organisations(actor, f"{path}organisation", *STATEMENT_READERS) | of_alliances(
        actor, f"{path}programme__alliance", *OFFICERS
    )


SCOPES: Scopes = {
    "CardProgramme": Public("What an alliance issues has its name on every card and in the shop."),
    "CardProduct": Private(
        owner="programme__alliance", alliance="programme__alliance", seen_by=product_seen_by
    ),
    "Benefit": Private(
        owner="venue__owner", alliance="product__programme__alliance", seen_by=benefit_seen_by
    ),
    "Card": Private(
        owner="holder_subject", alliance="product__programme__alliance", seen_by=card_seen_by
    ),
    "Entitlement": Private(
        owner="card__holder_subject",
        alliance="card__product__programme__alliance",
        seen_by=entitlement_seen_by,
    ),
    "Gate": Private(owner="venue__owner", seen_by=gate_seen_by),
    "Redemption": Private(
        owner="organisation",
        alliance="entitlement__card__product__programme__alliance",
        seen_by=redemption_seen_by,
    ),
    # An account without an organisation is the programme's own: the alliance owns it.
    "Account": Private(
        owner="programme__alliance", alliance="programme__alliance", seen_by=account_seen_by
    ),
    "Posting": Private(
        owner="debit__programme__alliance",
        alliance="debit__programme__alliance",
        seen_by=posting_seen_by,
    ),
}
