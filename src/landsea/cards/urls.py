"""Addresses of the card pages."""

from django.urls import path

from landsea.cards import pages

app_name = "cards"

urlpatterns = [
    path("cards/", pages.shop, name="shop"),
    path("cards/take/<uuid:product_id>/", pages.take, name="take"),
    path("cards/<uuid:card_id>/", pages.card, name="card"),
    path("gate/", pages.gate, name="gate"),
    path("gate/pay/<uuid:card_id>/", pages.pay, name="pay"),
    path("gate/void/<uuid:admission_id>/", pages.void, name="void"),
    path("statements/", pages.statements, name="statements"),
    path("statements/<uuid:organisation_id>/", pages.statement, name="statement"),
]
