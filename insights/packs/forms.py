"""The draft editor: what staff write in a pack, and decisions in a formset."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from insights.forms import Ticked
from insights.models import PackDecision, ReviewPack, Theme
from insights.packs.material import codebook_of
from insights.packs.services import Notes

MOST_DECISIONS = 60
TOO_LONG = 20_000


def _area(label: Any, help_text: Any, rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class PackForm(forms.Form):
    """The words of a pack. A draft may be unfinished, so nothing is required here."""

    summary = _area(
        _("What women said, in short"),
        _("Needed to sign. Plain English, no names, no quotes: quotes are chosen below."),
        rows=8,
    )
    missing_voices = _area(
        _("Who is missing, and why"),
        _("Needed to sign. Who did not answer, who was not asked, and what is done about it."),
    )
    tensions = _area(
        _("Where women disagreed"), _("With each other, or with services. Nobody has to win."), 4
    )
    recommendations = _area(_("What we recommend"), _("One a paragraph, and who decides on it."))
    taken_to = forms.CharField(
        label=_("Where it is taken"),
        help_text=_(
            "Needed to sign. The board or meeting, and its date. Women see this with their six "
            "words, and somebody else might: leave out the name of the consultation."
        ),
        required=False,
        max_length=200,
    )
    limits = _area(_("Limits of this evidence"), _("What a reader must not take from it."), 4)
    checked_by = forms.CharField(
        label=_("Also checked by"),
        help_text=_("Second coder and lived-experience reviewer. Shown in the review edition."),
        required=False,
        max_length=300,
    )
    offer_again = forms.BooleanField(
        label=_("Offer again the words that were left out before"), required=False
    )
    left_out = Ticked(label=_("Quotes to leave out"), required=False, coerce=int)

    def __init__(self, data: Any, *, pack: ReviewPack, quotes: list[dict[str, Any]]) -> None:
        super().__init__(data, initial={name: getattr(pack, name) for name in WRITTEN})
        before: list[int] = pack.left_out
        ids = [q["response"] for q in quotes] + before
        self.fields["left_out"].choices = [(pk, pk) for pk in ids]  # type: ignore[attr-defined]
        self.left_out_before = before


WRITTEN = (
    "summary",
    "missing_voices",
    "tensions",
    "recommendations",
    "taken_to",
    "limits",
    "checked_by",
)


class DecisionForm(forms.ModelForm[PackDecision]):
    """One decision. Its reason may wait until signing, which asks for it."""

    class Meta:
        model = PackDecision
        fields = ("you_said", "answer", "what", "because", "owner", "due_on", "theme")
        widgets = {
            "you_said": forms.TextInput,
            "what": forms.Textarea(attrs={"rows": 3}),
            "because": forms.Textarea(attrs={"rows": 3}),
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "you_said": _("In women's words, as near as can be."),
            "because": _("Needed to sign, unless it was done."),
            "owner": _("Who sees to it: a post, not a person."),
            "theme": _("The theme that it answers, if there is one."),
        }

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["theme"]
        field.queryset = themes
        # read once for all rows: the queryset keeps what it found
        field.choices = [("", "–"), *((theme.pk, theme.name) for theme in themes)]


NOT_WHOLE = _(
    "This page was not sent whole, so its decisions are unknown and nothing is saved. Copy what "
    "you wrote, open the draft again and put it in there."
)


class DecisionRows(BaseFormSet[DecisionForm]):
    """Decisions as the editor sends them: one row or more, the last perhaps empty."""

    default_error_messages = {"missing_management_form": NOT_WHOLE}

    def clean(self) -> None:
        if self.total_form_count() < 1:
            raise ValidationError(NOT_WHOLE)


_Formset = formset_factory(
    DecisionForm,
    formset=DecisionRows,
    extra=1,
    can_delete=True,
    max_num=MOST_DECISIONS,
    absolute_max=MOST_DECISIONS + 1,  # what is sent beyond is not even laid out
    validate_max=True,
)


def decision_formset(pack: ReviewPack, data: Any = None) -> BaseFormSet[DecisionForm]:
    """Decisions of a draft and one empty place for another."""
    codebook = codebook_of(pack.consultation)
    themes = Theme.objects.filter(codebook=codebook, parent=None, status=Theme.Status.ACTIVE)
    fields = DecisionForm.Meta.fields
    initial = [{f: getattr(d, f) for f in fields} for d in pack.decisions.select_related("theme")]
    formset: BaseFormSet[DecisionForm] = _Formset(
        data, initial=initial, prefix="decisions", form_kwargs={"themes": themes}
    )
    return formset


def draft_of(form: PackForm, decisions: BaseFormSet[DecisionForm]) -> dict[str, Any]:
    """What save_draft takes, from forms that are valid."""
    kept = [
        row.instance
        for row in decisions
        if row.cleaned_data.get("you_said") and not row.cleaned_data.get("DELETE")
    ]
    given = form.cleaned_data
    notes = {name: given[name] for name in ("tensions", "recommendations", "checked_by")}
    before = [] if given["offer_again"] else form.left_out_before
    left_out = sorted({*before, *given["left_out"]})
    texts = {name: given[name] for name in ("summary", "missing_voices", "taken_to", "limits")}
    return {**texts, "notes": Notes(**notes, left_out=left_out), "decisions": kept}
