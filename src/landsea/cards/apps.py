"""The module as a Django app."""

from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "landsea.cards"
    label = "cards"
    default_auto_field = "django.db.models.BigAutoField"
