"""The words of posters and letters beside those of the outcome: read by women, so in Welsh too."""

from django.utils.translation import gettext as _


def poster_words() -> dict[str, str]:
    """The frame of a poster."""
    return {
        **_labels(),
        "title": _("You said, we did"),
        "web": _("Read the whole answer here:"),
        "code": _("Code for a phone's camera. It opens the address that stands beside it."),
    }


def letter_words(operator: str, title: str) -> dict[str, object]:
    """The frame of a letter. It is for everyone alike and names nobody."""
    return {
        **_labels(),
        "title": _("What came of what women told us"),
        "first": [
            _("This letter is the same for every woman. Nobody is named in it."),
            _("You can ask for it to be read out to you."),
            _("We asked women about this: “%(title)s”.") % {"title": title},
        ],
        "said_title": _("What women said"),
        "did_title": _("What was decided"),
        "back_title": _("To answer back"),
        "back": [
            _("You can tell us what you think of this."),
            _("Ask a worker here for paper and an envelope."),
            _("Don't write your name on it."),
            _("Close it, and ask them to send it to: %(operator)s.") % {"operator": operator},
        ],
        "checked": _("In prison, staff may open a letter before we do."),
        "ring": _("Or ring:"),
        "web": _("The whole answer is on the internet too:"),
    }


def _labels() -> dict[str, str]:
    return {
        "you_said": _("You said"),
        "because": _("Because"),
        "more": _("There are more answers than fit here."),
        "ask": _("Ask a worker here for the whole answer on paper."),
        "talk": _("Someone to talk to"),
        "page": _("Page"),
        "of": _("of"),
    }


def pictures() -> dict[str, str]:
    """What each picture shows, for who can't see it. By the name of its file."""
    return {
        "said": _("Picture: words in a speech bubble"),
        "do": _("Picture: a tick"),
        "part": _("Picture: half a tick"),
        "not": _("Picture: a cross"),
    }
