"""Settings that are safe for production. dev and test only loosen them, from the environment."""

from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.settings import environment as env
from config.settings.environment import SettingIsWrong

ROOT = env.ROOT
DEBUG = False
DATA_DIR = env.made_folder("DATA_DIR", ROOT / "var")
SECRET_KEY = env.secret("SECRET_KEY", "the key that seals pages and logins")
RECEIPT_KEY = env.secret("RECEIPT_KEY", "the key behind the six words; changing it loses receipts")
if SECRET_KEY == RECEIPT_KEY:
    raise SettingIsWrong(
        "SECRET_KEY and RECEIPT_KEY are the same, so Alongside will not start. "
        "Keep RECEIPT_KEY and make another SECRET_KEY."
    )
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
BASE_URL = env.address("BASE_URL", "http://127.0.0.1:8000")

# Behind real names and how to reach members: another than SECRET_KEY, so that either can change.
PANEL_KEY = env.text("PANEL_KEY", "") or f"panel:{SECRET_KEY}"
# Behind bank details: the first seals, the others still open what they sealed (docs/pay.md).
PAYEE_KEYS = env.secrets("PAYEE_KEYS") or [f"payee:{SECRET_KEY}"]

# Where she can be: one process for all three address spaces, or a process for each (design §4).
SURFACE = env.choice("SURFACE", ("all", "public", "panel", "staff"))
PUBLIC_ONLY = SURFACE == "public"
STAFF_MFA_REQUIRED = env.flag("STAFF_MFA_REQUIRED", default=True)

# Where "Leave this site" goes. Chromium checks form-action on redirects, so CSP names it too.
LEAVE_URL = env.address("LEAVE_URL", "https://www.bbc.co.uk/weather")
OPERATOR_NAME = env.text("OPERATOR_NAME", "Alongside")
# Women are told so at the foot of each page: it is never said unless somebody has said it is true.
OPERATOR_IS_INDEPENDENT = env.flag("OPERATOR_IS_INDEPENDENT", default=False)
# Under which anybody may use what was published (/open/).
OPEN_DATA_LICENCE = env.text("OPEN_DATA_LICENCE", "Open Government Licence v3.0")
OPEN_DATA_LICENCE_URL = env.address(
    "OPEN_DATA_LICENCE_URL",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)
INTAKE_KEYS_DIR = env.folder("INTAKE_KEYS_DIR", DATA_DIR / "keys")
# What looks automatic is held back for a person to look at (feedback.floods); 0 turns each off.
LEAST_SECONDS_TO_SEND = env.number("LEAST_SECONDS_TO_SEND", 3)
MOST_SENDS_A_MINUTE = env.number("MOST_SENDS_A_MINUTE", 60)
# A sweep a working day unless told otherwise; a demo sweeps each minute (design §11.7).
SWEEP_EVERY_MINUTES = env.number("SWEEP_EVERY_MINUTES", 24 * 60)

INSTALLED_APPS = [
    "config",
    "insights",
    "feedback.review",
    "feedback.intake",
    "feedback",
    "consultations",
    "accounts",
    "core",
    # the public process doesn't even know that there are members
    *([] if PUBLIC_ONLY else ["consultations.panels", "allauth", "allauth.account", "allauth.mfa"]),
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.users",
    "wagtail.sites",  # the page tree's first screen links to it
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
    "accounts.members.cookies.OwnDoor",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.members.cookies.OwnLanguage",
    "accounts.keeping.KeepWhatWasTyped",
    "accounts.middleware.MembersHaveTheirOwnDoor",
    "accounts.middleware.StaffNeedSecondFactor",
    "accounts.middleware.NoGroupsNoQuestions",
    "consultations.middleware.HerConsultationsOnly",
]
MIDDLEWARE = [
    "core.middleware.ForgetTheVisitor",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.StaffContentSecurityPolicy",
    "django.middleware.locale.LocaleMiddleware",
    "core.middleware.BadInput",
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
    """Settings of one database, kept open between requests."""
    settings = env.database(name, DATA_DIR / file)
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
        "accounts.backends.LoginBackend",
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
ACCOUNT_FORMS = {
    "reset_password": "accounts.people.door_forms.AskToReset",
    "user_token": "accounts.people.door_forms.ResetLink",
}
# Panel members come in by a code or a passkey, staff never do (accounts.members).
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# Doors are counted by the address that is typed, never by where a visitor is: that is wiped first
# of all, and a count for everybody would let one stranger shut the door for all (decision 0065).
# The proxy in front may slow down one who asks too often; it knows where she is anyway.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/300s/key",
    "request_login_code": "3/m/key",
    "reset_password": "5/m/key",
    "reset_password_from_key": None,
    "signup": None,
    "verify_phone": None,
}
# Staff are invited at an address that an administrator knows; no mail verifies it, so none is
# needed before her second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = {"webauthn_login": None}  # nothing there that could be guessed
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TRUST_ENABLED = False
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/manage/"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
CSRF_FAILURE_VIEW = "accounts.keeping.token_failed"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_AGE = None
CSRF_COOKIE_SAMESITE = "Strict"

# -- Languages: the codes Django negotiates with (trap 2). The path carries them.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
LOCALE_PATHS = [ROOT / "site" / name for name in ("locale", "locale_of_allauth")]
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
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" makes Origin null (trap 1)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31536000)
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
        "media-src": [SELF],
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
STATIC_ROOT = env.folder("STATIC_ROOT", ROOT / "static-collected")
STATICFILES_DIRS = [ROOT / "site" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = env.folder("MEDIA_ROOT", DATA_DIR / "media")
MEDIA_URL = "/media/"
# What a page of the form can hold (feedback.flow.LONGEST_TYPED) comes back whole (decision 0009).
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = (
    8 * 1024 * 1024
)  # an import stays in memory, never in a temporary file

# -- Mail: neutral, since another may see it
EMAIL_CONFIG = env.mail("EMAIL_URL", "consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "office@localhost")

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
