"""Values that every module shares; nothing here knows Django, a database or the time of day."""
