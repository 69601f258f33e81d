"""Addresses of the library's pages."""

from django.urls import path

from landsea.library import pages

app_name = "library"

urlpatterns = [
    path("", pages.places, name="list"),
    path("<uuid:public_id>/", pages.place, name="detail"),
]
