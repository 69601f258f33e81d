"""Who may see which rows of the library."""

from django.db.models import Q

from landsea.foundation.actor import Actor, Role
from landsea.foundation.scoping import Private, Public, Scopes, of_organisations
from landsea.library.engine.vocabulary import ResourceState


def resource_seen_by(actor: Actor) -> Q:
    """Everybody, once it is published; before and after, its owner's editors and office."""
    return _of_record(actor, "")


def resource_name_seen_by(actor: Actor) -> Q:
    """Whoever sees the resource."""
    return _of_record(actor, "resource__")


def event_seen_by(actor: Actor) -> Q:
    """Everybody, once it is published; before and after, its owner's editors and office."""
    return _of_record(actor, "")


def event_date_seen_by(actor: Actor) -> Q:
    """Whoever sees the event."""
    return _of_record(actor, "event__")


def _of_record(actor: Actor, path: str) -> Q:
    published = Q(**{f"{path}state": ResourceState.PUBLISHED.value})
    return published | of_organisations(actor, f"{path}owner", Role.EDITOR, Role.OFFICE)


SCOPES: Scopes = {
    "Resource": Private(owner="owner", seen_by=resource_seen_by),
    "Event": Private(owner="owner", seen_by=event_seen_by),
    "EventDate": Private(owner="event__owner", seen_by=event_date_seen_by),
    "PublicHoliday": Public("days that whole markets keep, as their states publish them"),
    "ResourceName": Private(owner="resource__owner", seen_by=resource_name_seen_by),
}
