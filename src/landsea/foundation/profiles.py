"""What a person says of himself or herself: a name, and the language to be written to in."""

from datetime import datetime

from django.db import transaction

from landsea.foundation import changelog
from landsea.foundation.actor import Actor
from landsea.foundation.models import User


def change_profile(*, name: str, language: str, by: Actor, now: datetime) -> None:
    """Changes the actor's own name and language."""
    with transaction.atomic():
        user = User.objects.visible_to(by).select_for_update().get()
        before = user.language
        user.name, user.language = name, language
        user.save(update_fields=["name", "language"])
        # The log holds no personal data: that the name may have changed, not from what to what.
        patch = {} if before == language else {"language": [before, language]}
        changelog.record(user, action="change-profile", by=by, now=now, patch=patch)


def record_change_of_account(user: User, action: str, *, by: Actor, now: datetime) -> None:
    """Writes into the change log that a person changed how he or she signs in."""
    changelog.record(user, action=action, by=by, now=now, patch={})
