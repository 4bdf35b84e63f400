"""The mail that lets a new colleague choose her password. Neutral: another may see it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User


def password_link(user: User) -> str:
    """Where she chooses a password: good for three days, and once."""
    from allauth.account.forms import default_token_generator  # not installed in the public process
    from allauth.account.utils import user_pk_to_url_str

    key = default_token_generator.make_token(user)
    name = "account_reset_password_from_key"
    path = reverse(name, kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def send_invitation(user: User) -> None:
    """Mail her the link. Raises OSError or SMTPException where that fails."""
    words = _(
        "A login was made for you at work.\n\n"
        "Choose a password here, within three days:\n%(link)s\n\n"
        "Then log in. You are asked to set up a second step, with an app on your phone that makes "
        "codes.\n\nIf you expected no such mail, do nothing and tell your manager."
    )
    text = words % {"link": password_link(user)}
    EmailMessage(_("Your login"), text, to=[user.email]).send()
