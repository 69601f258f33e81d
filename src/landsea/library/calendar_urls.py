"""Addresses of the calendar's pages."""

from django.urls import path

from landsea.library import calendar_pages

app_name = "calendar"

urlpatterns = [
    path("", calendar_pages.calendar, name="month"),
    path("<uuid:event_id>/", calendar_pages.event, name="event"),
]
