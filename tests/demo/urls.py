"""All addresses with those of the demonstration, which the settings of tests leave out."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from landsea.web import urls

urlpatterns = [
    *urls.urlpatterns,
    *i18n_patterns(path("demo/", include("landsea.demo.urls"))),
]
handler404 = urls.handler404
