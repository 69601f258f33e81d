"""The module as a Django app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "landsea.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
