"""What she types to come in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.members.limits import may_send
from accounts.members.selectors import login_of


class AskForCode(RequestLoginCodeForm):
    """Her e-mail address. Whoever else's it is, or when it was asked too often today, nothing is
    sent and the answer is the same."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is not an e-mail address. Write it like name@example.org."),
        },
    )

    def clean_email(self) -> str:
        """Not allauth's own, which looks among the addresses of staff."""
        email = str(self.cleaned_data["email"])
        if not ratelimit.consume(context.request, action="request_login_code", key=email.lower()):
            raise get_adapter().validation_error("too_many_login_attempts")
        user = login_of(email)
        is_one_too_many = not may_send(email, user.pk if user else None)
        self._user: Any = None if is_one_too_many else user
        return email


class TypeCode(ConfirmLoginCodeForm):
    """The code that was mailed."""

    code = forms.CharField(
        label=_("The code"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
        error_messages={"required": _("Type the code that we sent.")},
    )


class AddPasskey(AddWebAuthnForm):
    """A passkey always opens the door alone: there is no password that it could come second to."""

    passwordless = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What do you call this phone or computer?")
        self.initial["name"] = _("My phone")
