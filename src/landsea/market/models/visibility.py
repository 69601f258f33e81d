"""Who may see which rows of the market."""

from django.db.models import Q

from landsea.foundation.actor import Actor, Role
from landsea.foundation.scoping import (
    Private,
    Public,
    Scopes,
    of_alliances,
    of_organisations,
)
from landsea.market.engine.listings import PUBLIC_STATES, ListingState

#: Who writes an organisation's listings.
WRITERS = (Role.MARKET_AGENT, Role.OFFICE)


def listing_seen_by(actor: Actor) -> Q:
    """Everybody, once published; its writers; the alliance's office what it took down."""
    is_public = Q(state__in=[each.value for each in sorted(PUBLIC_STATES)])
    is_taken_down = Q(state=ListingState.TAKEN_DOWN.value)
    return (
        is_public
        | of_organisations(actor, "organisation", *WRITERS)
        | (is_taken_down & of_alliances(actor, "alliance", Role.OFFICE))
    )


SCOPES: Scopes = {
    "Listing": Private(owner="organisation", alliance="alliance", seen_by=listing_seen_by),
    "Project": Public("The register holds what was published, with its source."),
    "ProjectSum": Public("The register holds what was published, with its source."),
}
