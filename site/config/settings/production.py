"""Production is the base itself: every secret from the environment, nothing loosened."""

from config.settings.base import *
