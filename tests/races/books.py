"""What is written of admissions, read by plain SQL on both engines."""

from collections import Counter
from uuid import UUID

from tests.foundation.processes import OwnDatabase

#: What the programme owes for one admission: 52.00 CNY, as the factory makes it.
RATE_MINOR = 5200


def list_redemptions(database: OwnDatabase, number: str | None = None) -> list[UUID]:
    """Lists the scans that were admitted, of one card or of all."""
    query = (
        "SELECT redemption.public_id FROM cards_redemption redemption"
        " JOIN cards_entitlement entitlement ON entitlement.id = redemption.entitlement_id"
        " JOIN cards_card card ON card.id = entitlement.card_id"
    )
    if number is not None:
        query += f" WHERE card.number = '{number}'"
    return [UUID(str(key)) for (key,) in database.rows(query)]


def posted_amounts(database: OwnDatabase) -> list[tuple[UUID, int]]:
    """Lists the postings of admissions: of which, and how much."""
    rows = database.rows(
        "SELECT redemption.public_id, posting.amount_minor FROM cards_posting posting"
        " LEFT JOIN cards_redemption redemption ON redemption.id = posting.redemption_id"
        " WHERE posting.kind = 'admission'"
    )
    return [(UUID(str(key)), amount) for key, amount in rows]


def recorded_events(database: OwnDatabase) -> Counter[UUID]:
    """Counts the entries of the outbox for each admission."""
    rows = database.rows("SELECT payload ->> 'admission_id' FROM foundation_outboxentry")
    return Counter(UUID(key) for (key,) in rows)


def visit_facts(database: OwnDatabase) -> list[tuple[UUID, int]]:
    """Lists the facts: of which admission, and how many visits."""
    rows = database.rows("SELECT admission_id, visits FROM insight_visitfact")
    return [(UUID(str(key)), visits) for key, visits in rows]
