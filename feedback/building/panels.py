"""The screens on which questions and forms are built, as Wagtail's panels."""

import json
from typing import Any

from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    Panel,
)

from feedback.admin_forms import FormForm, PlaceForm, PlacesFormSet
from feedback.building.missing import missing_from
from feedback.building.question_forms import OptionForm, OptionsFormSet, QuestionForm
from feedback.building.questions import KINDS_OF_FIELD
from feedback.definitions import define
from feedback.models import Form
from feedback.selectors import live_version


def only_for(field: str) -> dict[str, str]:
    """Attributes by which Wagtail's own script hides what other kinds need. Without it all show."""
    rule = {"kind": sorted(KINDS_OF_FIELD[field])}
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps(rule)}


class InPostedOrder:
    """Rows of a refused save stay where she put them: Wagtail sorts those of a good one alone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if self.form is not None and self.formset.is_bound:  # type: ignore[attr-defined]
            self.children.sort(key=_posted_place)  # type: ignore[attr-defined]


def _posted_place(child: Any) -> int:
    place = str(child.form[ORDERING_FIELD_NAME].value() or "")
    return int(place) if place.isdecimal() else 0


class OptionsPanel(InlinePanel):
    """Options in order, judged together."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": OptionForm, "formset": OptionsFormSet}
        return options

    class BoundPanel(InPostedOrder, InlinePanel.BoundPanel):
        pass


class PlacesPanel(MultipleChooserPanel):
    """Questions in order, each with its rule, judged together."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": PlaceForm, "formset": PlacesFormSet}
        return options

    class BoundPanel(InPostedOrder, MultipleChooserPanel.BoundPanel):
        def telepath_pack(self, context: Any) -> tuple[str, list[Any]]:
            """As a plain inline panel: Wagtail 8.0 would listen to each arrow twice, so that a
            press moved a question two places."""
            return "wagtail.panels.InlinePanel", [self.js_opts(), False]


class NextPanel(Panel):
    """What is missing before a saved form can go live, and what may be done with it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "feedback/admin/next.html"

        def is_shown(self) -> bool:
            return self.instance is not None and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            saved = Form.objects.select_related("consultation").get(pk=self.instance.pk)
            definition, live = define(saved), live_version(saved)
            return context | {
                "form_object": saved,
                "missing": missing_from(saved, definition),
                "live": live,
                "waits": live is not None and live.definition != definition,
            }


QUESTION = ObjectList(
    [
        FieldPanel("text"),
        FieldPanel("kind"),
        OptionsPanel(
            "options",
            panels=[FieldPanel("text"), FieldPanel("more"), FieldPanel("easy")],
            label=_("Option"),
            heading=_("Options"),
            attrs=only_for("options"),
        ),
        FieldRowPanel(
            [FieldPanel("low"), FieldPanel("high")],
            heading=_("Ends of the scale"),
            attrs=only_for("low"),
        ),
        FieldPanel("body", attrs=only_for("body")),
        FieldPanel("hint", attrs=only_for("hint")),
        FieldPanel("content_note"),
        MultiFieldPanel(
            [
                FieldPanel("easy"),
                FieldPanel("easy_hint", attrs=only_for("hint")),
                FieldPanel("easy_body", attrs=only_for("body")),
            ],
            heading=_("In easy read"),
        ),
    ],
    base_form_class=QuestionForm,
    attrs={"data-controller": "w-rules", "data-action": "change->w-rules#resolve"},
)

FORM = ObjectList(
    [
        NextPanel(heading=_("Is it ready?")),
        MultiFieldPanel(
            [
                FieldPanel("title"),
                FieldPanel("consultation"),
                FieldPanel("slug"),
            ],
            heading=_("Form"),
        ),
        PlacesPanel(
            "questions",
            chooser_field_name="question",
            panels=[FieldPanel("question", classname="building__question"), FieldPanel("show_if")],
            label=_("Question"),
            heading=_("Questions in order"),
            help_text=_("Drag a question by its handle, or press its arrows."),
        ),
    ],
    base_form_class=FormForm,
)
