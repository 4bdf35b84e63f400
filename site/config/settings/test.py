"""Tests: like production but for a fast hasher, plain static files and databases of their own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "tests-only-" + "s" * 50)
os.environ.setdefault("RECEIPT_KEY", "tests-only-" + "r" * 50)
os.environ.setdefault(
    "DATA_DIR", str(Path(tempfile.gettempdir()) / f"alongside-test-{os.getpid()}")
)

from config.settings.base import *
from config.settings.base import DATA_DIR, STORAGES

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
STAFF_MFA_REQUIRED = False
LEAST_SECONDS_TO_SEND = 0  # tests are faster than a person
MOST_SENDS_A_MINUTE = 0
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
