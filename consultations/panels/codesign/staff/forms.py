"""What a facilitator fills in about rooms."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import Brief
from consultations.panels.codesign.activities.models import Activity, Card
from consultations.panels.codesign.asks.models import Recommendation
from consultations.panels.codesign.care.models import Report
from consultations.panels.codesign.forms import CardForm, VoteForm
from consultations.panels.codesign.rooms.models import Room
from consultations.panels.codesign.rooms.stages import VOTES, Kind
from consultations.panels.models import PanelMember
from core.day_fields import DayField
from core.staff_forms import InOurWords

ROWS = {"rows": 3}


class OpenForm(InOurWords, forms.ModelForm):  # type: ignore[type-arg]
    """A room, and the brief that opens it."""

    class Meta:
        model = Room
        fields = ("brief", "title", "title_cy", "hard", "hard_cy")
        widgets = {"hard": forms.Textarea(attrs=ROWS), "hard_cy": forms.Textarea(attrs=ROWS)}

    def __init__(self, data: Any, *, briefs: Any) -> None:
        super().__init__(data)
        chosen: Any = self.fields["brief"]
        chosen.queryset, chosen.label = briefs, _("Brief")
        chosen.empty_label = None
        chosen.label_from_instance = self._named

    @staticmethod
    def _named(brief: Brief) -> str:
        return f"{brief.title} ({brief.version})"


class BeginForm(InOurWords, forms.Form):
    """An activity: its question first."""

    question = forms.CharField(
        label=gettext_lazy("The question"),
        max_length=200,
        help_text=gettext_lazy("It stands above everything else, before anybody says or votes."),
    )
    question_cy = forms.CharField(
        label=gettext_lazy("The question in Welsh"), max_length=200, required=False
    )
    hard = forms.CharField(
        label=gettext_lazy("What may be hard in it"), max_length=300, required=False
    )
    closes_on = DayField(
        label=gettext_lazy("Planned to close on"),
        required=False,
        help_text=gettext_lazy("Members read it. You close it yourself, then or later."),
    )
    source = forms.ModelChoiceField(
        label=gettext_lazy("Cards of this board"),
        queryset=Activity.objects.none(),
        required=False,
        help_text=gettext_lazy("Those that stand there now, with whose they are."),
    )
    lines = forms.CharField(label="", widget=forms.Textarea(attrs={"rows": 8}), required=False)
    dots = forms.IntegerField(
        label=gettext_lazy("Dots for each woman"),
        min_value=1,
        max_value=20,
        required=False,
        help_text=gettext_lazy("Empty: the root of the number of cards, such as 3 for 9."),
    )

    def __init__(self, data: Any, *, room: Room, kind: str) -> None:
        super().__init__(data)
        boards: Any = self.fields["source"]
        boards.queryset = room.activities.filter(kind__in=(Kind.PROBLEMS, Kind.IDEAS))
        lines = self.fields["lines"]
        if kind in VOTES:
            lines.label = _("Other cards, one a line")
        elif kind == Kind.DRAFT:
            lines.label = _("The draft")
            lines.help_text = _("An empty line begins a new part. Each part has its own comments.")
        else:
            del self.fields["lines"]
        if kind not in VOTES:
            del self.fields["source"]
        if kind != Kind.DOTS:
            del self.fields["dots"]

    def clean_closes_on(self) -> date | None:
        day: date | None = self.cleaned_data["closes_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day from today on."))
        return day

    def told(self, kind: str) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        text = str(given.pop("lines", "")).replace("\r\n", "\n")
        given["lines"] = text.split("\n\n") if kind == Kind.DRAFT else text.split("\n")
        given["dots"] = given.get("dots") or 0
        return given


class PaperForm(InOurWords, CardForm):
    """A card of the facilitator's, or one that came on paper: whose it is, if she said so."""

    by = forms.ChoiceField(label=gettext_lazy("Whose card is it?"), required=False)
    part = forms.ChoiceField(label=gettext_lazy("About which part?"))
    field_order = ["by", "part", "step", "row", "feeling", "text", "naming", "hard"]

    def __init__(
        self, data: Any, *, activity: Activity, members: Iterable[PanelMember], may_say: bool
    ) -> None:
        super().__init__(data, activity=activity)
        choices = [("", _("On paper, of nobody who is named"))]
        choices += [(str(one.pk), _("On paper: %(name)s") % {"name": one}) for one in members]
        if may_say:
            choices.append(("staff", _("Mine, as facilitator")))
        _choices(self, "by", choices)
        if activity.kind == Kind.DRAFT:
            numbers = range(len(activity.paragraphs))
            _choices(self, "part", [(str(n), _("Part %(n)d") % {"n": n + 1}) for n in numbers])
        else:
            del self.fields["part"]

    def on(self) -> dict[str, Any]:
        given = super().on()
        given.pop("by", "")
        part = given.pop("part", None)
        return {**given, "paragraph": int(part)} if part is not None else given


