"""How allauth behaves here: by invitation only, in plain words, and without a sign of who it is."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from accounts.members.cookies import is_panel
from accounts.members.mailing import post_beside
from accounts.members.selectors import enters_by_code


class AccountAdapter(DefaultAccountAdapter):
    """No one signs herself up: an administrator or a coordinator makes the account."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This login is closed. Ask an administrator."),
        "email_password_mismatch": _(
            "This address and this password don’t go together. Look at both again."
        ),
        "enter_current_password": _("Write the password that you have now."),
        "incorrect_password": _("That is not your password. Look again."),
        "incorrect_code": _("That is not the code that we sent. Look again, or ask for a new one."),
        "too_many_login_attempts": _("That was tried too often. Wait a few minutes."),
        "rate_limited": _("That was tried too often. Wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Nobody's: it is wiped before anything else, and behind a socket there is none."""
        return ""

    def format_email_subject(self, subject: str) -> str:
        """As it is written: allauth would name the site in front of it."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Written and sent beside the answer, so that its time tells nothing."""
        words = {**context, "email": email, "request": None}
        language = get_language()

        def send() -> None:
            with override(language):
                self.render_mail(template_prefix, email, words).send()

        post_beside(send)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if is_panel(request):
            return reverse("panels:home")
        return str(super().get_login_redirect_url(request))

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login") if is_panel(request) else "/"


class MFAAdapter(DefaultMFAAdapter):
    """A member's passkey is a way in, never a second step after her code: whoever loses a phone
    would else be locked out. Names in a passkey say nothing that others shouldn't read."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That did not work. Try again, or use another way to come in."),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        return not enters_by_code(user) and bool(super().is_mfa_enabled(user, types))

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        if enters_by_code(user):
            entity |= {"display_name": "Alongside", "name": "Alongside"}
        return entity

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": "Alongside"}
