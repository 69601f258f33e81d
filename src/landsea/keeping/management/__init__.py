"""Commands that keep an installation."""
