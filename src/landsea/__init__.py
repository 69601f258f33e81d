"""Landsea: the open market system of a destination alliance."""

__version__ = "0.2.0"
