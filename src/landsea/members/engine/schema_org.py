"""Organisations in the words of schema.org, as search engines read them in a page (JSON-LD)."""

from collections.abc import Iterable

from landsea.kernel.texts import LocalisedText
from landsea.members.engine.kinds import OrganisationKind

#: The narrowest class that schema.org has; what it has no word for is an organisation.
_TYPES = {
    OrganisationKind.AIRLINE: "Airline",
    OrganisationKind.TOUR_OPERATOR: "TravelAgency",
    OrganisationKind.MUSEUM: "Museum",
    OrganisationKind.HOTEL: "Hotel",
    OrganisationKind.SHOP: "Store",
    OrganisationKind.UNIVERSITY: "CollegeOrUniversity",
    OrganisationKind.BANK: "BankOrCreditUnion",
    OrganisationKind.TOURISM_BOARD: "GovernmentOrganization",
}


def describe_organisation(
    names: LocalisedText,
    kind: str,
    *,
    market: str,
    alliances: Iterable[LocalisedText],
    language: str,
    address: str,
) -> dict[str, object]:
    """Returns an organisation and the alliances that it belongs to as JSON-LD."""
    name = names.in_language(language)
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(OrganisationKind(kind), "Organization"),
        "@id": address,
        "url": address,
        "name": str(name),
        "address": {"@type": "PostalAddress", "addressCountry": market},
    }
    if others := [text for tag, text in names if tag != name.language]:
        described["alternateName"] = others
    if memberships := [str(each.in_language(language)) for each in alliances]:
        described["memberOf"] = [{"@type": "Organization", "name": each} for each in memberships]
    return described
