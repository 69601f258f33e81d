"""The WSGI application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "landsea.settings")

application = get_wsgi_application()

# Now, not at the first request: the process does not listen before it has imported every page, so
# what is sent to one that was just started again does not wait for that.
get_resolver().url_patterns  # noqa: B018 -- reading it imports them
