"""Who may see which rows of the library."""

from django.db.models import Q

from landsea.foundation.actor import Actor, Role
from landsea.foundation.scoping import Private, Scopes, of_organisations
from landsea.library.engine.vocabulary import ResourceState


def resource_seen_by(actor: Actor) -> Q:
    """Everybody, once it is published; before and after, its owner's editors and office."""
    return _of_resource(actor, "")


def resource_name_seen_by(actor: Actor) -> Q:
    """Whoever sees the resource."""
    return _of_resource(actor, "resource__")


def _of_resource(actor: Actor, path: str) -> Q:
    published = Q(**{f"{path}state": ResourceState.PUBLISHED.value})
    return published | of_organisations(actor, f"{path}owner", Role.EDITOR, Role.OFFICE)


SCOPES: Scopes = {
    "Resource": Private(owner="owner", seen_by=resource_seen_by),
    "ResourceName": Private(owner="resource__owner", seen_by=resource_name_seen_by),
}
