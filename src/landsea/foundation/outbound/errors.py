"""What can go wrong on the way out.

Those with a status of the 400s are up to whoever gave the address; with one of the 500s the other
side failed, and trying again later may help.
"""

from landsea.kernel.errors import InvalidInput, LandseaError
from landsea.kernel.texts import N_


class UrlNotTaken(InvalidInput):
    """This is not an address of the web, or it carries a password."""

    code = "url-not-taken"
    message = N_("“{url}” is not an address that can be fetched.")
    mend = N_("Give a whole address that begins with https:// or http://, without a password.")


class AddressNotPublic(InvalidInput):
    """The name leads to an address that is not open to all the world."""

    code = "address-not-public"
    message = N_("“{host}” does not lead to a public server.")
    mend = N_("Give an address that everybody can reach.")


class HostNotFound(LandseaError):
    """The name is not known."""

    code = "host-not-found"
    http_status = 502
    message = N_("There is no server named “{host}”.")
    mend = N_("Check the name; if it is right, try again later.")


class NoAnswer(LandseaError):
    """The server could not be reached, or broke off."""

    code = "no-answer"
    http_status = 502
    message = N_("“{host}” gave no proper answer.")
    mend = N_("Try again later.")


class CertificateNotTrusted(NoAnswer):
    """The server could not prove that it is who it should be."""

    code = "certificate-not-trusted"
    message = N_("“{host}” could not prove by its certificate that it is “{host}”.")
    mend = N_("Tell whoever runs that server; nothing was sent to it.")


class TimedOut(LandseaError):
    """The whole answer did not come in time."""

    code = "outbound-timed-out"
    http_status = 504
    message = N_("The answer did not come within {seconds} seconds.")
    mend = N_("Try again later.")


class AnswerTooLarge(LandseaError):
    """More came back than was allowed for."""

    code = "answer-too-large"
    http_status = 502
    message = N_("The answer is larger than the {bytes} bytes that are taken.")
    mend = N_("Ask for a smaller part, if the server offers one.")


class AnswerUnreadable(NoAnswer):
    """The answer is packed in a way that was not asked for, or damaged."""

    code = "answer-unreadable"
    message = N_("The answer of “{host}” is damaged or packed in an unknown way.")


class TooManyRedirects(NoAnswer):
    """Each address pointed to yet another one."""

    code = "too-many-redirects"
    message = N_("“{host}” and others sent us on more than {limit} times.")
    mend = N_("Give the address at which it ends.")
