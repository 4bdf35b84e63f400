"""The mail that lets a new colleague choose her password. Neutral: another may see it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.members.selectors import enters_by_code
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


def send_reset(email: str) -> None:
    """Mail her a link to choose a password, if somebody who works here logs in with this address;
    else nothing. In the language that she chose for the admin. Raises OSError or SMTPException
    where mail fails."""
    people = User.objects.select_related("wagtail_userprofile")
    user = people.filter(email=email.lower(), is_active=True).first()
    if user is None or not chooses_password(user):
        return
    profile = getattr(user, "wagtail_userprofile", None)  # there once she has been in the admin
    with override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE):
        words = _(
            "Somebody asked for a new password for your login.\n\n"
            "If it was you, choose one here, within three days:\n%(link)s\n\n"
            "If it was not you, do nothing. Your password stays as it is."
        )
        text = words % {"link": password_link(user)}
        EmailMessage(_("Your login"), text, to=[user.email]).send()


def chooses_password(user: User) -> bool:
    """Whether she logs in with a password at all: panel members never do."""
    return not enters_by_code(user)
