"""What can go wrong with members."""

from landsea.kernel.errors import Conflict, InvalidInput, LandseaError, NotAllowed, NotFound
from landsea.kernel.texts import N_


class AlreadyMember(Conflict):
    """The organisation belongs to the alliance, or its application waits."""

    code = "already-member"
    message = N_("“{organisation}” already has a membership in this alliance.")
    mend = N_("Change the membership that is there.")


class NotApplied(Conflict):
    """An organisation with an office of its own was to be taken in unasked."""

    code = "not-applied"
    message = N_("This organisation has not applied.")
    mend = N_("Its own office applies from its desk.")


class StepNotPossible(Conflict):
    """The membership's state does not allow this step."""

    code = "membership-step-not-possible"
    message = N_("The membership is in another state by now.")
    mend = N_("Reload the page and decide again.")


class ReasonNeeded(InvalidInput):
    """A decision about somebody else was sent without its reason."""

    code = "reason-needed"
    message = N_("A reason is missing, or it is longer than 500 characters.")
    mend = N_("Say why in a sentence or two: the organisation reads it.")


class OrganisationSuspended(Conflict):
    """The organisation is suspended wherever it belongs."""

    code = "organisation-suspended"
    message = N_("This organisation is suspended.")
    mend = N_("Its people can read everything. They write again when an alliance reinstates it.")


class NotAnActiveMember(Conflict):
    """The owner of a venue does not belong to the alliance, or is suspended in it."""

    code = "not-an-active-member"
    message = N_("The owner of this venue is not an active member of the alliance.")
    mend = N_("Admit or reinstate the organisation first.")


class SlugTaken(Conflict):
    """Another organisation has this short name."""

    code = "slug-taken"
    message = N_("Another organisation was registered under this name.")
    mend = N_("Look for it in the list; else register this one under a fuller name.")


class NameNeeded(InvalidInput):
    """An organisation without a name in any language."""

    code = "name-needed"
    message = N_("The name is missing.")
    mend = N_("Write it in at least one language.")


class AddressUnusable(InvalidInput):
    """The text is no e-mail address."""

    code = "address-unusable"
    message = N_("“{value}” is not an e-mail address.")
    mend = N_("Write it like this: name@example.org.")


class OwnRole(NotAllowed):
    """Somebody tried to give himself a role."""

    code = "own-role"
    message = N_("Nobody gives himself a role.")
    mend = N_("Ask somebody else of the office.")


class RoleHeld(Conflict):
    """The invited person holds the role already."""

    code = "role-held"
    message = N_("This person holds this role already.")
    mend = N_("Choose another role, or another person.")


class LastOffice(Conflict):
    """Without this role nobody could run the organisation or the alliance."""

    code = "last-office"
    message = N_("Nobody else runs this office.")
    mend = N_("Let somebody else take the office first.")


class InvitationUnknown(NotFound):
    """No invitation has this secret."""

    code = "invitation-unknown"
    message = N_("There is no such invitation.")
    mend = N_("Open the whole link of the mail, or ask for a new one.")


class InvitationOver(LandseaError):
    """The invitation was answered, taken back, or is too old."""

    code = "invitation-over"
    http_status = 410
    message = N_("This invitation is over.")
    mend = N_("It was accepted or taken back, or is older than 14 days. Ask for a new one.")


class OwnInvitation(NotAllowed):
    """Somebody opened the link that he had sent himself."""

    code = "own-invitation"
    message = N_("You sent this invitation yourself.")
    mend = N_("It is for somebody else: nobody gives himself a role.")


class HandOverFirst(Conflict):
    """Somebody who runs an office alone wants to leave the installation."""

    code = "hand-over-first"
    message = N_("Nobody else runs the office of {places}.")
    mend = N_("Let somebody else take the office first.")
