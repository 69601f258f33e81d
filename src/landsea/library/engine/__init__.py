"""Rules of the library, computed from values."""
