"""What the modules' JSON interfaces have in common: callers, problems, lists, acts done once."""
