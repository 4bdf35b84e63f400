"""Every address. Which of them answer depends on the surface (design §4)."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
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
        path("", include("consultations.urls")),
        path("bodies/", include("consultations.bodies.urls")),
        path("", include("core.urls")),
        path("open/", include("consultations.open_data.urls")),
        path("_util/", not_here),  # wagtail's own login: it sets a cookie and asks no second factor
        path("_util/<path:rest>", not_here),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    )


def staff() -> Routes:
    """Doors for people who log in. Wagtail's own, and the place where Django's would be, lead to
    allauth's, which asks for MFA."""
    from wagtail.admin import urls as wagtailadmin_urls

    to_login = RedirectView.as_view(url=reverse_lazy("account_login"), query_string=True)
    to_reset = RedirectView.as_view(url=reverse_lazy("account_reset_password"))
    return [
        path("manage/login/", to_login),
        path("manage/password_reset/", to_reset),
        path("manage/password_reset/<path:rest>", to_reset),
        path("admin/", to_login),
        path("admin/<path:rest>", to_login),
        path("manage/", include(wagtailadmin_urls)),
        path("accounts/", include("accounts.people.door_urls")),
    ]


def panel() -> Routes:
    """Pages of panel members, named for those who write to members. They answer by
    config.panel_urls (accounts.members.cookies)."""
    return [path("panel/", include("consultations.panels.urls"))]


urlpatterns: Routes = []
if settings.SURFACE in {"all", "staff"}:
    urlpatterns += staff()
if settings.SURFACE in {"all", "panel", "staff"}:  # staff screens name addresses of members
    urlpatterns += panel()
if settings.SURFACE in {"all", "public"}:
    urlpatterns += public()
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"
