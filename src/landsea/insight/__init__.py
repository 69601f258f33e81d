"""Visits turned into figures; published figures beside them, never added to them."""
