"""The WSGI door: gunicorn --pythonpath site config.wsgi."""

import sys

from django.core.wsgi import get_wsgi_application

from config.settings.environment import SettingIsWrong, begin

FAILED_TO_BOOT = 3  # gunicorn's own code: it ends, where any other code makes it try for ever

try:
    begin("config.settings.production")
    application = get_wsgi_application()
except SettingIsWrong as wrong:
    sys.stderr.write(f"{wrong}\n")
    sys.exit(FAILED_TO_BOOT)
