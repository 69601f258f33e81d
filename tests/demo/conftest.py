"""The demonstration's own pages, which the settings of tests leave out."""

import copy

import pytest
from pytest_django import Settings

from landsea.demo.roles import DEMO_ROLES
from landsea.foundation.actor import Actor, Role
from landsea.members.services.people import grant_role, register_person
from tests.demo import urls
from tests.factories.cards import Programme, make_programme
from tests.factories.members import NOW, make_alliance
from tests.factories.trips import QUICK_SECONDS


@pytest.fixture
def demonstration(settings: Settings) -> Programme:
    """Switches the demonstration on, with a programme and the people whose role can be taken."""
    # Imported before the setting is changed: the addresses of other tests have no demonstration.
    settings.ROOT_URLCONF = urls.__name__
    settings.LANDSEA_DEMO = True
    settings.LANDSEA_INDEX = False
    settings.LANDSEA_DESIGN_SECONDS = QUICK_SECONDS
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].append("landsea.demo.context.demo")
    settings.TEMPLATES = templates
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "landsea.demo.middleware.TourMiddleware"]
    programme = make_programme()
    alliance_id, owner_id = make_alliance().id, programme.venue.owner_id
    for role in DEMO_ROLES:
        person = register_person(role.email, role.key, by=Actor.system())
        held = Role.OFFICE if role.key == "member" else Role(role.key)
        if role.key in ("gate", "editor", "member", "market-agent"):
            grant_role(person, held, organisation_id=owner_id, by=Actor.system(), now=NOW)
        else:
            grant_role(person, held, alliance_id=alliance_id, by=Actor.system(), now=NOW)
    return programme
