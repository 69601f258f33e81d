"""Django's settings; everything that a deployer may set is an environment variable.

docs/reference/settings.md lists them; a test holds that page and this file together.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from landsea.foundation.secret_file import load_or_create_secret
from landsea.trips.engine.fingerprint import kernel_fingerprint


def _flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    return default if not value else value in ("1", "true", "yes", "on")


def _words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


PACKAGE = Path(__file__).resolve().parent

#: The only folder that Landsea writes to.
LANDSEA_DATA = Path(os.environ.get("LANDSEA_DATA", "var")).resolve()
LANDSEA_DATA.mkdir(parents=True, exist_ok=True)

#: Shows the demo ribbon and lets visitors switch roles by one click. Never with real people.
LANDSEA_DEMO = _flag("LANDSEA_DEMO")
#: Dotted paths of what lower modules ask of higher ones; alike in web, worker and shell.
LANDSEA_PORTS = {"payments": "landsea.cards.payments.PayAtTheCounter"}

#: Secrets, newest first: the first signs and seals, the others still open what they closed.
LANDSEA_SECRETS = _words("LANDSEA_SECRETS") or [load_or_create_secret(LANDSEA_DATA)]
SECRET_KEY = LANDSEA_SECRETS[0]
SECRET_KEY_FALLBACKS = LANDSEA_SECRETS[1:]

DEBUG = _flag("LANDSEA_DEBUG")
ALLOWED_HOSTS = _words("LANDSEA_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = _words("LANDSEA_ORIGINS")
USE_TLS = _flag("LANDSEA_TLS")

INSTALLED_APPS = [
    "landsea.web",
    "landsea.foundation",
    "landsea.members",
    "landsea.library",
    "landsea.trips",
    "landsea.cards",
    "landsea.insight",
    "landsea.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "landsea.web.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Pads its answers, so that their length tells nothing of the tokens in them.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "landsea.web.middleware.ActorMiddleware",
    "landsea.web.middleware.ErrorMiddleware",
]

ROOT_URLCONF = "landsea.web.urls"
WSGI_APPLICATION = "landsea.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "landsea.web.context.page",
                *(["landsea.demo.context.demo"] if LANDSEA_DEMO else []),
            ],
        },
    }
]

_database = dj_database_url.parse(
    os.environ.get("DATABASE_URL") or f"sqlite:///{LANDSEA_DATA / 'landsea.sqlite3'}",
    conn_max_age=600,
    conn_health_checks=True,
)
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        # A transaction that reads and then writes must take the one writer's place at once:
        # a deferred one can't wait for it any more and fails with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an acknowledged admission survives a power cut.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-20000;"
        ),
    }
DATABASES: dict[str, Any] = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "foundation.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("zh-hans", _("Simplified Chinese")),
    ("de", _("German")),
    ("fr", _("French")),
    ("th", _("Thai")),
    ("vi", _("Vietnamese")),
]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": LANDSEA_DATA / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "landsea.foundation.backend.TaskRunBackend"}}
#: How long a worker may be silent before its task is given to another.
LANDSEA_LEASE_SECONDS = float(os.environ.get("LANDSEA_LEASE_SECONDS") or 30)

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
#: CPU seconds that the trip designer may think about one trip.
LANDSEA_DESIGN_SECONDS = float(os.environ.get("LANDSEA_DESIGN_SECONDS", "0.8"))
#: The largest file that a page takes, in bytes.
LANDSEA_MAX_UPLOAD = 20_000_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USE_TLS
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = USE_TLS
SECURE_HSTS_SECONDS = 31_536_000 if USE_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if USE_TLS else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "landsea.web.logs.RequestIdFilter"}},
    "formatters": {"json": {"()": "landsea.web.logs.JsonFormatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("LANDSEA_LOG_LEVEL", "WARNING")},
    "loggers": {"landsea": {"level": os.environ.get("LANDSEA_LOG_LEVEL", "INFO")}},
}

# The cache of compiled code lies in the data folder; set before anything imports numba.
os.environ.setdefault("NUMBA_CACHE_DIR", str(LANDSEA_DATA / "compiled" / kernel_fingerprint()))
