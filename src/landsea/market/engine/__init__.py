"""The pure rules of the market."""
