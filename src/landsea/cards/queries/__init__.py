"""What pages, gates and other modules ask about cards."""

from landsea.cards.queries.cards import (
    CardValue,
    EntitlementValue,
    get_card,
    get_card_at_counter,
    list_cards,
)
from landsea.cards.queries.devices import count_devices
from landsea.cards.queries.gate import (
    AdmissionValue,
    find_gate,
    list_admissions_of_card,
    list_gate_venues,
    list_recent_admissions,
)
from landsea.cards.queries.shop import (
    BenefitValue,
    ProductValue,
    ProgrammeValue,
    count_venues,
    list_programmes,
)
from landsea.cards.queries.statements import (
    AdmissionTrace,
    Statement,
    StatementLine,
    get_trace,
    list_statement_holders,
    list_statements,
    list_traceable,
)

__all__ = [
    "AdmissionTrace",
    "AdmissionValue",
    "BenefitValue",
    "CardValue",
    "EntitlementValue",
    "ProductValue",
    "ProgrammeValue",
    "Statement",
    "StatementLine",
    "count_devices",
    "count_venues",
    "find_gate",
    "get_card",
    "get_card_at_counter",
    "get_trace",
    "list_admissions_of_card",
    "list_cards",
    "list_gate_venues",
    "list_programmes",
    "list_recent_admissions",
    "list_statement_holders",
    "list_statements",
    "list_traceable",
]
