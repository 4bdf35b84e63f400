"""What an editor writes about a promise. All of it is public at once."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import ConsultationPage, Involvement, PageChange, Promise
from consultations.promises.services import Said
from consultations.promises.welsh import Untold
from consultations.stages.promising import words_now
from core.day_fields import DayField
from core.staff_forms import InOurWords
from core.written import says_something

WELSH = gettext_lazy("The same in Welsh")
KEPT_BEFORE = gettext_lazy(
    "It was promised on this day, so it is no promise kept. Choose a later day, or tell it as news."
)
NO_WELSH = gettext_lazy("Left empty, the Welsh page shows the English.")


class PublicWords(InOurWords, forms.Form):
    """Words for everyone, in one language or both."""

    def said(self, name: str) -> Said:
        given = self.cleaned_data
        return Said(given[name], given.get(f"{name}_cy", ""))


def _words(label: Any, most: int | None, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=most, help_text=help_text, widget=widget)


def _welsh(most: int) -> forms.CharField:
    field = _words(WELSH, most, NO_WELSH)
    field.required = False
    return field


class MakeForm(PublicWords):
    """A new promise."""

    what = _words(
        gettext_lazy("What we promise"),
        200,
        gettext_lazy(
            "Anyone can read this. Plain English, such as: the panel meets and reads what was said."
        ),
    )
    what_cy = _welsh(200)
    owner = forms.CharField(
        label=gettext_lazy("Owner"),
        max_length=120,
        help_text=gettext_lazy("A job title, never the name of a person."),
    )
    due_on = DayField(label=gettext_lazy("By which day"))

    def clean_due_on(self) -> date:
        due: date = self.cleaned_data["due_on"]
        if due < timezone.localdate():
            raise forms.ValidationError(
                _("This day has gone by. Promise what is still to come; tell the rest as news.")
            )
        return due


class MoveForm(PublicWords):
    """Another day for a promise, and why. `shown` is the day that the page showed."""

    to = DayField(label=gettext_lazy("The new day"))
    because = _words(
        gettext_lazy("Because"),
        300,
        gettext_lazy("Everyone reads it, beside the old day. Plain English, no names."),
    )
    because_cy = _welsh(300)
    shown = DayField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, day: date, not_before: date | None = None) -> None:
        super().__init__(data, initial={"shown": day})
        self.day, self.not_before = day, not_before

    def clean_to(self) -> date:
        to: date = self.cleaned_data["to"]
        if to < timezone.localdate():
            raise forms.ValidationError(_("This day has gone by. Choose one that is to come."))
        if to == self.day:
            raise forms.ValidationError(_("It is promised for this day already."))
        if self.not_before and to < self.not_before:
            words = _("It closes on %(day)s. Choose that day, or a later one.")
            day = date_format(self.not_before, "j F Y")
            raise forms.ValidationError(words % {"day": day})
        return to

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("shown") not in {None, self.day}:
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was posted
            data["shown"] = self.day.isoformat()
            self.data = data
            words = _("Somebody moved it meanwhile, to %(day)s. Nothing that you wrote is lost.")
            raise forms.ValidationError(words % {"day": date_format(self.day, "j F Y")})
        return given


class CloseForm(MoveForm):
    """Another closing day of what is open, and why."""

    def __init__(self, data: Any, *, day: date, reply_by: date) -> None:
        super().__init__(data, day=day)
        self.reply_by = reply_by

    def clean_to(self) -> date:
        to: date = self.cleaned_data["to"]
        if to < timezone.localdate():
            raise forms.ValidationError(
                _("Nothing closes in the past. Choose today to close it tonight, or a later day.")
            )
        if to == self.day:
            raise forms.ValidationError(_("It closes on this day already."))
        if to > self.reply_by:
            raise forms.ValidationError(self.after_the_reply())
        return to

    def after_the_reply(self) -> str:
        """What to do first."""
        words = _(
            "The reply is promised by %(day)s. Move that day first, or choose an earlier one."
        )
        return words % {"day": date_format(self.reply_by, "j F Y")}


class ChangeForm(PublicWords):
    """What was promised, said anew, and why. `shown` is what the page showed."""

    because = _words(
        gettext_lazy("Because"),
        300,
        gettext_lazy("Everyone reads it, beside what was said before. Plain English, no names."),
    )
    because_cy = _welsh(300)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, page: ConsultationPage) -> None:
        super().__init__(data, initial=self.now(page))
        self.page = page

    def now(self, page: ConsultationPage) -> dict[str, Any]:
        """What stands there, and its mark as `shown`."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        mark = self.now(self.page)["shown"]
        if given.get("shown") not in {"", mark}:
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was posted
            data["shown"] = mark
            self.data = data
            raise forms.ValidationError(
                _("Somebody changed it meanwhile. Look at its page. Nothing you wrote is lost.")
            )
        return given


