"""What she fills in about herself. Nothing but a name is ever required."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from consultations.panels.people.records import (
    WORDS,
    Channel,
    Identity,
    Needs,
    SafeContact,
)
from consultations.panels.people.terms import Credit

HOURS = [(hour, f"{hour}:00") for hour in range(7, 23)]
HINTS = {
    "access": _("Such as a ramp, a quiet room, breaks, a hearing loop, large print, camera off."),
    "communication": _("Such as plain words, told aloud, in pictures, time to think, BSL, Welsh."),
    "caring": _("Such as school hours, a baby who comes too, somebody you can't leave alone."),
    "travel": _("Such as no buses after five, a taxi, a bus pass, online only."),
    "support_person": _("A friend, a worker, nobody: as you like."),
    "not_free": _(
        "Such as a curfew, probation on Tuesdays, a place you can't go to. No reason needed."
    ),
    "keep_away": _("A name is enough. Your coordinator makes sure of it, and nobody else is told."),
    "emergency": _("A name and a number. You can leave it empty."),
    "say": _("Such as: “It’s Ruth about the sewing group.” We never say more than that."),
    "real_name": _("Your coordinator and the people who pay you see it. Nobody else does."),
}
LONG = {"address", "emergency", *Needs.__dataclass_fields__, "say"}


class CodeForm(forms.Form):
    """The code on her paper."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("Twelve signs, such as BCDF-GHJK-2345. Small letters are fine."),
        error_messages={"required": _("Type the code that you were given.")},
    )


class NameForm(forms.Form):
    """What peers call her, and her language."""

    chosen_name = forms.CharField(
        label=_("The name you want to be called"),
        max_length=60,
        help_text=_("Others on the panel see this name and nothing else. It need not be your own."),
        error_messages={"required": _("Write any name that you like to be called.")},
    )
    pronouns = forms.CharField(
        label=_("Pronouns"),
        max_length=40,
        required=False,
        help_text=_("Such as she, they. You can leave it empty."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


def _text(name: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3}) if name in LONG else forms.TextInput()
    return forms.CharField(
        label=WORDS[name],
        max_length=2_000 if name in LONG else 120,
        required=False,
        help_text=HINTS.get(name, ""),
        widget=widget,
    )


class RecordForm(forms.Form):
    """One part of what is known about her. `record` is the part as it was."""

    shape: Any

    def record(self) -> Any:
        """What was typed, as its kind."""
        told = {k: v for k, v in self.cleaned_data.items() if k in self.shape.__dataclass_fields__}
        return self.shape(**told)

    @classmethod
    def beginning(cls, record: Any) -> dict[str, Any]:
        return asdict(record)


class IdentityForm(RecordForm):
    shape = Identity
    real_name = _text("real_name")
    email = forms.EmailField(
        label=WORDS["email"],
        required=False,
        help_text=_("Codes to log in go there. Without one, your coordinator gives you codes."),
        error_messages={
            "invalid": _("This is not an e-mail address. Write it like name@example.org.")
        },
    )
    phone = _text("phone")
    address = _text("address")
    emergency = _text("emergency")


class NeedsForm(RecordForm):
    shape = Needs
    access = _text("access")
    communication = _text("communication")
    caring = _text("caring")
    travel = _text("travel")
    support_person = _text("support_person")
    not_free = _text("not_free")
    keep_away = _text("keep_away")


class ContactForm(RecordForm):
    shape = SafeContact
    channel = forms.ChoiceField(
        label=_("How may we reach you?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. A letter is the slowest, and needs no phone.")},
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means any day."),
    )
    from_hour = forms.TypedChoiceField(
        label=WORDS["from_hour"], choices=HOURS, coerce=int, initial=9
    )
    to_hour = forms.TypedChoiceField(
        label=WORDS["to_hour"],
        choices=HOURS,
        coerce=int,
        initial=18,
        help_text=_("The same hour twice means any hour."),
    )
    no_voicemail = forms.BooleanField(label=WORDS["no_voicemail"], required=False, initial=True)
    say = _text("say")
    short_letter = forms.BooleanField(
        label=WORDS["short_letter"],
        required=False,
        help_text=_("Then nothing of what it is about stands on paper. It has a number to ring."),
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = told.get("from_hour"), told.get("to_hour")
        if begins is not None and ends is not None and ends < begins:
            self.add_error(
                "to_hour", _("Choose a time after the first one, or the same for any time.")
            )
        return told


class AgreeForm(forms.Form):
    """Yes, and how she wants to be named."""

    credit = forms.ChoiceField(
        label=_("How may we name what you bring in?"),
        choices=Credit.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. You can change it when you leave.")},
    )


class LeaveForm(AgreeForm):
    """What stays, and that she is sure."""

    sure = forms.BooleanField(
        label=_("Yes, I want to leave"),
        error_messages={"required": _("Tick this if you are sure. Else go back: nothing changes.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credit"].label = _("What should happen to what you brought in?")


def shown(record: Any) -> Iterable[tuple[str, str]]:
    """Each part as words: label and what she said, for the page of what we hold."""
    days = dict(WEEKDAYS)
    told = asdict(record)
    if told.get("channel") != Channel.LETTER:
        told.pop("short_letter", None)
    if "from_hour" in told:
        begins, ends = told.pop("from_hour"), told.pop("to_hour")
        any_hour = begins == ends
        told["hours"] = _("Any hour") if any_hour else f"{begins}:00 – {ends}:00"
    for name, value in told.items():
        if name == "days":
            value = ", ".join(str(days[day]) for day in value) or _("Any day")
        elif name == "channel":
            value = Channel(value).label if value else ""
        elif isinstance(value, bool):
            value = _("Yes") if value else _("No")
        yield str(WORDS[name]), str(value)
