"""Compiles the kernels into numba's cache, so that the first trip of a process is quick."""

from landsea.trips.engine.search import load_kernels


def warm() -> None:
    """Runs every kernel once; numba writes what it compiled to its cache folder."""
    load_kernels()
