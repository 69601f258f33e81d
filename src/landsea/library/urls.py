"""Addresses of the library's pages."""

from django.urls import path

from landsea.library import map_pages, pages

app_name = "library"

urlpatterns = [
    path("", pages.places, name="list"),
    path("map/", map_pages.places_map, name="map"),
    path("map/points.json", map_pages.points, name="map-points"),
    path("<uuid:public_id>/", pages.place, name="detail"),
]
