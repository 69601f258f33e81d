"""Trips: designed inside opening hours, kept by their traveller."""
