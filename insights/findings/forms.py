"""What people write of findings, recommendations and decisions. A draft may be unfinished, so a
finding needs its sentence alone; signing says what is missing."""

from collections.abc import Collection, Iterable, Sequence
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from consultations.models import Decision
from core.day_fields import DayField, DayInput
from core.meanwhile.shown import carry
from core.staff_forms import InOurWords
from insights.findings.changed import KEPT, ReasonForChange, changed_from
from insights.findings.quotes import OfferedQuote
from insights.findings.wording import GUIDE, NAMES, NONE_FOUND
from insights.forms import Ticked
from insights.models import BankQuote, Finding, PackDecision, Recommendation, Theme

LONGEST = 1_500  # of one text of a finding: the public page stays light
OF_FINDING = (
    *("sentence", "said", "strength", "reasons", "methods", "adequacy", "coherence", "relevance"),
    *("between_women", "with_services", "negative"),
)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _carry_if_stored(form: forms.ModelForm[Any]) -> None:
    """Once all its fields are filled: over a new one nobody can have saved."""
    if form.instance.pk is not None:
        carry(form)


class WithTicks(InOurWords):
    """A form with boxes to tick. What is sent is compared with what was offered; boxes of things
    that are gone meanwhile are let go."""

    fields: dict[str, forms.Field]

    def offer(self, name: str, rows: Iterable[Any], ticked: Collection[int]) -> None:
        """The rows that may be ticked, and those that are at first."""
        by_pk = {str(row.pk): row for row in rows}
        field: Any = self.fields[name]
        field.choices = [(pk, str(row)) for pk, row in by_pk.items()]
        field.coerce = by_pk.__getitem__
        at_first = {str(pk) for pk in ticked}
        self.initial[name] = [pk for pk in by_pk if pk in at_first]  # type: ignore[attr-defined]

    def ticked(self, name: str) -> list[str]:
        """What is ticked on the page, for its template."""
        return [str(pk) for pk in self[name].value() or []]  # type: ignore[index]


