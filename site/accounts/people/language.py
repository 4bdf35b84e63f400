"""The language of the pages where staff see to their login."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from wagtail.users.models import UserProfile

from accounts.members.cookies import LANGUAGE_KEY


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """The other language, for this visit; for the admin too once she is logged in. No language of
    the site: nothing happens."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        request.session[LANGUAGE_KEY] = chosen
        if request.user.is_authenticated:
            profile = UserProfile.get_for_user(request.user)
            profile.preferred_language = chosen
            profile.save(update_fields=["preferred_language"])
    back = request.POST.get("next", "")
    is_ours = back.startswith("/accounts/") and url_has_allowed_host_and_scheme(back, None)
    return redirect(back if is_ours else "account_login")