class KeyForm(InOurWords, VoteForm):
    """A ballot that came on paper."""

    by = forms.ChoiceField(label=gettext_lazy("Whose paper is it?"))

    def __init__(self, data: Any, *, activity: Activity, members: Iterable[PanelMember]) -> None:
        super().__init__(data, activity=activity, before={})
        choices = [("", _("Choose"))] + [(str(one.pk), one.chosen_name) for one in members]
        _choices(self, "by", choices)

    def choices(self) -> dict[str, Any]:
        self.cleaned_data.pop("by", "")
        return super().choices()


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field: Any = form.fields[name]
    field.choices = choices


class AnswerForm(InOurWords, forms.Form):
    """What became of a comment."""

    state = forms.ChoiceField(label=gettext_lazy("What became of it"), choices=Card.State.choices)
    because = forms.CharField(
        label=gettext_lazy("Because"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs=ROWS),
        help_text=gettext_lazy("Everyone in the room reads it. Not taken up needs a reason."),
    )


class MergeForm(InOurWords, forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What the one card says"),
        max_length=600,
        widget=forms.Textarea(attrs=ROWS),
    )


class SettleForm(InOurWords, forms.ModelForm):  # type: ignore[type-arg]
    remedy = forms.ChoiceField(label=gettext_lazy("What was done"), choices=Report.Remedy.choices)

    class Meta:
        model = Report
        fields = ("remedy", "note", "told")
        widgets = {"note": forms.Textarea(attrs=ROWS), "told": forms.Textarea(attrs=ROWS)}


class WriteForm(InOurWords, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Recommendation
        fields = ("text", "text_cy")
        widgets = {"text": forms.Textarea(attrs=ROWS), "text_cy": forms.Textarea(attrs=ROWS)}


class SendForm(InOurWords, forms.Form):
    owner = forms.CharField(
        label=gettext_lazy("Who answers"),
        max_length=120,
        help_text=gettext_lazy("An office, such as: the head of housing. Everyone reads it."),
    )
    due_on = DayField(label=gettext_lazy("Answer due on"))


class TellForm(InOurWords, forms.ModelForm):  # type: ignore[type-arg]
    """What was answered."""

    answer = forms.ChoiceField(label=gettext_lazy("Answer"), choices=Recommendation.Answer.choices)
    done_by = DayField(
        label=gettext_lazy("Done by"),
        required=False,
        help_text=gettext_lazy("Where it is done, or part of it."),
    )
    field_order = ["answer", "because", "because_cy", "done_by"]

    class Meta:
        model = Recommendation
        fields = ("answer", "because", "because_cy", "done_by")
        widgets = {
            "because": forms.Textarea(attrs=ROWS),
            "because_cy": forms.Textarea(attrs=ROWS),
        }


class EvidenceForm(InOurWords, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Recommendation
        fields = ("evidence", "evidence_cy")
        widgets = {
            "evidence": forms.Textarea(attrs=ROWS),
            "evidence_cy": forms.Textarea(attrs=ROWS),
        }
