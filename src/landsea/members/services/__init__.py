"""The acts of members."""
