"""Pages that put the modules together: home, sign-in, roles of the demo, about, trace."""
