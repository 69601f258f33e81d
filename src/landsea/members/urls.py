"""Addresses of the members' pages."""

from django.urls import path

from landsea.members.pages import (
    alliances,
    invitations,
    memberships,
    office,
    organisations,
    people,
    tokens,
)

app_name = "members"

urlpatterns = [
    path("alliances/<slug:slug>/", alliances.alliance, name="alliance"),
    path("organisations/<uuid:organisation_id>/edit/", organisations.edit, name="edit"),
    path("invitation/<str:secret>/", invitations.invitation, name="invitation"),
    path("account/roles/", people.my_roles, name="my-roles"),
    path("desk/<uuid:organisation_id>/people/", people.people, name="people"),
    path("desk/<uuid:organisation_id>/keys/", tokens.tokens, name="tokens"),
    path("desk/<uuid:organisation_id>/keys/new/", tokens.create, name="token-create"),
    path(
        "desk/<uuid:organisation_id>/keys/<uuid:token_id>/revoke/",
        tokens.revoke,
        name="token-revoke",
    ),
    path("desk/<uuid:organisation_id>/membership/", memberships.memberships, name="memberships"),
    path("office/<slug:slug>/people/", people.office_people, name="office-people"),
    path("office/<slug:slug>/register/", office.register, name="register"),
    path(
        "office/<slug:slug>/members/<uuid:membership_id>/",
        office.office_member,
        name="office-member",
    ),
]
