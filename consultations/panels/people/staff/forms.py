"""What a coordinator fills in: an invitation, the text of an agreement, a pair, a step."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from consultations.panels.models import AgreementText, PanelMember
from consultations.panels.people.forms import ContactForm, IdentityForm
from consultations.panels.people.joining import Before, lacks_way
from consultations.panels.people.terms import TERMS, Credit, Format
from core.staff_forms import InOurWords

WIDEST_AUDIO = 20 * 1024 * 1024


class InviteForm(InOurWords, ContactForm, IdentityForm):
    """A woman who said that she may be written to, and how."""

    shape: Any = None  # it fills two: identity() and contact()
    chosen_name = forms.CharField(
        label=_("The name she wants to be called"),
        max_length=60,
        help_text=_("Others on the panel see it. Ask her; she can change it."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    field_order = ["chosen_name", "language", "real_name", "channel", "email", "phone", "address"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words: dict[str, tuple[Any, Any]] = {
            "real_name": (_("Her full name"), _("You and finance see it. Nobody else does.")),
            "email": (_("Her e-mail address"), _("Codes to log in go there.")),
            "phone": (_("Her telephone number"), ""),
            "address": (_("Her postal address"), ""),
            "channel": (_("How may we reach her safely? Ask her."), ""),
            "emergency": (_("Whom to ring if something happens in a session"), _("If she likes.")),
            "say": (
                _("What to say if somebody else picks up"),
                _("Her own words. Nobody says more than that."),
            ),
            "short_letter": (
                _("A letter only says that there is something for her, and she rings"),
                _("Ask her: otherwise a letter has all of it in it, and lies about at home."),
            ),
        }
        for name, (label, hint) in words.items():
            self.fields[name].label, self.fields[name].help_text = label, hint

    def record(self) -> Any:
        raise NotImplementedError("Two records: identity() and contact().")

    def identity(self) -> Any:
        return self._shaped(IdentityForm)

    def contact(self) -> Any:
        return self._shaped(ContactForm)

    def _shaped(self, kind: Any) -> Any:
        names = kind.shape.__dataclass_fields__
        return kind.shape(**{k: v for k, v in self.cleaned_data.items() if k in names})

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if not self.errors and lacks_way(self.identity(), self.contact()):
            self.add_error("channel", _("Fill in where that goes: an address or a number."))
        return told


HOW = {
    Before.SAID_NO: _("%(name)s (said no)"),
    Before.LEFT: _("%(name)s (left this panel)"),
    Before.IN_TOUCH: _("%(name)s (left, and stays in touch)"),
}


class WithHow(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Beside her name stands how she left, so that nobody is pressed who said no."""

    how: Mapping[int, Before] = {}

    def label_from_instance(self, obj: Any) -> str:
        how = self.how.get(obj.pk)
        return str(HOW[how]) % {"name": obj} if how else str(obj)


class KnownForm(InOurWords, forms.Form):
    """A woman who is known already, from another panel or from this one: she is herself."""

    member = WithHow(label=_("Who"), queryset=PanelMember.objects.none(), empty_label="–")
    she_asked = forms.BooleanField(
        label=_("She said no or left, and has asked to be invited again"),
        required=False,
        help_text=_("Only for her whose line above says so. Nobody is asked twice by us."),
    )

    def __init__(self, *args: Any, others: Any, how: Mapping[int, Before], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.how, field.queryset = how, others
        if not how:
            del self.fields["she_asked"]


class TextForm(InOurWords, forms.Form):
    """Each term in English, and in Welsh where it is written; easy read, audio, days."""

    easy = forms.CharField(
        label=_("In easy read"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One short sentence a line. Have it checked by somebody who reads easy read."),
    )
    easy_cy = forms.CharField(
        label=_("In easy read, in Welsh"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    audio = forms.FileField(label=_("Read aloud (an MP3 file)"), required=False)
    audio_cy = forms.FileField(label=_("Read aloud in Welsh (an MP3 file)"), required=False)
    cooling_off_days = forms.IntegerField(
        label=_("Days to change her mind"), min_value=7, max_value=60
    )
    review_months = forms.IntegerField(
        label=_("Looked at again after (months)"), min_value=1, max_value=24
    )

    def __init__(self, *args: Any, text: AgreementText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for suffix, words, language in (
            ("", text.terms, _("English")),
            ("_cy", text.terms_cy, _("Welsh")),
        ):
            for key, (heading, _begin) in TERMS.items():
                self.fields[f"{key}{suffix}"] = forms.CharField(
                    label=f"{heading} ({language})",
                    required=False,
                    initial=words.get(key, ""),
                    max_length=3_000,
                    widget=forms.Textarea(attrs={"rows": 4}),
                )
        self.order_fields([*TERMS, *(f"{key}_cy" for key in TERMS)])
        for name in ("easy", "easy_cy", "cooling_off_days", "review_months"):
            self.fields[name].initial = getattr(text, name)

    def clean_audio(self) -> Any:
        return self._recording("audio")

    def clean_audio_cy(self) -> Any:
        return self._recording("audio_cy")

    def _recording(self, name: str) -> Any:
        file = self.cleaned_data.get(name)
        if not file:
            return file
        begins = file.read(3)
        file.seek(0)
        if file.size > WIDEST_AUDIO or not (begins == b"ID3" or begins[:1] == b"\xff"):
            raise forms.ValidationError(_("Choose an MP3 file of 20 MB or less."))
        return file

    def told(self) -> dict[str, Any]:
        """Fields of AgreementText."""
        given = self.cleaned_data
        told: dict[str, Any] = {
            "terms": {key: given[key].strip() for key in TERMS},
            "terms_cy": {key: w for key in TERMS if (w := given[f"{key}_cy"].strip())},
        }
        for name in ("easy", "easy_cy", "cooling_off_days", "review_months"):
            told[name] = given[name]
        told |= {name: given[name] for name in ("audio", "audio_cy") if given.get(name)}
        return told


class OfferForm(forms.Form):
    """How she is given the agreement."""

    format = forms.ChoiceField(label=_("How will she be given it?"), choices=Format.choices)


class YesForm(forms.Form):
    """A yes given on paper or on the telephone."""

    format = forms.ChoiceField(label=_("How was she given it?"), choices=Format.choices)
    credit = forms.ChoiceField(label=_("How she wants to be named"), choices=Credit.choices)


class ApartForm(forms.Form):
    """With whom she must not be in one room."""

    other = forms.ModelChoiceField(
        label=_("Must not meet"), queryset=PanelMember.objects.none(), empty_label="–"
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other"]
        field.queryset = others
