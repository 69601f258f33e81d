"""What can go wrong with cards."""

from landsea.kernel.errors import Conflict, InvalidInput, NotAllowed
from landsea.kernel.texts import N_


class SeasonOver(Conflict):
    """The product's season has ended."""

    code = "season-over"
    message = N_("The season of this card ended on {last_day}.")
    mend = N_("Take another card.")


class NotOnSale(Conflict):
    """The product is not sold now."""

    code = "not-on-sale"
    message = N_("This card is not on sale.")
    mend = N_("Take another card.")


class AlreadyPaid(Conflict):
    """The card's price was taken before."""

    code = "already-paid"
    message = N_("This card is paid.")
    mend = N_("Don't take money for it; scan it to admit.")


class NoSuchVenueHere(NotAllowed):
    """The actor does not work at this venue."""

    code = "not-your-venue"
    message = N_("This is not a venue of your organisation.")
    mend = N_("Choose one of your venues.")


class AlreadyBlocked(Conflict):
    """The card was blocked before."""

    code = "already-blocked"
    message = N_("This card is blocked.")
    mend = N_("Free it first to block it for another reason.")


class NotBlocked(Conflict):
    """The card is not blocked."""

    code = "not-blocked"
    message = N_("This card is not blocked.")
    mend = N_("Nothing has to be done.")


class BlockNeedsReason(InvalidInput):
    """No reason was given."""

    code = "block-needs-reason"
    message = N_("A card is not blocked without a reason.")
    mend = N_("Write in a few words why, for example “reported as lost”.")


class VoidTooLate(Conflict):
    """Ten minutes are over."""

    code = "void-too-late"
    message = N_("A scan can be taken back for {minutes} minutes; this one is older.")
    mend = N_("Tell the alliance's clearing officer, who can correct the statement.")


class AlreadyVoided(Conflict):
    """The admission was taken back before."""

    code = "already-voided"
    message = N_("This scan was already taken back.")
    mend = N_("Scan the card again if the visitor does enter.")


class VoidNeedsReason(InvalidInput):
    """No reason was given."""

    code = "void-needs-reason"
    message = N_("A scan is not taken back without a reason.")
    mend = N_("Write in a few words why, for example “scanned twice”.")


class ScanIdReused(Conflict):
    """The scan's id was used for something else."""

    code = "scan-id-reused"
    message = N_("This scan id was used for another card or venue.")
    mend = N_("Make a new id for each scan.")


class NoQrInPicture(InvalidInput):
    """The picture has no QR code that can be read."""

    code = "no-qr-in-picture"
    message = N_("No QR code could be read in this picture.")
    mend = N_("Take it again, closer and without glare, or type the card's number.")


class NotAPicture(InvalidInput):
    """The file is no picture, or one of too many pixels."""

    code = "not-a-picture"
    message = N_("This file can't be opened as a picture.")
    mend = N_("Send a JPEG, PNG or WebP picture of at most 50 megapixels.")
