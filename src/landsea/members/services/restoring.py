"""Changes of organisations, roles and memberships are taken back, by acts that put them right."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from landsea.foundation import changelog, undo
from landsea.foundation.actor import Actor, Role
from landsea.foundation.undo import Names, Restorer, Reversal, refuse_changed
from landsea.kernel.errors import NotFound
from landsea.kernel.texts import N_, LocalisedText
from landsea.members.engine.bodies import Body
from landsea.members.engine.kinds import OrganisationKind
from landsea.members.models import MembershipState, Organisation, RoleAssignment
from landsea.members.services.organisations import edit_organisation
from landsea.members.services.people import grant_role, withdraw_role
from landsea.members.services.standing import reinstate_member, suspend_member
from landsea.members.services.steps import lock_membership


def register() -> None:
    """Tells what can be put back; called when the app is ready."""
    undo.register(
        "members.organisation",
        Restorer(
            actions=frozenset({"edit"}),
            apply=_each(_put_back_organisation),
            describe=describe_organisations,
            restores_records=True,
            reasons={"register": N_("An organisation that was registered stays.")},
        ),
    )
    undo.register(
        "members.roleassignment",
        Restorer(
            actions=frozenset({"grant-role", "withdraw-role"}),
            apply=_each(_put_back_role),
            describe=describe_roles,
            reasons={"give-up-role": N_("The person gave the role up: invite them again.")},
        ),
    )
    undo.register(
        "members.membership",
        Restorer(
            actions=frozenset({"suspend", "reinstate"}),
            apply=_each(_put_back_membership),
            reasons={"": N_("A decision about a membership is followed by a new one.")},
        ),
    )
    undo.register(
        "members.invitation",
        Restorer(reasons={"": N_("An invitation was sent: withdraw it, or invite again.")}),
    )
    undo.register(
        "members.apitoken",
        Restorer(
            reasons={"": N_("A key that was made is revoked; one that was revoked stays so.")}
        ),
    )


def describe_organisations(public_ids: Collection[UUID], actor: Actor) -> Names:
    """Returns what organisations are called."""
    rows = Organisation.objects.filter(public_id__in=public_ids).order_by("id")
    return {row.public_id: row.names for row in rows}


def describe_roles(public_ids: Collection[UUID], actor: Actor) -> Names:
    """Returns who holds roles, of those that the actor may see: in no language, as names are."""
    rows = RoleAssignment.objects.visible_to(actor).select_related("person")
    found = rows.filter(public_id__in=public_ids).order_by("id")
    return {
        row.public_id: LocalisedText.of({"und": row.person.name})
        for row in found
        if row.person.name
    }


def _each(put_back: Callable[[Reversal, Actor, datetime], None]) -> undo.Apply:
    def apply(reversals: Sequence[Reversal], by: Actor, now: datetime) -> None:
        for reversal in reversals:
            put_back(reversal, by, now)

    return apply


def _put_back_organisation(reversal: Reversal, by: Actor, now: datetime) -> None:
    rows = Organisation.objects.select_for_update()
    row = rows.filter(public_id=UUID(reversal.row_key)).first()
    if row is None:
        raise NotFound
    expected = reversal.expected
    if any(changelog.as_json(getattr(row, name)) != expected[name] for name in expected):
        refuse_changed([row.names])
    target = reversal.target
    edit_organisation(
        row.public_id,
        names=LocalisedText.of(target.get("names") or row.names.as_dict()),
        kind=OrganisationKind(target.get("kind") or row.kind),
        market=str(target.get("market") or row.market),
        by=by,
        now=now,
    )


def _put_back_role(reversal: Reversal, by: Actor, now: datetime) -> None:
    rows = RoleAssignment.objects.visible_to(by).select_related("organisation", "alliance")
    row = rows.filter(public_id=UUID(reversal.row_key)).first()
    if row is None:
        raise NotFound
    held = None if row.withdrawn_at else row.role
    if "role" in reversal.expected and reversal.expected["role"] != held:
        place = row.organisation or row.alliance
        refuse_changed([place.names] if place else [])
    if held is not None:
        withdraw_role(row.public_id, by=by, now=now)
        return
    body = Body(organisation_id=row.organisation_id, alliance_id=row.alliance_id)
    grant_role(row.person_id, Role(row.role), **body.lookup, by=by, now=now)


def _put_back_membership(reversal: Reversal, by: Actor, now: datetime) -> None:
    public_id = UUID(reversal.row_key)
    row = lock_membership(public_id, by=by)
    if row.state != reversal.expected.get("state"):
        refuse_changed([row.organisation.names])
    if reversal.target.get("state") == MembershipState.ADMITTED:
        reinstate_member(public_id, by=by, now=now)
    else:
        suspend_member(public_id, reason=_("Reinstating was taken back."), by=by, now=now)
