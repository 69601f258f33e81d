"""The module as a Django app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "landsea.members"
    label = "members"
    default_auto_field = "django.db.models.BigAutoField"
