"""What a member fills in about one session."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.panels.models import Attendance, Session
from consultations.panels.sessions.asking import Reply
from consultations.panels.sessions.asks import Ask, Kind

Answer = Attendance.Answer
ANSWERS = [
    (Answer.YES.value, _("Yes, I would like to come")),
    (Answer.MAYBE.value, _("Maybe: keep a place for me")),
    (Answer.NO.value, _("Not this time")),
]


class ReplyForm(forms.Form):
    """Yes, maybe or no, and what would make it possible. Nobody asks why not."""

    answer = forms.ChoiceField(
        label=_("Can you come?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose yes, maybe or not this time."),
            "invalid_choice": _("Choose yes, maybe or not this time."),
        },
    )
    by_phone = forms.BooleanField(
        label=_("I would rather join online or by telephone"), required=False
    )
    asks = forms.MultipleChoiceField(
        label=_("What would make it possible for you?"),
        choices=[choice for choice in Kind.choices if choice[0] != Kind.OTHER],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick what you like. You need not say why. We answer each one."),
        error_messages={"invalid_choice": _("Choose from the list, please.")},
    )
    other = forms.CharField(
        label=_("Anything else that would help"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Your coordinator alone reads it."),
    )
    wants_contact = forms.BooleanField(
        label=_("I would like somebody to ask how I am on the day after"), required=False
    )

    def __init__(self, data: Any, *, place: Attendance, asked: Iterable[Ask]) -> None:
        known = list(asked)
        super().__init__(
            data,
            initial={
                "answer": place.answer if place.answer != Answer.NONE else None,
                "by_phone": place.by_phone,
                "asks": [ask.kind for ask in known if ask.kind != Kind.OTHER],
                "other": "".join(ask.words for ask in known if ask.kind == Kind.OTHER),
                "wants_contact": place.wants_contact,
            },
        )
        if place.session.way != Session.Way.BOTH:
            del self.fields["by_phone"]

    def reply(self) -> Reply:
        given = self.cleaned_data
        asks = dict.fromkeys(given["asks"], "")
        if words := given["other"].strip():
            asks[Kind.OTHER.value] = words
        return Reply(
            answer=given["answer"],
            asks=asks,
            by_phone=given.get("by_phone", False),
            wants_contact=given["wants_contact"],
        )
