"""The page on which a second worker settles where she and the first one differ."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from feedback.keys import page_key
from feedback.models import Channel
from feedback.payload import AnswerPayload, Payload, from_json, to_json
from feedback.questionnaire import ENGLISH, Questionnaire, in_language
from feedback.review.keying.differences import Difference
from feedback.review.paper.forms import LANGUAGES
from feedback.review.wrong_fields import Wrong, wrong_fields
from feedback.sealing import NotOpened, lock, unlock
from feedback.uses import allowed_in_words

FIRST, SECOND, TYPED = "first", "second", "typed"


def seal_second(payload: Payload, user: User, sheet: str) -> str:
    """What the second worker keyed, for her own page to carry: nothing is kept meanwhile."""
    whole = {
        "user": user.pk,
        "sheet": sheet,
        "payload": payload.to_bytes().decode(errors="surrogatepass"),
    }
    return lock(to_json(whole), page_key("second-key"))


def open_second(token: str, user: User, sheet: str) -> Payload:
    """Raises NotOpened for what was not sealed for the same person and sheet."""
    try:
        whole = from_json(unlock(token, page_key("second-key")))
        if (whole["user"], whole["sheet"]) != (user.pk, sheet):
            raise NotOpened("This page was made for somebody else, or another sheet.")
        return Payload.from_bytes(whole["payload"].encode(errors="surrogatepass"))
    except (ValueError, KeyError, TypeError) as error:
        raise NotOpened("This page was not made here.") from error


class SettleForm(forms.Form):
    """For each difference: the first, the second, or words typed anew from the sheet."""

    def __init__(
        self, found: list[Difference], asked: Questionnaire, *args: Any, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.found, self.asked = found, asked
        for place, difference in enumerate(found):
            choices = [(FIRST, _("The first is right")), (SECOND, _("The second is right"))]
            has_words = bool(difference.first.text or difference.second.text)
            if has_words:
                choices.append((TYPED, _("Neither: it says")))
            self.fields[f"d{place}"] = forms.ChoiceField(
                label=_("What does the sheet say?"),
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Look at the sheet, then choose.")},
            )
            if has_words:
                self.fields[f"d{place}-text"] = forms.CharField(
                    label=_("What it says, if neither is right"),
                    required=False,
                    strip=False,
                    max_length=20_000,
                    initial=difference.second.text,
                    widget=forms.Textarea(attrs={"rows": 5, "data-writing": ""}),
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in [n for n in self.fields if n.endswith("-text")]:
            typed = cleaned.get(name.removesuffix("-text")) == TYPED
            if typed and not cleaned.get(name, "").strip():
                self.add_error(name, _("Type what the sheet says here."))
        return cleaned

    def rows(self, first: Payload, second: Payload) -> list[dict[str, Any]]:
        """Each difference, with both sides in words, for the page."""
        return [
            {
                "label": self._label(difference.key),
                "sides": [
                    (_("First key"), self._words(difference.key, difference.first, first)),
                    (_("Second key"), self._words(difference.key, difference.second, second)),
                ],
                "fields": [self[name] for name in (f"d{at}", f"d{at}-text") if name in self.fields],
            }
            for at, difference in enumerate(self.found)
        ]

    @property
    def wrong(self) -> list[Wrong]:
        """What the summary on top of the page says."""
        return wrong_fields(
            (self._label(difference.key), self[name])
            for at, difference in enumerate(self.found)
            for name in (f"d{at}", f"d{at}-text")
            if name in self.fields
        )

    def chosen(self) -> dict[str, AnswerPayload]:
        """What is right, by key."""
        return {d.key: self._chosen(at, d) for at, d in enumerate(self.found)}

    def _chosen(self, at: int, difference: Difference) -> AnswerPayload:
        choice = self.cleaned_data[f"d{at}"]
        if choice == TYPED:
            text = self.cleaned_data[f"d{at}-text"]
            return AnswerPayload(text=text, options=difference.second.options)
        return difference.first if choice == FIRST else difference.second

    def _label(self, key: str) -> str:
        about = {
            "uses": _("Uses of her words"),
            "language": _("Language that she used"),
            "channel": _("Whether somebody wrote for her"),
            "invite": _("Code of a group or service"),
        }
        item = self.asked.item(key)
        return in_language(item.text, ENGLISH) if item else about.get(key, key)

    def _words(self, key: str, answer: AnswerPayload, payload: Payload) -> list[str]:
        item = self.asked.item(key)
        if item:
            words = [*item.chosen_words(answer.options, ENGLISH), answer.text]
        elif key == "uses":
            words = [str(w) for w in allowed_in_words(answer.options, payload.uses_wording)]
        else:
            names = {**{k: str(v) for k, v in LANGUAGES}, **dict(Channel.choices)}
            words = [str(names.get(option, option)) for option in answer.options]
        return [word for word in words if word] or [_("Nothing")]
