"""Django's settings; everything that a deployer may set is an environment variable.

docs/reference/settings.md lists them; a test holds that page and this file together.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from landsea.foundation.mail_url import read_mail_url
from landsea.foundation.map_origins import list_map_origins
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
LANDSEA_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)

#: Shows the demo ribbon and lets visitors switch roles by one click. Never with real people.
LANDSEA_DEMO = _flag("LANDSEA_DEMO")
#: Whether search engines may list the public pages; nobody shall find the invented there.
LANDSEA_INDEX = _flag("LANDSEA_INDEX", default=True) and not LANDSEA_DEMO
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
    "landsea.market",
    "landsea.insight",
    "landsea.keeping",
    "landsea.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "landsea.web.middleware.RequestIdMiddleware",
    "landsea.web.guards.BrowserRulesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Pads its answers, so that their length tells nothing of the tokens in them.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "landsea.web.api_edge.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "landsea.web.languages.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "landsea.web.accounts.AccountPagesMiddleware",
    "landsea.web.middleware.ActorMiddleware",
    # The last before anything reads what was sent: its page needs what is above.
    "landsea.web.guards.UploadLimitMiddleware",
    "landsea.web.middleware.ErrorMiddleware",
    "landsea.web.second_factor.SecondFactorMiddleware",
    *(["landsea.demo.middleware.SharedPeopleMiddleware"] if LANDSEA_DEMO else []),
    *(["landsea.demo.middleware.TourMiddleware"] if LANDSEA_DEMO else []),
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
        # FULL: an acknowledged admission survives a power cut. Deleted rows are overwritten:
        # whoever is erased must not be readable in the file's free pages.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-20000; PRAGMA secure_delete=ON;"
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
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

# One address for each account, confirmed by a code: on a telephone a code is typed (or filled in)
# on the page that is open, while a link opens another browser that knows nothing of it.
ACCOUNT_ADAPTER = "landsea.web.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "signup": "landsea.web.account_forms.SignUpForm",
    "change_password": "landsea.web.account_forms.ChangePasswordForm",
    "set_password": "landsea.web.account_forms.SetPasswordForm",
    "reset_password_from_key": "landsea.web.account_forms.ResetPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if USE_TLS else "http"
#: Requests for each address of a client (ip) and for each account or e-mail address (key).
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "confirm_email": "1/10s/key,5/15m/key",
    "reset_password": "20/m/ip,5/15m/key",
}
MFA_ADAPTER = "landsea.web.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "landsea.web.account_forms.AuthenticateForm",
    "reauthenticate": "landsea.web.account_forms.ReauthenticateForm",
}
# A code of the step before still counts: typing takes its time.
MFA_TOTP_TOLERANCE = 1
#: Whether people with an office's or a clearing officer's role must show a second factor.
LANDSEA_SECOND_FACTOR = _flag("LANDSEA_SECOND_FACTOR", default=True)
#: Proxies in front of us; so many addresses at the end of X-Forwarded-For are believed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("LANDSEA_PROXIES") or 0)

CACHES = {
    # In the database: rate limits hold over all processes, and nothing else has to be run.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "foundation_cacheentry",
        "KEY_FUNCTION": "landsea.foundation.cache_keys.opaque_key",
        # So many that nobody washes out another's limit by filling it.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

globals().update(read_mail_url(os.environ.get("LANDSEA_MAIL_URL", "")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("LANDSEA_MAIL_FROM") or "landsea@localhost"

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
#: Requests that the interface takes in a minute from one key, and from one address without a key.
LANDSEA_RATE_KEY = int(os.environ.get("LANDSEA_RATE_KEY") or 600)
LANDSEA_RATE_ANONYMOUS = int(os.environ.get("LANDSEA_RATE_ANONYMOUS") or 120)
#: CPU seconds that the trip designer may think about one trip.
LANDSEA_DESIGN_SECONDS = float(os.environ.get("LANDSEA_DESIGN_SECONDS", "0.8"))
#: The largest file that a page takes, in bytes.
LANDSEA_MAX_UPLOAD = 20_000_000

#: A map style of the deployer's instead of our basemap, and what has to be said of it.
LANDSEA_MAP_STYLE = os.environ.get("LANDSEA_MAP_STYLE", "")
LANDSEA_MAP_CREDIT = os.environ.get("LANDSEA_MAP_CREDIT", "")
_map_origins = list_map_origins(LANDSEA_MAP_STYLE, _words("LANDSEA_MAP_ORIGINS"))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_map_origins],
        "font-src": [SELF],
        "connect-src": [SELF, *_map_origins],
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
SECURE_HSTS_INCLUDE_SUBDOMAINS = USE_TLS
# Whether browsers are shipped with the whole domain in their list of HTTPS only, and for months
# can't be told otherwise, is for the domain's owner to say: the proxy can add “preload”.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
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
