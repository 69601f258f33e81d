"""The module as a Django app."""

from django.apps import AppConfig


class TripsConfig(AppConfig):
    name = "landsea.trips"
    label = "trips"
    default_auto_field = "django.db.models.BigAutoField"
