"""What is mailed to an address before it is known whose it is. Neutral: another may read it."""

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override


def send_proof(*, email: str, language: str, code: str) -> None:
    """A code that shows that this address is hers; without one, that it can't be used twice. Raises
    OSError or SMTPException where mail fails."""
    with override(language):
        if code:
            subject = _("Your code")
            lines = [
                _("Your code is %(code)s") % {"code": code},
                _("Type it on the page where you asked for it. If you did not ask, do nothing."),
            ]
        else:
            subject = _("A note for you")
            lines = [
                _("Somebody asked for notes to go to this address. Nothing was changed."),
                _("If it was you, ring the person you know. If it was not, do nothing."),
            ]
        EmailMessage(subject, "\n\n".join(lines), to=[email]).send()
