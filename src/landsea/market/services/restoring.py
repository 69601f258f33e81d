"""Which changes of the market are taken back: listings by whoever wrote or took them down."""

from collections.abc import Collection, Sequence
from copy import copy
from datetime import datetime
from uuid import UUID

from django.db.models import Field

from landsea.foundation import changelog, undo
from landsea.foundation.actor import Actor
from landsea.foundation.undo import Names, Restorer, Reversal, refuse_changed
from landsea.kernel.errors import NotAllowed
from landsea.kernel.periods import Period
from landsea.kernel.texts import N_
from landsea.market import policies
from landsea.market.engine.days import Span
from landsea.market.engine.listings import Act, ListingState
from landsea.market.models import Listing, Project, ProjectSum
from landsea.market.services.listings import (
    apply_values,
    derived_of,
    lock_listing,
    require_offering,
)
from landsea.market.services.steps import lead_to

_RESTORED = "restore"


def register() -> None:
    """Tells what can be put back; called when the app is ready."""
    undo.register(
        "market.listing",
        Restorer(
            actions=frozenset({"create", "edit", _RESTORED, *(act.value for act in Act)}),
            apply=put_back,
            describe=_describe_listings,
            restores_records=True,
        ),
    )
    imported = {"": N_("The register follows its files: correct the file and import it again.")}
    undo.register("market.project", Restorer(describe=_describe_projects, reasons=imported))
    undo.register("market.projectsum", Restorer(describe=_describe_sums, reasons=imported))


def put_back(reversals: Sequence[Reversal], by: Actor, now: datetime) -> None:
    """Gives listings the values and states that they had; one that was new goes out of sight."""
    for reversal in reversals:
        _put_back(reversal, by, now)


def _put_back(reversal: Reversal, by: Actor, now: datetime) -> None:
    row = lock_listing(UUID(reversal.row_key), by=by)
    expected = {} if reversal.is_creation else reversal.expected
    if any(changelog.as_json(getattr(row, name)) != expected[name] for name in expected):
        refuse_changed([row.titles])
    target = {"state": ListingState.WITHDRAWN.value} if reversal.is_creation else reversal.target
    values = {name: _column(name).to_python(value) for name, value in target.items()}
    state = ListingState(str(values.pop("state", row.state)))
    reason = str(values.pop("take_down_reason", row.take_down_reason))
    # Follows from the state: whatever is published again is so from now on.
    values.pop("published_at", None)
    _require_may(row, state, has_values=bool(values), by=by, now=now)
    if values:
        apply_values(row, values | _derived(row, values), action=_RESTORED, by=by, now=now)
    if state is not ListingState(row.state):
        lead_to(row, state, action=_RESTORED, reason=reason, by=by, now=now)


def _require_may(
    row: Listing, state: ListingState, *, has_values: bool, by: Actor, now: datetime
) -> None:
    """Refuses who may not: what the office did, it takes back; what its writers did, they do."""
    is_offices = state.value != row.state and ListingState.TAKEN_DOWN in (state, row.state)
    if is_offices and not policies.can_take_down(by, row.alliance_id):
        raise NotAllowed
    if has_values or not is_offices:
        if not policies.can_write_listings_of(by, row.organisation_id):
            raise NotAllowed
        if has_values:
            require_offering(row.organisation_id, row.alliance_id, now)


def _derived(row: Listing, values: dict[str, object]) -> dict[str, object]:
    """Returns the columns that follow from those that are put back."""
    after = copy(row)
    for name, value in values.items():
        setattr(after, name, value)
    span = Span(period=Period(after.starts_on, after.ends_on), time_zone=row.time_zone)
    return derived_of(titles=after.titles, texts=after.texts, place=after.place, span=span)


def _column(name: str) -> "Field[object, object]":
    column = Listing._meta.get_field(name)
    if not isinstance(column, Field):
        raise TypeError(f"{name} is not a column of listings.")
    return column


def _describe_listings(public_ids: Collection[UUID], actor: Actor) -> Names:
    rows = Listing.objects.visible_to(actor).filter(public_id__in=public_ids)
    return {row.public_id: row.titles for row in rows.only("public_id", "titles").order_by("id")}


def _describe_projects(public_ids: Collection[UUID], actor: Actor) -> Names:
    rows = Project.objects.filter(public_id__in=public_ids).order_by("id")
    return {row.public_id: row.names for row in rows}


def _describe_sums(public_ids: Collection[UUID], actor: Actor) -> Names:
    rows = ProjectSum.objects.filter(public_id__in=public_ids).order_by("id")
    return {row.public_id: row.names for row in rows}
