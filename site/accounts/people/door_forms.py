"""allauth's forms of the staff door, where it asks who somebody is."""

from typing import Any

from allauth.account.forms import ResetPasswordForm, UserTokenForm
from django.http import HttpRequest

from accounts.members.mailing import post_beside
from accounts.models import User
from accounts.people.letters import chooses_password, send_reset


class AskToReset(ResetPasswordForm):
    """An address. Whose it is, is looked up beside the answer: that is the same for all."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email = str(self.cleaned_data["email"])
        post_beside(lambda: send_reset(email))
        return email


class ResetLink(UserTokenForm):
    """The link that was mailed; for nobody who comes in by a code."""

    def _get_user(self, uidb36: str) -> User | None:
        user: User | None = super()._get_user(uidb36)
        return user if user and user.is_active and chooses_password(user) else None
