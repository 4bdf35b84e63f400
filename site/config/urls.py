"""Every address. Which of them answer depends on the surface (design §4)."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

Routes = list[URLPattern | URLResolver]


def not_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """There is no such page, whatever an included app says."""
    raise Http404


def public() -> Routes:
    """Pages for everyone: the form and receipts first, then Wagtail's pages. No cookie is set."""
    from wagtail import urls as wagtail_urls

    return i18n_patterns(
        path("", include("feedback.urls")),
        path("", include("core.urls")),
        path("_util/", not_here),  # wagtail's own login: it sets a cookie and asks no second factor
        path("_util/<path:rest>", not_here),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    )


def staff() -> Routes:
    """Doors for people who log in. Wagtail's own login is closed: allauth asks for MFA."""
    from wagtail.admin import urls as wagtailadmin_urls

    to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
    return [
        path("manage/login/", to_login),
        path("manage/", include(wagtailadmin_urls)),
        path("accounts/", include("allauth.urls")),
    ]


urlpatterns: Routes = []
if settings.SURFACE in {"all", "staff"}:
    urlpatterns += staff()
if settings.SURFACE in {"all", "public"}:
    urlpatterns += public()
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"
