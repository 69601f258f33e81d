"""What sorts of organisations there are."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation mainly does."""

    TOURISM_BOARD = "tourism-board"  #: promotes a region, often its authority
    AIRLINE = "airline"  #: carries people by air
    TOUR_OPERATOR = "tour-operator"  #: makes and sells trips
    MUSEUM = "museum"  #: keeps and shows collections
    ATTRACTION = "attraction"  #: runs a place that people come to see
    HOTEL = "hotel"  #: gives people a bed
    SHOP = "shop"  #: sells goods to visitors
    UNIVERSITY = "university"  #: teaches, researches, places students
    BANK = "bank"  #: finances projects
    ASSOCIATION = "association"  #: speaks for others
    OFFICE = "office"  #: runs an alliance
