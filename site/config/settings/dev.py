"""A developer's machine and the demo: loopback only, secrets made once in the data folder."""

import json
import os
import secrets
from pathlib import Path

_root = Path(__file__).resolve().parents[3]
_data = Path(os.environ.get("DATA_DIR", _root / "var"))
_file = _data / "dev-secrets.json"
if not _file.exists():
    _data.mkdir(parents=True, exist_ok=True)
    _file.touch(mode=0o600)
    _file.write_text(
        json.dumps({k: secrets.token_urlsafe(48) for k in ("SECRET_KEY", "RECEIPT_KEY")})
    )
for _name, _value in json.loads(_file.read_text()).items():
    os.environ.setdefault(_name, _value)

from config.settings.base import *  # noqa: E402
from config.settings.base import DATA_DIR, STORAGES, env  # noqa: E402

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=False)
SWEEP_EVERY_MINUTES = env.int("SWEEP_EVERY_MINUTES", default=1)
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
