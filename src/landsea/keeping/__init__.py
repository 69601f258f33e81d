"""Keeping an installation: backup, restore, upgrade, and a doctor who looks at all of it."""