class InvolvementForm(ChangeForm):
    """Another level of involvement."""

    field_order = ("to",)
    to = forms.ChoiceField(
        label=gettext_lazy("What we promise"), choices=Involvement.choices, widget=forms.RadioSelect
    )

    def now(self, page: ConsultationPage) -> dict[str, Any]:
        return {"to": page.involvement, "shown": page.involvement}

    def clean_to(self) -> str:
        to: str = self.cleaned_data["to"]
        if to == self.page.involvement:
            raise forms.ValidationError(_("We promise this already."))
        return to


class WordsForm(ChangeForm):
    """What women read of it in words: in Welsh too, where there is a Welsh page to say it. `name`:
    of which field of its page."""

    field_order = ("says", "says_cy")

    def __init__(self, data: Any, *, page: ConsultationPage, name: str) -> None:
        self.name = name
        column: Any = page._meta.get_field(name)
        says = _words(capfirst(PageChange.About(name).label), column.max_length)
        self.twin = page.get_translations().filter(locale__language_code="cy").first()
        mine = {"says": says}
        if self.twin:
            mine["says_cy"] = _welsh(column.max_length)
        self.base_fields = {**type(self).base_fields, **mine}  # type: ignore[misc]
        super().__init__(data, page=page)

    def now(self, page: ConsultationPage) -> dict[str, Any]:
        english, welsh = words_now(page, self.twin, self.name)
        mark = hashlib.sha256(f"{english}|{welsh}".encode()).hexdigest()
        return {"says": english, "says_cy": welsh, "shown": mark}

    def clean_says(self) -> str:
        says: str = self.cleaned_data["says"]
        if not says_something(says):
            raise forms.ValidationError(_("Say it in a sentence."))
        return says


class WelshForm(InOurWords, forms.Form):
    """A field for each of the words that are in English alone; what is left empty stays so."""

    def __init__(self, data: Any, *, untold: Sequence[Untold]) -> None:
        self.base_fields = {one.name: self._field(one) for one in untold}  # type: ignore[misc]
        super().__init__(data)

    def _field(self, one: Untold) -> forms.Field:
        field = _words(one.english, one.longest)
        field.required = False
        field.widget.attrs["lang"] = "cy"
        return field


class EndForm(PublicWords):
    """It was kept, on which day and how; or it won't be, and why."""

    state = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        widget=forms.RadioSelect,
        choices=[
            (Promise.State.KEPT, gettext_lazy("We did it")),
            (Promise.State.BROKEN, gettext_lazy("We can’t do it")),
        ],
    )
    on = DayField(
        label=gettext_lazy("On which day"),
        initial=timezone.localdate,
        help_text=gettext_lazy("When it was done, or when it was given up."),
    )
    how = _words(
        gettext_lazy("How, or why not"),
        400,
        gettext_lazy("Everyone reads it. Plain English, no names, nothing about one woman."),
    )
    how_cy = _welsh(400)

    def __init__(self, data: Any, *, promise: Promise) -> None:
        told = promise.told_on == timezone.localdate()
        anew = {
            "state": promise.state,
            "on": promise.ended_on,
            "how": promise.how,
            "how_cy": promise.how_cy,
        }
        super().__init__(data, initial=anew if told else None)
        self.made_on = promise.made_on

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Choose today, or earlier."))
        if on < self.made_on:
            raise forms.ValidationError(_("It was not promised yet on this day."))
        if on == self.made_on and self.cleaned_data.get("state") == Promise.State.KEPT:
            raise forms.ValidationError(KEPT_BEFORE)
        return on
