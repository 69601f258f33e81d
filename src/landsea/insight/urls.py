"""Addresses of the pages of figures."""

from django.urls import path

from landsea.insight import pages

app_name = "insight"

urlpatterns = [
    path("", pages.figures, name="figures"),
    path("admissions.csv", pages.admissions_csv, name="admissions-csv"),
    path("generated.csv", pages.generated_csv, name="generated-csv"),
    path("lines.csv", pages.lines_csv, name="lines-csv"),
    path("published.csv", pages.published_csv, name="published-csv"),
    path("load/", pages.load, name="load"),
    path("load/<uuid:task_id>/", pages.loading, name="loading"),
    path("load/<uuid:task_id>/cancel/", pages.cancel, name="cancel"),
]
