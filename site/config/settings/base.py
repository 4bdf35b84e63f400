"""Settings that are safe for production. dev and test only loosen them, from the environment."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()
if (ROOT / ".env").exists():
    env.read_env(ROOT / ".env")


def required(name: str, purpose: str) -> str:
    """Return a secret from the environment.

    Raises ImproperlyConfigured with a sentence that says what to set and why, so that a start
    without it stops at once.
    """
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set, so Alongside will not start. It is {purpose}. "
            f"Set it in the environment or in .env: a random string of 50 characters or more, "
            f"kept out of the code. See the settings table in README.md."
        )
    return value


DEBUG = False
DATA_DIR = Path(env.str("DATA_DIR", default=str(ROOT / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = required("SECRET_KEY", "the key that seals pages and logins")
RECEIPT_KEY = required("RECEIPT_KEY", "the key behind the six words; changing it loses receipts")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")

# Where she can be: one process for all three address spaces, or a process for each (design §4).
SURFACE = env.str("SURFACE", default="all")
if SURFACE not in {"all", "public", "panel", "staff"}:
    raise ImproperlyConfigured("SURFACE must be all, public, panel or staff.")
PUBLIC_ONLY = SURFACE == "public"
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=True)

# Where "Leave this site" goes. Chromium checks form-action on redirects, so CSP names it too.
LEAVE_URL = env.str("LEAVE_URL", default="https://www.bbc.co.uk/weather")
OPERATOR_NAME = env.str("OPERATOR_NAME", default="Alongside")
INTAKE_KEYS_DIR = Path(env.str("INTAKE_KEYS_DIR", default=str(DATA_DIR / "keys")))
# A sweep a working day unless told otherwise; a demo sweeps each minute (design §11.7).
SWEEP_EVERY_MINUTES = env.int("SWEEP_EVERY_MINUTES", default=24 * 60)

INSTALLED_APPS = [
    "config",
    "insights",
    "feedback.review",
    "feedback.intake",
    "feedback",
    "consultations",
    "accounts",
    "core",
    *([] if PUBLIC_ONLY else ["allauth", "allauth.account", "allauth.mfa"]),
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

STAFF_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.StaffNeedSecondFactor",
]
MIDDLEWARE = [
    "core.middleware.ForgetTheVisitor",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.StaffContentSecurityPolicy",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    *([] if PUBLIC_ONLY else STAFF_MIDDLEWARE),
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "core.context.page_furniture",
                *(
                    []
                    if PUBLIC_ONLY
                    else [
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                ),
            ]
        },
    }
]

# -- Databases: what was said and who works here in one; what has arrived, still sealed, in another.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
}


def database(name: str, file: str) -> dict[str, Any]:
    """Settings of one database: an embedded file unless the environment names a server."""
    settings: dict[str, Any] = env.db_url(name, default=f"sqlite:///{DATA_DIR / file}")
    settings["CONN_MAX_AGE"] = None
    settings["CONN_HEALTH_CHECKS"] = True
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {**SQLITE_OPTIONS, **settings.get("OPTIONS", {})}
    return settings


DATABASES = {
    "default": database("DATABASE_URL", "alongside.sqlite3"),
    "intake": database("INTAKE_DATABASE_URL", "intake.sqlite3"),
}
DATABASE_ROUTERS = ["config.routers.IntakeRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "slow": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["analysis"]},
}

# -- People who log in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = (
    []
    if PUBLIC_ONLY
    else [
        "accounts.backends.RoleBackend",
        "allauth.account.auth_backends.AuthenticationBackend",
    ]
)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # staff are invited by an administrator, who knows the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TRUST_ENABLED = False
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/manage/"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_AGE = None
CSRF_COOKIE_SAMESITE = "Strict"

# -- Languages: the codes Django negotiates with (research traps, 2). The path carries them.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
LOCALE_PATHS = [ROOT / "site" / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/London"
USE_TZ = True

# -- Wagtail
WAGTAIL_SITE_NAME = "Alongside"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]

# -- What a browser may do
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" makes Origin null (research traps, 1)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview
SILENCED_SYSTEM_CHECKS = ["security.W019"]
LEAVE_ORIGIN = "/".join(LEAVE_URL.split("/", 3)[:3])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, LEAVE_ORIGIN],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    }
}

# -- Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(ROOT / "static-collected")))
STATICFILES_DIRS = [ROOT / "site" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = (
    8 * 1024 * 1024
)  # an import stays in memory, never in a temporary file

# -- Mail: neutral, since another may see it
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="office@localhost")

# -- Logs without address, agent, path or body (design §4)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_traces": {"()": "core.logs.WithoutTraces"}},
    "formatters": {"quiet": {"()": "core.logs.QuietFormatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["without_traces"],
            "formatter": "quiet",
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
DEFAULT_EXCEPTION_REPORTER = "core.logs.QuietReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "core.logs.QuietReporterFilter"
