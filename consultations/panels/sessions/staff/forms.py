"""What a coordinator fills in: a plan, texts, an answer to what was asked for, how it was."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.accessible.media import NotThis, look_at
from consultations.panels.models import AccessRequest, Attendance, Session, SessionText
from consultations.panels.sessions.noting import BY_THE_CLOCK
from core.day_fields import DayField
from core.staff_forms import InOurWords

LONGEST = 8 * 60
MOST_AUDIO = 20_000_000  # bytes
ROWS = {"rows": 3}


class PlanForm(InOurWords, forms.ModelForm):  # type: ignore[type-arg]
    """The plan of a session. It may be kept unfinished: the gates say what it lacks."""

    day = DayField(label=gettext_lazy("Day"))
    # The browser's own clock: Wagtail's hangs over what is below.
    at = forms.TimeField(
        label=gettext_lazy("Begins at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How long, in minutes"), min_value=15, max_value=LONGEST, initial=120
    )
    online_link = forms.URLField(
        label=gettext_lazy("Link"), max_length=300, required=False, assume_scheme="https"
    )
    field_order = ["title", "title_cy", "kind", "day", "at", "minutes"]

    class Meta:
        model = Session
        fields = [
            *("title", "title_cy", "kind", "minutes", "prep_minutes", "debrief_minutes"),
            *("breaks", "breaks_cy"),
            *("purpose", "purpose_cy", "questions", "questions_cy"),
            *("way", "place", "place_roughly", "place_roughly_cy", "place_told"),
            *("online_link", "online_how"),
            *("facilitator", "co_facilitator", "support_person", "interpreter"),
            *("childcare", "childcare_cy", "travel", "travel_cy", "paid_words", "paid_words_cy"),
            *("capacity", "minimum", "risks"),
        ]
        widgets = {
            name: forms.Textarea(attrs=ROWS)
            for name in ("purpose", "purpose_cy", "questions", "questions_cy", "place", "risks")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            starts = timezone.localtime(self.instance.starts_at)
            self.initial.update(day=starts.date(), at=starts.time())

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        moved = not self.instance.pk or day != self.instance.day
        if moved and day < timezone.localdate():
            raise forms.ValidationError(_("This day has gone by. Choose one that is to come."))
        return day

    def told(self) -> dict[str, Any]:
        """Fields of Session, the time as it is where the session is held."""
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        begins = datetime.combine(self.cleaned_data["day"], self.cleaned_data["at"])
        return given | {"starts_at": timezone.make_aware(begins)}

    def _post_clean(self) -> None:
        """Nothing is put onto the row here: the service does, under its lock."""


class TextForm(InOurWords, forms.ModelForm):  # type: ignore[type-arg]
    """A briefing, minutes, or what came of it."""

    drop_audio = forms.BooleanField(label=gettext_lazy("Take the recording off"), required=False)

    class Meta:
        model = SessionText
        fields = ["text", "text_cy", "hard", "hard_cy", "nothing_hard", "audio", "read_by"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 12}),
            "text_cy": forms.Textarea(attrs={"rows": 12, "lang": "cy"}),
            "hard": forms.Textarea(attrs=ROWS),
            "hard_cy": forms.Textarea(attrs={**ROWS, "lang": "cy"}),
            "audio": forms.FileInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kind != SessionText.Kind.BRIEFING:
            for name in ("hard", "hard_cy", "nothing_hard"):
                del self.fields[name]
        if not self.instance.audio:
            del self.fields["drop_audio"]

    def clean_audio(self) -> Any:
        file = self.cleaned_data.get("audio")
        if not file or file == self.instance.audio:
            return file
        try:
            found = look_at(file, file.size)
        except NotThis:
            found = None
        if found is None or found.suffix != ".mp3" or file.size > MOST_AUDIO:
            raise forms.ValidationError(_("Choose an MP3 file of 20 MB or less."))
        return file

    def told(self) -> dict[str, Any]:
        """Fields of SessionText."""
        given = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        if self.cleaned_data.get("drop_audio") and "audio" not in self.changed_data:
            given["audio"] = ""
        return given

    def _post_clean(self) -> None:
        """As for a plan: the service writes."""


class RequestForm(InOurWords, forms.Form):
    """Our answer to one thing that she asked for."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What we say"),
        choices=[
            (value, label)
            for value, label in AccessRequest.Answer.choices
            if value != AccessRequest.Answer.OPEN
        ],
        widget=forms.RadioSelect,
    )
    how = forms.CharField(label=gettext_lazy("In which way"), max_length=300, required=False)
    because = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("She reads it. Be honest, and kind."),
    )
    instead = forms.CharField(
        label=gettext_lazy("What you can do instead"), max_length=300, required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        needs = {"way": ("how",), "no": ("because", "instead")}.get(given.get("answer", ""), ())
        for name in needs:
            if not given.get(name, "").strip():
                self.add_error(name, _("Write it here: she reads it."))
        return given


class AttendanceForm(InOurWords, forms.Form):
    """How it was for one woman."""

    came = forms.ChoiceField(
        label=gettext_lazy("How it was"),
        choices=[
            (value, label)
            for value, label in Attendance.Came.choices
            if value != Attendance.Came.CANCELLED
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Who left because of what it was about is paid in full."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes she was there"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Only where she left early, or was there for a part."),
    )
    adjustments = forms.CharField(
        label=gettext_lazy("What was changed for her"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs=ROWS),
        help_text=gettext_lazy("So that it is there next time. Nothing of what she told."),
    )

    def __init__(self, *args: Any, longest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.longest = longest

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        minutes = given.get("minutes")
        if given.get("came") in BY_THE_CLOCK and "minutes" not in self.errors:
            if minutes is None:
                self.add_error("minutes", _("Write how many minutes she was there."))
            elif minutes > self.longest:
                said = _("It lasted %(longest)d minutes. Write no more than that.")
                self.add_error("minutes", said % {"longest": self.longest})
        return given


class CancelForm(InOurWords, forms.Form):
    """Why a session is called off."""

    because = forms.CharField(
        label=gettext_lazy("Because"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=ROWS),
        help_text=gettext_lazy("Each woman who was asked reads it. Plain English, no names."),
    )
    because_cy = forms.CharField(
        label=gettext_lazy("The same in Welsh"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={**ROWS, "lang": "cy"}),
    )


class ContactForm(InOurWords, forms.Form):
    """Who will be in touch, and then how that went."""

    by = forms.CharField(label=gettext_lazy("Who is in touch"), max_length=80)


# What somebody who was in touch can say. That she took a break is noted by closing.
WENT = [pair for pair in Attendance.Contact.choices if pair[0] != Attendance.Contact.AWAY]


class WentForm(InOurWords, forms.Form):
    """No word of what was said."""

    went = forms.ChoiceField(label=gettext_lazy("How it went"), choices=WENT)
