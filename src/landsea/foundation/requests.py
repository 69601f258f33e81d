"""The request as pages see it: with its id, and with who is acting."""

from uuid import UUID, uuid4

from django.http import HttpRequest

from landsea.foundation.actor import Actor

#: Where a session keeps the subject of a traveller without an account.
SUBJECT_KEY = "subject"


class Request(HttpRequest):
    """Django's request after the middleware of `web`."""

    actor: Actor
    request_id: str


def find_visitor_subject(request: HttpRequest) -> UUID | None:
    """Returns the subject under which this browser's traveller did something before."""
    kept = request.session.get(SUBJECT_KEY)
    return UUID(kept) if kept else None


def keep_visitor_subject(request: HttpRequest, subject: UUID) -> None:
    """Lets the browser's session go on under a subject, say after a change of role."""
    request.session[SUBJECT_KEY] = str(subject)


def forget_visitor_subject(request: HttpRequest) -> None:
    """Takes the subject out of the session, after an account has taken over what was under it."""
    request.session.pop(SUBJECT_KEY, None)


def ensure_visitor_subject(request: Request) -> UUID:
    """Returns the subject of whoever travels: the account's, else the session's, made if need be.

    Called by acts only (a trip is kept, a card is taken): reading pages leaves no session behind.
    """
    if request.actor.subject is not None:
        return request.actor.subject
    subject = find_visitor_subject(request) or uuid4()
    keep_visitor_subject(request, subject)
    return subject
