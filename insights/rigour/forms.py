"""What a person says about double coding. What is sent is only compared with what was offered."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from insights.forms import Ticked
from insights.models import Theme, Theming
from insights.rigour.comparing import LONGEST_WHY

SAY_WHY = {"required": _("Say why, in a sentence.")}


def why_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """A reason, in a line or three."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_WHY,
        error_messages=SAY_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DrawForm(forms.Form):
    """Who shall code a sample again."""

    second = forms.ChoiceField(
        label=_("Second coder"),
        help_text=_("Somebody who hasn't coded these responses, and isn't you."),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the people in the list.")
        ),
    )

    def __init__(self, data: Any, *, people: Iterable[User]) -> None:
        super().__init__(data)
        self.people = {str(person.pk): person for person in people}
        names = [(pk, str(person)) for pk, person in self.people.items()]
        self.fields["second"].choices = [("", _("Choose a person")), *names]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> User:
        return self.people[self.cleaned_data["second"]]


class MethodForm(forms.Form):
    """How a consultation is coded."""

    method = forms.ChoiceField(
        label=_("Method"),
        choices=Theming.Method.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the two methods.")
        ),
    )
    standpoint = forms.CharField(
        label=_("Where the readers stand"),
        help_text=_(
            "Who reads, what they bring with them, and how that may shape what they see. A "
            "reflexive reading needs it; it does no harm to the other."
        ),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class SettleForm(forms.Form):
    """The themes that two codings were settled as, and why."""

    themes = Ticked(required=False)
    why = why_field(_("Why"), _("So that a later reader can follow it. Leave her words out."))

    def __init__(
        self,
        data: Any,
        *,
        given: Iterable[Theme],
        offered: Iterable[Theme],
        ticked: Collection[int],
    ) -> None:
        super().__init__(data)
        self.given = list(given)
        above = {theme.pk for theme in self.given}
        self.others = [theme for theme in offered if theme.pk not in above]
        by_pk = {str(theme.pk): theme for theme in [*self.given, *self.others]}
        themes: Any = self.fields["themes"]
        themes.choices = [(pk, pk) for pk in by_pk]
        themes.coerce = by_pk.__getitem__
        themes.initial = [str(pk) for pk in ticked]

    @property
    def ticked(self) -> list[str]:
        """What is ticked on the page, as it is sent or as it stands."""
        return [str(pk) for pk in self["themes"].value() or []]


class QuietForm(forms.Form):
    """What becomes of a theme that few women raised, as it was shown: `seal` says how."""

    seal = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    why = why_field(
        _("Why, if it is left out"),
        _("Leave her words out: others will read this."),
        required=False,
    )

    def __init__(self, data: Any, *, theme: Theme, why: str = "", seal: str = "") -> None:
        super().__init__(data, prefix=f"voice-{theme.pk}")
        self.fields["why"].initial = why
        self.fields["seal"].initial = seal

    def shows(self, seal: str) -> None:
        """What was sent stands beside this now."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("seal")] = seal
        self.data = data


class ReopenForm(forms.Form):
    """Why the coding is opened again."""

    why = why_field(_("Why it is opened again"))
