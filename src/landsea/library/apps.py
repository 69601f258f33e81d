"""The module as a Django app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "landsea.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"
