"""The language of one answer as a reader marks it, and a translation where she writes one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.languages import LANGUAGES, guess_language
from feedback.redaction import Span
from feedback.review.choices import LANGUAGE_NAMES
from feedback.services import Translated

MOST = 20_000  # characters of a translation


class LanguageForm(forms.Form):
    """Marked beforehand as what it seems to be; "not sure" is an answer. A detail that stands in
    the translation is said once, and stays only when she says that it may."""

    language = forms.ChoiceField(
        choices=LANGUAGE_NAMES, required=False, label=gettext_lazy("Her language")
    )
    translation = forms.CharField(
        required=False,
        max_length=MOST,
        label=gettext_lazy("Translation into English"),
        help_text=gettext_lazy("Leave out of it what is taken out of her own words."),
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en-gb"}),
    )
    may_stay = forms.BooleanField(required=False, label=gettext_lazy("All of this may stand in it"))

    def __init__(
        self,
        *args: Any,
        text: str,
        find: Callable[[str], list[Span]],
        before: Translated | None = None,
        **kwargs: Any,
    ) -> None:
        before = before or Translated(language=guess_language(text))
        kwargs["initial"] = {"language": before.language, "translation": before.translation}
        super().__init__(*args, **kwargs)
        self.find = find

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        words = data.get("translation", "")
        found = [words[span.start : span.end] for span in self.find(words)]
        if found and not data.get("may_stay"):
            said = _("Still in it: %(words)s. Take it out, or say that it may stay.")
            self.add_error("translation", said % {"words": ", ".join(dict.fromkeys(found))})
        return data

    @property
    def wants_translation(self) -> bool:
        """Whether room for a translation stands open on the page."""
        marked = self["language"].value() or ""
        return marked not in {"", "en"} or bool(self["translation"].value()) or bool(self.errors)

    @property
    def translated(self) -> Translated:
        """As it is stored, once the form is valid."""
        language = self.cleaned_data.get("language", "")
        words = self.cleaned_data.get("translation", "")
        return Translated(language if language in LANGUAGES else "", words.strip())
