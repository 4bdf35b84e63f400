"""The words of posters and cards with a code: read by women, so in Welsh too.

Easy read: each line is one idea. Nothing here says which group or service the code is of, and a
card doesn't say what is asked: somebody may find it in her bag.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage, State

Words = dict[str, object]


def words_of(page: ConsultationPage, operator: str, *, easy: bool, inside: bool) -> Words:
    """All words but the address and the code, in the language that is active."""
    words = _easy(inside=inside) if easy else _plain(page, operator, inside=inside)
    return {
        **words,
        "title": _("Have your say"),
        "who_title": _("Nobody asks who you are"),
        "how_title": _("How to answer"),
        "days": days_of(page),
        "camera": _("Code for a phone's camera. It opens the address that stands beside it."),
        "talk": _("Someone to talk to"),
        "card_code": _("Code, if you like:"),
    }


def days_of(page: ConsultationPage) -> str:
    """Until when answers are taken, and from when where that is still to come."""
    first, last = (date_format(day, "j F Y") for day in (page.opens_on, page.closes_on))
    if page.state == State.PLANNED:
        return _("Open from %(first)s to %(last)s") % {"first": first, "last": last}
    return _("Open until %(day)s") % {"day": last}


def _plain(page: ConsultationPage, operator: str, *, inside: bool) -> Words:
    minutes = ngettext(
        "About %(minutes)s minute. You can skip any question.",
        "About %(minutes)s minutes. You can skip any question.",
        page.minutes,
    ) % {"minutes": page.minutes}
    return {
        "what": [page.purpose],
        "who": [
            _("You don't give your name."),
            _("In prison, staff may open a letter before we do.")
            if inside
            else _("We keep no name, no address, no device and no time of day."),
            _("A trained reader takes out names and other details before anyone else reads it."),
            _("If you write that you or a child are in danger, she may have to act."),
        ],
        "how": [
            _("Ask a worker here for the questions on paper."),
            _("Don't write your name on it."),
            _("Close the envelope, and ask them to send it to: %(operator)s.")
            % {"operator": operator},
        ]
        if inside
        else [_("Point your phone's camera at the square, or type this address:")],
        "after": []
        if inside
        else [
            minutes,
            _("Your phone's history keeps this address. If somebody looks at your phone, use "
              "another one, or ask a worker here for the questions on paper."),
        ],
        "code_lead": _("Write this code on your form, if you like:")
        if inside
        else _("Type this code on the first page, if you like:"),
        "code_hint": [
            _("It shows the reader which group or service you come from, and not who you are. We "
              "count in tens. You can leave it out."),
        ],
        "card": [_("Some questions for women. You don't give your name.")],
        "card_how": _("Ask a worker here for the questions on paper. Write this code on them, if "
                      "you like:"),
    }  # fmt: skip


def _easy(*, inside: bool) -> Words:
    return {
        "what": [
            _("Tell us what it was like for you."),
            _("Tell us what helped you."),
            _("Tell us what did not help."),
        ],
        "who": [
            _("You don't give your name."),
            _("A reader takes names out."),
            _("Staff in prison may open your letter first.")
            if inside
            else _("We do not keep your phone number."),
            _("If you or a child are in danger, we may have to act."),
        ],
        "how": [
            _("Ask a worker for the questions on paper."),
            _("Write what you want to say."),
            _("Put it in the envelope."),
            _("Close the envelope."),
        ]
        if inside
        else [_("Point your phone's camera at the square."), _("Or type this address:")],
        "after": []
        if inside
        else [
            _("You can skip any question."),
            _("Your phone remembers this address."),
            _("Use a phone that is safe for you."),
        ],
        "code_lead": _("You can write this code on your form:")
        if inside
        else _("You can type this code on the first page:"),
        "code_hint": [
            _("It shows which group or service you come from."),
            _("It does not show who you are."),
            _("You can leave it out."),
        ],
        "card": [_("Questions for women."), _("You don't give your name.")],
        "card_how": _("Ask a worker for the questions on paper. You can write this code on them:"),
    }
