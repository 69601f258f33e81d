"""How long figures are kept; about people they hold nothing."""

from landsea.foundation.retention import register_retention
from landsea.foundation.rows import list_tables


def register() -> None:
    """Declares it; called when the app is ready."""
    register_retention("figures", tables=list_tables("insight"))
