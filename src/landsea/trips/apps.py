"""The module as a Django app."""

from django.apps import AppConfig


class TripsConfig(AppConfig):
    name = "landsea.trips"
    label = "trips"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from landsea.foundation.subjects import register_takeover  # noqa: PLC0415 -- app ready
        from landsea.trips import holdings  # noqa: PLC0415 -- app ready
        from landsea.trips.services import take_over_trips  # noqa: PLC0415 -- app ready

        register_takeover(take_over_trips)
        holdings.register()
