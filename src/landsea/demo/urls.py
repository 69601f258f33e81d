"""Addresses that exist in the demonstration only."""

from django.urls import path

from landsea.demo import pages, tour_pages

urlpatterns = [
    path("role/", pages.take_demo_role, name="demo-role"),
    path("tour/", tour_pages.tour, name="demo-tour"),
    path("tour/change/", tour_pages.change_tour, name="demo-tour-change"),
    path("tour/go-on/", tour_pages.go_on, name="demo-tour-go-on"),
    path("tour/now/", tour_pages.tour_now, name="demo-tour-now"),
    path("mail/", pages.kept_mail, name="demo-mail"),
]
