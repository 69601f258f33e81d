"""The foundation as a Django app."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "landsea.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
