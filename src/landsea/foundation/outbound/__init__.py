"""The one way out: fetches what others publish, and lets nobody send us to our own insides."""

from landsea.foundation.outbound.client import Response, fetch
from landsea.foundation.outbound.errors import (
    AddressNotPublic,
    AnswerTooLarge,
    AnswerUnreadable,
    CertificateNotTrusted,
    HostNotFound,
    NoAnswer,
    TimedOut,
    TooManyRedirects,
    UrlNotTaken,
)
from landsea.foundation.outbound.network import Resolver

__all__ = [
    "AddressNotPublic",
    "AnswerTooLarge",
    "AnswerUnreadable",
    "CertificateNotTrusted",
    "HostNotFound",
    "NoAnswer",
    "Resolver",
    "Response",
    "TimedOut",
    "TooManyRedirects",
    "UrlNotTaken",
    "fetch",
]
