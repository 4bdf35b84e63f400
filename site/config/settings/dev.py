"""A developer's machine and the demo: loopback only, secrets made once in the data folder."""

import json
import os
import secrets
from pathlib import Path

_root = Path(__file__).resolve().parents[3]
_data = _root / (os.environ.get("DATA_DIR") or "var")
_file = _data / "dev-secrets.json"
if not _file.exists():
    _data.mkdir(parents=True, exist_ok=True)
    _file.touch(mode=0o600)
    _file.write_text(
        json.dumps({k: secrets.token_urlsafe(48) for k in ("SECRET_KEY", "RECEIPT_KEY")})
    )
for _name, _value in json.loads(_file.read_text()).items():
    os.environ[_name] = os.environ.get(_name) or _value

from config.settings import environment as env  # noqa: E402
from config.settings.base import *  # noqa: E402
from config.settings.base import DATA_DIR, STORAGES  # noqa: E402

DEBUG = env.flag("DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
LEAST_SECONDS_TO_SEND = env.number("LEAST_SECONDS_TO_SEND", 0)  # scripts may walk the demo
OPERATOR_IS_INDEPENDENT = env.flag("OPERATOR_IS_INDEPENDENT", default=True)
STAFF_MFA_REQUIRED = env.flag("STAFF_MFA_REQUIRED", default=False)
SWEEP_EVERY_MINUTES = env.number("SWEEP_EVERY_MINUTES", 1)
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = DATA_DIR / "static"  # nothing is collected here, but whitenoise looks for it
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
