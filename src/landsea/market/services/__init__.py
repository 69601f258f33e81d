"""The acts of the market."""
