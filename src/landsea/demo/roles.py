"""The people of the demonstration whose role a visitor may take."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TRAVELLER = "traveller"


@dataclass(frozen=True, slots=True)
class DemoRole:
    """A role, who plays it and where its work starts."""

    key: str
    email: str
    title: Promise | str
    start: str


DEMO_ROLES = (
    DemoRole("gate", "gate@demo.invalid", _("gate staff"), "cards:gate"),
    DemoRole("editor", "editor@demo.invalid", _("editor"), "desk"),
    DemoRole("member", "member@demo.invalid", _("member's office"), "desk"),
    DemoRole("market-agent", "market@demo.invalid", _("market agent"), "market:list"),
    DemoRole("office", "office@demo.invalid", _("alliance's office"), "offices"),
    DemoRole(
        "clearing-officer", "clearing@demo.invalid", _("clearing officer"), "cards:statements"
    ),
    DemoRole("statistician", "statistics@demo.invalid", _("statistician"), "insight:figures"),
)


def find_role_of(user: object) -> DemoRole | None:
    """Returns the demo role that somebody has taken."""
    email = getattr(user, "email", "")
    return next((role for role in DEMO_ROLES if role.email == email), None)


def find_demo_role(key: str) -> DemoRole | None:
    """Returns the demo role with a key."""
    return next((role for role in DEMO_ROLES if role.key == key), None)
