"""The acts of cards."""
