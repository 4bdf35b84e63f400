"""The pages of allauth that staff can reach, by the names that allauth calls them. There are no
others: no codes, no passkeys, no list of addresses. Below /accounts/."""

from allauth.account import views
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

from accounts.people import language


def not_here(request: HttpRequest) -> HttpResponse:
    """allauth names this page on others; there is none."""
    raise Http404


key = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"
urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("language/", language.choose, name="account_language"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),  # says that nobody signs up
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(key, views.password_reset_from_key, name="account_reset_password_from_key"),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("password/set/", not_here, name="account_set_password"),
    path("login/code/", not_here, name="account_request_login_code"),
    path("login/code/confirm/", not_here, name="account_confirm_login_code"),
    path("2fa/", include("allauth.mfa.base.urls")),
    path("2fa/totp/", include("allauth.mfa.totp.urls")),
    path("2fa/recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
]
