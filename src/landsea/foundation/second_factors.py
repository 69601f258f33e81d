"""The secrets of second factors, sealed in the tables of django-allauth."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from landsea.foundation.seals import sealer

_PURPOSE = "landsea second factors"
#: Where an app's secret stands in its row, and where that of recovery codes.
SEALED = ("secret", "seed")


def seal(text: str) -> str:
    """Returns a secret as it is kept."""
    return sealer(_PURPOSE).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Returns a kept secret as it was; raises InvalidToken when no secret of ours opens it."""
    return sealer(_PURPOSE).decrypt(sealed).decode()


def reseal_second_factors() -> int:
    """Seals every secret anew with the first secret; returns how many rows have one."""
    rotating = sealer(_PURPOSE)
    with transaction.atomic():
        rows = list(Authenticator.objects.select_for_update().order_by("id"))
        for row in rows:
            for name in SEALED:
                if name in row.data:
                    row.data[name] = rotating.rotate(row.data[name]).decode()
        Authenticator.objects.bulk_update(rows, ["data"])
    return len(rows)
