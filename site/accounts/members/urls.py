"""The pages of allauth that a member can reach, by the names that allauth calls them. There are no
others: no sign-up, no password, no list of addresses."""

from django.urls import path

from accounts.members import views

ask = views.AskForCodeView.as_view()
urlpatterns = [
    path("", ask, name="account_login"),
    path("", ask, name="account_request_login_code"),
    path("code/", views.TypeCodeView.as_view(), name="account_confirm_login_code"),
    path("out/", views.LeaveView.as_view(), name="account_logout"),
    path("passkey/", views.PasskeyDoor.as_view(), name="mfa_login_webauthn"),
    path("passkeys/", views.PasskeysView.as_view(), name="mfa_list_webauthn"),
    path("passkeys/add/", views.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", views.RemovePasskeyView.as_view(), name="mfa_remove_webauthn"),
]
