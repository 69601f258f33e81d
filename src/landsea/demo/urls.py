"""Addresses that exist in the demonstration only."""

from django.urls import path

from landsea.demo import pages

urlpatterns = [
    path("role/", pages.take_demo_role, name="demo-role"),
    path("mail/", pages.kept_mail, name="demo-mail"),
]
