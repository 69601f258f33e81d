"""The module as a Django app."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class KeepingConfig(AppConfig):
    name = "landsea.keeping"
    label = "keeping"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Django sends it for apps that have tables, and this one has none.
        post_migrate.connect(_note_version, sender=apps.get_app_config("foundation"))


def _note_version(using: str, **_others: Any) -> None:  # noqa: ANN401 -- Django's signature
    from landsea.keeping.versions import note_version  # noqa: PLC0415 -- app ready

    note_version(using)
