"""The trip designer: pure rules and algorithms; no Django, no database."""
