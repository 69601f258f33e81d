"""Addresses of the market's pages."""

from django.urls import path

from landsea.market import pages

app_name = "market"

urlpatterns = [
    path("market/", pages.listings, name="list"),
    path("market/projects/", pages.projects, name="projects"),
    path("market/projects.csv", pages.register_csv, name="projects-csv"),
    path("market/<uuid:listing_id>/", pages.listing, name="listing"),
    path("market/<uuid:listing_id>/edit/", pages.edit, name="edit"),
    path("desk/<uuid:organisation_id>/listings/", pages.own, name="own"),
    path("desk/<uuid:organisation_id>/listings/new/", pages.write, name="write"),
]
