"""What an agreement says, term by term, with words to begin from.

It promises what the organisation does, so a coordinator reads each and changes it. Nothing here
says what happens to benefits: advice is offered, and that it was is noted.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.TextChoices):
    """How she was given it."""

    SCREEN = "screen", _("On this screen")
    PAPER = "paper", _("On paper")
    ALOUD = "aloud", _("Read aloud by a person")
    AUDIO = "audio", _("As audio")
    EASY = "easy", _("In easy read")


class Credit(models.TextChoices):
    """How what she contributes may be named, and whether it stays when she leaves."""

    CHOSEN = "chosen", _("With the name I chose")
    UNNAMED = "unnamed", _("Without my name")
    NONE = "none", _("Take it away when I leave")


# key → heading, words to begin from
TERMS = {
    "role": (
        _("What you do"),
        _(
            "You come to sessions and tell us what would make things better. You "
            "never have to tell your story. You can pass, take a break, switch the "
            "camera off or stay silent, and you are still paid."
        ),
    ),
    "hours": (
        _("How much time"),
        _(
            "Sessions last up to two hours. You say which ones suit you. Saying no "
            "costs you nothing."
        ),
    ),
    "rate": (
        _("What you are paid"),
        _(
            "We tell you the fee before each session. You choose: take it, take less, "
            "say no, give it away, or decide later. We offer you free advice on "
            "benefits before you say yes."
        ),
    ),
    "cancelling": (
        _("If a session is cancelled"),
        _(
            "If we cancel in the last week, you are paid in full. If you cannot come, "
            "tell us if you can."
        ),
    ),
    "private": (
        _("What stays private"),
        _(
            "Others on the panel know the name you chose. Your coordinator and the "
            "people who pay you know your full name. What is said in a session stays "
            "there, unless we agree together what to pass on."
        ),
    ),
    "safety": (
        _("When we have to act"),
        _(
            "If you or somebody else is in danger of serious harm, we have to tell "
            "the safeguarding lead. We tell you first, unless that would make it more "
            "dangerous."
        ),
    ),
    "quotes": (
        _("Your words"),
        _("We use words of yours in a report only if you have said yes to those words."),
    ),
    "pictures": (
        _("Pictures"),
        _("No pictures or recordings are made of you, unless you ask for one."),
    ),
    "ending": (
        _("Breaks and leaving"),
        _(
            "You can take a break for as long as you like and keep your place. You "
            "can leave on any day. You never have to say why."
        ),
    ),
    "complaints": (
        _("If something is wrong"),
        _(
            "Tell your coordinator, or the other person named on your first page, who "
            "does not work for her. It will not cost you your place."
        ),
    ),
}
