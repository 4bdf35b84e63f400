"""What staff type: a reply, what should change in it, and the outcome of a second look."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from feedback.review.replies import looking, services
from feedback.review.replies.models import LANGUAGES, SecondLook


class ReplyForm(forms.Form):
    """The words of a reply, and their language."""

    words = forms.CharField(
        label=_("Reply"),
        max_length=services.LONGEST,
        widget=AdminAutoHeightTextInput(attrs={"rows": 6}),
        error_messages={
            "required": _("Write the reply."),
            "max_length": _("Make it shorter: at most %(limit_value)d signs fit on her page."),
        },
        help_text=_(
            "Name nobody and no place, and don’t repeat her words: someone else may look on, or "
            "have found her six words."
        ),
    )
    language = forms.ChoiceField(label=_("It is written in"), choices=LANGUAGES)


class NoteForm(forms.Form):
    """Why the second person doesn't send it."""

    note = forms.CharField(
        label=_("What should change"),
        max_length=1_000,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        error_messages={"required": _("Say what should change.")},
    )


class LookForm(forms.Form):
    """What came of a second look, and what she is told."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[("", "–"), *SecondLook.Outcome.choices],
        error_messages={"required": _("Choose what came of it.")},
        help_text=_("Do it first, in the reading room or under Held back; then say so here."),
    )
    words = forms.CharField(
        label=_("What she is told"),
        max_length=looking.LONGEST,
        widget=AdminAutoHeightTextInput(attrs={"rows": 3}),
        error_messages={"required": _("Tell her why, in a sentence or two.")},
        help_text=_("In plain words, in the language that she wrote in. Don’t repeat her words."),
    )
