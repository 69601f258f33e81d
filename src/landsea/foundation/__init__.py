"""Django code that knows no module: user, actor, outbox, change log, keys, tasks, files."""
