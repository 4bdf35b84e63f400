"""The screens of versions, as Wagtail's panels, and how easy read reads."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
)

from consultations.accessible.admin_forms import LineRow, PartRow, RecordingForm, VersionForm
from core.plain_english import read, sentences, words_of

EASY_SENTENCE = 15  # words: more are named


@dataclass(frozen=True)
class EasyReading:
    """What can be counted of easy read, for its editor."""

    grade: float | None
    long_sentences: list[str]
    hard_words: list[str]
    bare: int  # lines without anything to look at


def reading_of(lines: list[Any]) -> EasyReading:
    """How these lines read."""
    text = "\n".join(line.words for line in lines)
    told = read(text)
    return EasyReading(
        grade=told.grade,
        long_sentences=[s for s in sentences(text) if len(words_of(s)) > EASY_SENTENCE],
        hard_words=told.hard_words,
        bare=sum(not (line.drawing or line.picture) for line in lines),
    )


class ReadingPanel(Panel):
    """How hard it is to read, as it is saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "consultations/accessible/admin/reading.html"

        def is_shown(self) -> bool:
            return self.instance is not None and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            lines = list(type(self.instance).objects.get(pk=self.instance.pk).lines.all())
            english = self.instance.language != "cy"
            return context | {
                "reading": reading_of(lines),
                "english": english,
                "most": EASY_SENTENCE,
            }


class LinesPanel(InlinePanel):
    """Lines in order, each with its drawing or picture."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": LineRow}
        return options


class PartsPanel(InlinePanel):
    """Parts in order."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": PartRow}
        return options


CHECKED = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("checked_by"), FieldPanel("checked_on")]),
        FieldPanel("fits"),
        FieldPanel("live"),
    ],
    heading=_("Checked, and shown"),
)
EASY_READ = ObjectList(
    [
        FieldPanel("consultation"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("title")]),
        ReadingPanel(heading=_("How it reads")),
        LinesPanel(
            "lines",
            panels=[
                FieldPanel("heading"),
                FieldPanel("words"),
                FieldRowPanel([FieldPanel("drawing"), FieldPanel("picture")]),
                FieldPanel("alt"),
            ],
            label=_("Line"),
            heading=_("Lines in order"),
            min_num=1,
        ),
        CHECKED,
    ],
    base_form_class=VersionForm,
)
RECORDING = ObjectList(
    [
        FieldPanel("consultation"),
        FieldRowPanel([FieldPanel("sort"), FieldPanel("language")]),
        FieldPanel("file"),
        FieldPanel("transcript"),
        FieldRowPanel([FieldPanel("poster"), FieldPanel("captions")]),
        CHECKED,
    ],
    base_form_class=RecordingForm,
)
OTHER_LANGUAGE = ObjectList(
    [
        FieldPanel("consultation"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("title")]),
        PartsPanel(
            "parts",
            panels=[FieldPanel("heading"), FieldPanel("words")],
            label=_("Part"),
            heading=_("Text, part by part"),
            min_num=1,
        ),
        FieldPanel("way_in"),
        CHECKED,
    ],
    base_form_class=VersionForm,
)
