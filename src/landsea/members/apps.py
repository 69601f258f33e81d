"""The module as a Django app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "landsea.members"
    label = "members"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from landsea.members import holdings  # noqa: PLC0415 -- app ready
        from landsea.members.services import restoring  # noqa: PLC0415 -- app ready

        holdings.register()
        restoring.register()
