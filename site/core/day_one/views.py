"""The page *Is everything ready?*, and the test mail that it sends."""

import logging
import smtplib

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.day_one.checks import SEE, State, parts_for, remember_dangers
from core.day_one.days import note_day
from core.day_one.ours import MAIL

logger = logging.getLogger("alongside.mail")


def _require(request: HttpRequest) -> None:
    if not request.user.has_perm(SEE):
        raise PermissionDenied


@never_cache
def day_one(request: HttpRequest) -> HttpResponse:
    """What is ready, what isn't, and what to do about it."""
    _require(request)
    parts = parts_for(request.user)
    remember_dangers(request.user, parts)
    states = [check.state for part in parts for check in part.checks]
    context = {
        "parts": parts,
        "danger": states.count(State.DANGER),
        "to_do": states.count(State.TO_DO),
        "fine": states.count(State.FINE),
        "breadcrumbs_items": [
            {"label": _("Home"), "url": reverse("wagtailadmin_home")},
            {"label": _("Is everything ready?"), "url": ""},
        ],
    }
    return render(request, "core/admin/day_one.html", context)


@require_POST
def test_mail(request: HttpRequest) -> HttpResponse:
    """Send a mail to herself. Her address stands in no log."""
    _require(request)
    words = _("This is the test mail that you asked for. Nothing is to be done.")
    try:
        send_mail(_("Test"), words, None, [request.user.get_username()])
    except (OSError, smtplib.SMTPException) as error:
        logger.error("The test mail could not be sent: %s.", type(error).__name__)
        told = _(
            "The mail could not be sent (%(error)s). Look at EMAIL_URL and DEFAULT_FROM_EMAIL."
        )
        messages.error(request, told % {"error": type(error).__name__})
    else:
        note_day(MAIL)
        messages.success(request, _("It is sent. Look whether it has come, also among the spam."))
    return redirect("day_one")
