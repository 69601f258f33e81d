"""Answers that are only sent, and changes that are only made, when something is as it was."""

import hashlib

from django.http import HttpRequest
from django.utils.http import parse_etags

from landsea.kernel.errors import LandseaError
from landsea.kernel.texts import N_


class MatchMissing(LandseaError):
    """A change came without the state that it is meant for."""

    code = "if-match-missing"
    http_status = 428
    message = N_("This request does not say which state it changes.")
    mend = N_("Read the record, and send its ETag as “If-Match” with the change.")


class ChangedMeanwhile(LandseaError):
    """Somebody else changed the record since it was read."""

    code = "changed-meanwhile"
    http_status = 412
    message = N_("Somebody else has changed this record meanwhile.")
    mend = N_("Read it again, then repeat your change on what is there now.")


def etag_of(content: bytes) -> str:
    """Returns a strong entity tag of a representation (RFC 9110, 8.8.3)."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def is_known(request: HttpRequest, etag: str) -> bool:
    """Says whether the client already has this representation (RFC 9110, 13.1.2)."""
    return _names(request.headers.get("If-None-Match", ""), etag)


def require_same(request: HttpRequest, etag: str) -> None:
    """Refuses a change that is meant for another state than the present one.

    A tag that compression has marked as weak counts too: ours is of the content before it.
    """
    given = request.headers.get("If-Match", "")
    if not given.strip():
        raise MatchMissing
    if not _names(given, etag):
        raise ChangedMeanwhile


def _names(header: str, etag: str) -> bool:
    return any(each in ("*", etag, f"W/{etag}") for each in parse_etags(header))
