"""Reads the address of a mail server, as `LANDSEA_MAIL_URL` gives it."""

from urllib.parse import parse_qs, unquote, urlsplit

#: Seconds that a mail server may take to answer: somebody waits for the page.
TIMEOUT_SECONDS = 10

_PORTS = {"smtp": 25, "smtps": 465}


def read_mail_url(url: str) -> dict[str, str | int | bool]:
    """Returns Django's settings for `smtp://USER:PASSWORD@HOST:PORT/?tls=1` or `smtps://…`.

    Without an address mail is kept in the database instead of being sent.
    """
    if not url:
        return {"EMAIL_BACKEND": "landsea.foundation.mail.KeptMailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("LANDSEA_MAIL_URL reads smtp://USER:PASSWORD@HOST:PORT/?tls=1")
    asks_tls = parse_qs(parts.query).get("tls", ["0"])[-1] in ("1", "true", "yes", "on")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (587 if asks_tls else _PORTS[parts.scheme]),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": asks_tls and parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": TIMEOUT_SECONDS,
    }
