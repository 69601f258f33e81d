"""Addresses of the trip pages."""

from django.urls import path

from landsea.trips import pages

app_name = "trips"

urlpatterns = [
    path("", pages.trips, name="list"),
    path("new/", pages.new, name="new"),
    path("<uuid:trip_id>/", pages.trip, name="trip"),
    path("<uuid:trip_id>/delete/", pages.delete, name="delete"),
]