class ShortTexts(forms.ModelForm[Any]):
    """No text without an end: of those that a model sets none for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and field.max_length is None:
                field.validators.append(MaxLengthValidator(LONGEST))


class FindingForm(WithTicks, ShortTexts):
    """One finding: its sentence, how it is borne out, and what speaks against it."""

    themes = Ticked(label=_("Themes that it is about"), required=False)
    quotes = Ticked(label=_("Quotes that it is told with"), required=False)
    none_found = forms.BooleanField(label=NONE_FOUND, required=False)

    class Meta:
        model = Finding
        fields = OF_FINDING
        widgets = {
            "sentence": _area(2),
            "strength": forms.RadioSelect,
            "said": _area(5),
            "reasons": _area(3),
            "negative": _area(3),
            **dict.fromkeys(("methods", "adequacy", "coherence", "relevance"), _area(2)),
            **dict.fromkeys(("between_women", "with_services"), _area(2)),
        }
        help_texts = {
            "sentence": _("What the evidence bears, and no more. No numbers, no places, no names."),
            "said": _(
                "Plain English, in your own words. Anyone may read it once it is public: no "
                "numbers of women, nothing that points to one of them."
            ),
            "reasons": _("In words that a woman can follow. “Because many said it” is not enough."),
            "methods": _("Who asked, where, and with which question?"),
            "adequacy": _("Is it enough, and rich enough, to say this?"),
            "coherence": _("Does what women said fit together?"),
            "relevance": _("Whom does it hold for, and whom perhaps not?"),
            "between_women": _("What some said, and others saw differently. Nobody has to win."),
            "with_services": _("What services say to it."),
            "negative": _(
                "Needed to sign: responses that speak against it. “Did not fit” beside this form "
                "leads to some."
            ),
        }

    def __init__(
        self,
        data: Any,
        *,
        finding: Finding,
        themes: Sequence[Theme],
        quotes: Sequence[OfferedQuote],
        about: Collection[int],
        quoted: Collection[int],
    ) -> None:
        super().__init__(data, instance=finding)
        self.offer("themes", themes, about)
        self.offer("quotes", [offered.quote for offered in quotes], quoted)
        strength: Any = self.fields["strength"]
        strength.choices = [(code, NAMES[code]) for code in Finding.Strength.values]
        _carry_if_stored(self)

    @property
    def guide(self) -> list[tuple[Any, str]]:
        """Each strength to choose, with what it means."""
        return [(radio, str(GUIDE[radio.data["value"]])) for radio in self["strength"]]

    def clean_sentence(self) -> str:
        return " ".join(self.cleaned_data["sentence"].split())

    def clean(self) -> dict[str, Any] | None:
        """Words that nothing was found, where she ticked so and wrote nothing."""
        given = super().clean() or self.cleaned_data
        if given.get("none_found") and not given.get("negative", "").strip():
            given["negative"] = str(NONE_FOUND)
        return given

    @property
    def about(self) -> list[Theme]:
        found: list[Theme] = self.cleaned_data["themes"]
        return found

    @property
    def told_with(self) -> list[BankQuote]:
        found: list[BankQuote] = self.cleaned_data["quotes"]
        return found


class RecommendationForm(WithTicks, ShortTexts):
    """What is asked of whoever decides."""

    findings = Ticked(label=_("Findings that it rests on"), required=False)

    class Meta:
        model = Recommendation
        fields = ("text", "decides", "scope", "equality")
        widgets = {"text": _area(3), "scope": _area(2), "equality": _area(2)}
        help_texts = {
            "text": _("One thing that somebody can do. Name no woman and no worker."),
            "decides": _("Needed to sign: a board or a post."),
            "scope": _("So that nobody is promised what can't be decided here."),
            "equality": _(
                "Such as women with children, disabled women, women who don't speak English."
            ),
        }

    def __init__(
        self, data: Any, *, recommendation: Recommendation, findings: Sequence[Finding]
    ) -> None:
        super().__init__(data, instance=recommendation)
        mine = recommendation.findings.all() if recommendation.pk else ()
        self.offer("findings", findings, [finding.pk for finding in mine])
        _carry_if_stored(self)

    @property
    def rests_on(self) -> list[Finding]:
        found: list[Finding] = self.cleaned_data["findings"]
        return found


class DecisionForm(InOurWords, forms.ModelForm[PackDecision]):
    """One decision. Its reason may wait until signing, which asks for it."""

    class Meta:
        model = PackDecision
        fields = (
            *("recommendation", "theme", "you_said", "answer", "what", "because"),
            *("owner", "board", "due_on", "moved_because", "money", "session"),
        )
        widgets = {
            "you_said": forms.TextInput,
            "what": _area(3),
            "because": _area(3),
            "moved_because": _area(2),
            "due_on": DayInput,
        }
        field_classes = {"due_on": DayField}
        labels = {
            "recommendation": _("Recommendation that it answers"),
            "theme": _("Theme that it answers"),
        }
        help_texts = {
            "you_said": _(
                "As women would say it, never one woman's own words: only a quote has those."
            ),
            "because": _("Needed to sign, unless it was done."),
            "owner": _("Who sees to it: a post, not a person."),
            "board": _("A board that meets anyway. Don't found one for this."),
            "moved_because": _(
                "Needed if the answer, what was decided, the owner or the day is another than was "
                "published: what was told before and this reason stand in public. A slip of the "
                "pen is a reason too. Name no woman and no worker."
            ),
            "money": _("What it costs and who pays. For the review edition alone."),
            "session": _(
                "A link, or words such as “first session of the panel”. For the review edition "
                "alone: name no panel member."
            ),
        }

    def __init__(
        self,
        data: Any,
        *,
        decision: PackDecision,
        themes: Sequence[Theme],
        recommended: Sequence[Recommendation],
        published: Decision | None = None,
    ) -> None:
        super().__init__(data, instance=decision)
        self.told = published
        if self.told is None:
            del self.fields["moved_because"]
        self._limit("theme", themes, [(theme.pk, theme.name) for theme in themes])
        numbered = enumerate(recommended, start=1)
        self._limit("recommendation", recommended, [(r.pk, f"{n}. {r.text}") for n, r in numbered])
        _carry_if_stored(self)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or self.cleaned_data
        if self.told and not self.errors and not given.get("moved_because", "").strip():
            now = SimpleNamespace(**{name: given[name] for name in KEPT})
            if changes := changed_from(self.told, now):
                self.add_error("moved_because", str(ReasonForChange(changes)))
        return given

    def _limit(self, name: str, rows: Sequence[Any], choices: list[tuple[int, str]]) -> None:
        field: Any = self.fields[name]
        field.queryset = field.queryset.filter(pk__in=[row.pk for row in rows])
        field.choices = [("", "–"), *((pk, capfirst(words)[:120]) for pk, words in choices)]
