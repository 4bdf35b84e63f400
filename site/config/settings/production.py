"""Production is the base itself: every secret from the environment, nothing loosened."""

import sys

from config.settings.base import *
from config.settings.base import ALLOWED_HOSTS
from config.settings.environment import SettingIsWrong

if not ALLOWED_HOSTS:
    raise SettingIsWrong(
        "ALLOWED_HOSTS is not set, so every page would be refused. "
        "Set it to the host names of this site, such as example.org,www.example.org. "
        "See the settings table in README.md."
    )
if {"demo", "load_demo"} & set(sys.argv[1:2]):
    raise SettingIsWrong(
        "The demo is not for production: its password stands in the code, for everyone to read. "
        "Run it where DJANGO_SETTINGS_MODULE is config.settings.dev."
    )
