"""How long the market keeps what; about people it holds nothing."""

from landsea.foundation.retention import register_retention
from landsea.foundation.rows import list_tables


def register() -> None:
    """Declares it; called when the app is ready."""
    register_retention("market", tables=list_tables("market"))
