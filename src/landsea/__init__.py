"""Landsea: the open market system of a destination alliance."""

__version__ = "0.1.0"
