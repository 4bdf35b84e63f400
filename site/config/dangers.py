"""Settings that are dangerous where women write, for the page *Is everything ready?*"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from core.day_one.checks import Check, State


def check_settings(user: Any) -> Iterator[Check]:
    """Each setting that must not be so; one line where none is."""
    found = list(_found())
    if not found:
        why = _("They are what keeps pages from being read on the way, or told to others.")
        yield Check(State.FINE, _("Settings are as they should be."), why)
    yield from found


def _found() -> Iterator[Check]:
    again = _("Change it in .env, and start the site and the worker again.")
    if settings.DEBUG:
        why = _("A page that breaks would show what somebody wrote.")
        yield Check(State.DANGER, _("DEBUG is on."), why, again)
    if not (settings.SECURE_SSL_REDIRECT and settings.SESSION_COOKIE_SECURE):
        what = _("Pages may be opened without encryption.")
        why = _("On the way, others could read what a woman writes, and take a login.")
        do = _("Set SECURE_SSL_REDIRECT=yes and production settings, behind a proxy with TLS.")
        yield Check(State.DANGER, what, why, do)
    host = urlsplit(settings.BASE_URL)
    if host.scheme != "https" or host.hostname in {"localhost", "127.0.0.1"}:
        why = _("Links in mails and on paper lead there.")
        what = _("BASE_URL is %(address)s.") % {"address": settings.BASE_URL}
        yield Check(State.DANGER, what, why, again)
    if settings.LEAST_SECONDS_TO_SEND == 0 or settings.MOST_SENDS_A_MINUTE == 0:
        what = _("What looks automatic is not held back.")
        why = _("A machine could fill the reading room in a night.")
        do = _("Set LEAST_SECONDS_TO_SEND and MOST_SENDS_A_MINUTE to more than 0.")
        yield Check(State.TO_DO, what, why, do)
    if settings.SWEEP_EVERY_MINUTES < 24 * 60:
        what = _("What women send is taken in every %(minutes)s minutes.") % {
            "minutes": settings.SWEEP_EVERY_MINUTES
        }
        why = _("Few at a time mix badly: somebody may guess who wrote when.")
        do = _("Set SWEEP_EVERY_MINUTES=1440, unless danger of harm asks for less.")
        yield Check(State.TO_DO, what, why, do)
    if settings.SURFACE == "all":
        what = _("Public pages and staff pages run as one process.")
        why = _("A hole in a public page would reach the keys.")
        do = _("For more than one small area, run them apart: see docs/deploy.md, “Apart”.")
        yield Check(State.TO_DO, what, why, do)
