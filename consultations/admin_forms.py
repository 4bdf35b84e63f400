"""What an editor fills in about a consultation, and what is refused before it is saved."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from consultations.promises.holding import IN_WORDS, held_on, is_held
from consultations.stages.fairness import RoutesField
from consultations.stages.models import BY_OUTCOME, Stage, State
from core.models import Area
from core.policies import areas_where
from core.written import says_something

EDIT = "consultations.edit_consultations"


class ConsultationForm(WagtailAdminPageForm):
    """A consultation of one of her areas. What every language shares is set on its source."""

    routes = RoutesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "area" in self.fields and self.for_user is not None:
            hers = [area.pk for area in areas_where(self.for_user, EDIT)]
            self.fields["area"].queryset = Area.objects.filter(pk__in=hers)
            self.fields["area"].error_messages["invalid_choice"] = _("Choose one of your areas.")
        if self.instance.source is not self.instance:
            self._show_shared()
        if self.instance.pk and is_held(self.instance.source):
            self._show_promised()

    def clean(self) -> dict[str, Any]:
        """What it was checked with stays until somebody takes it back to "Draft"."""
        cleaned: dict[str, Any] = super().clean()
        for name in set(self.instance.IN_WORDS) & set(self.fields):
            had = self.initial.get(name) and self.instance.reached != Stage.DRAFT
            if had and name not in self.errors and not says_something(cleaned.get(name) or ""):
                said = _("This was checked with it. Write it again, or go back to “Draft” first.")
                self.add_error(name, said)
        self._stay_considered(cleaned)
        day = cleaned.get("not_research_on")
        if day and day > timezone.localdate():
            self.add_error("not_research_on", _("This day is still to come. Choose another."))
        return cleaned

    def _stay_considered(self, cleaned: dict[str, Any]) -> None:
        """Once it is decided, women read it for good, in each language."""
        had = self.initial.get("considered") and self.instance.reached in BY_OUTCOME
        if had and "considered" in self.fields and not says_something(cleaned["considered"]):
            said = _("The outcome was published with it, and women read it. Write it again.")
            self.add_error("considered", said)

    def _show_shared(self) -> None:
        source = self.instance.source
        for name in set(source.SHARED) & set(self.fields):
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Set on the English page, for every language.")
            self.initial[name] = source._meta.get_field(name).value_from_object(source)

    def _show_promised(self) -> None:
        """What was promised stands: it is changed with a reason, on a screen of its own."""
        page = self.instance
        for name in set(held_on(page)) & set(self.fields):
            self.fields[name].disabled = True
        if "opens_on" in self.fields and page.source is page and page.has_opened:
            self.fields["opens_on"].help_text = _("It has opened.")
        is_open, is_answered = page.stage == Stage.OPEN, page.state == State.DECIDED
        may_move_reply = not is_answered and page.reply_by >= timezone.localdate()
        is_women = page.source.has_opened
        answer = _("Women answer under it.") if is_women else _("Organisations read it.")
        doors = {
            "closes_on": (is_open, "move_close", _("Women read it.")),
            "reply_by": (may_move_reply, "of", _("It was promised when this opened.")),
            "involvement": (not is_answered, "involvement", answer),
            "area": (False, "", ""),
            **dict.fromkeys(IN_WORDS, (not is_answered, "words", answer)),
        }
        for name, (may, door, said) in doors.items():
            if name in self.fields and self.fields[name].disabled:
                of = [name] if door == "words" else []
                self.fields[name].help_text = self._held(may, door, said, of)

    def _held(self, may: bool, door: str, said: str, of: list[str]) -> str:
        if not may:
            return _("It stands as it is.")
        return format_html(
            '{} <a href="{}">{}</a>',
            said,
            reverse(f"promises:{door}", args=[self.instance.source.pk, *of]),
            _("Change it, with a reason that everyone reads."),
        )
