"""Point at words: in place by script, or by ticking sentences on a page of its own."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from insights.analysis.sentences import sentences
from insights.models import Mark, Passage
from insights.notes.forms import PointForm, shown
from insights.notes.marking import set_mark
from insights.notes.passages import NoWords, WordsChanged, point_at, remove_passage
from insights.selectors import bench_for
from insights.selectors.words import seal_of, texts_of
from insights.services import CodingCompared
from insights.services.undoing import state_of, step_between
from insights.views.bench import DecisionScreen, ResponseScreen
from insights.views.steps import note_step


class PointView(ResponseScreen):
    """Sentences to tick, and the theme that they are for."""

    template_name = "insights/bench/point.html"
    page_title = gettext_lazy("Point at words")
    problems: tuple[str, ...] = ()

    def prepare(self) -> None:
        super().prepare()
        self.bench = bench_for(parts=self.parts, codebook=self.codebook, reader=self.user)
        self.texts = texts_of([part.pk for part in self.parts])
        self.form = PointForm(
            self.request.POST if self.request.method == "POST" else None,
            codings=() if self.bench.is_compared else self.bench.positive,
        )

    def trail(self) -> list[dict[str, Any]]:
        url = self.bench_url(self.response.pk)
        return [
            *super().trail(),
            {"url": url, "label": _("Response")},
            {"url": "", "label": _("Point at words")},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.again(*(str(errors[0]) for errors in self.form.errors.values()))
        before = state_of(self.parts, self.user)
        coding = self.form.chosen
        try:
            point_at(
                coding=coding,
                places=self.form.places(self.texts),
                by=self.user,
                seal=self.form.cleaned_data["seal"],
            )
        except NoWords:
            return self.again(_("Choose the words first, then say which theme they are for."))
        except WordsChanged:
            messages.warning(
                request, _("Her words have changed meanwhile. Read them again, then choose anew.")
            )
            return self.to_bench(self.response.pk, "words")
        except (CodingCompared, ObjectDoesNotExist):
            messages.warning(request, _("That has changed meanwhile. Look again, please."))
            return self.to_bench(self.response.pk, "suggestions")
        note_step(request, self.response.pk, step_between(before, state_of(self.parts, self.user)))
        return self.to_bench(self.response.pk, self.place_of(coding.theme_id))

    def again(self, *problems: str) -> HttpResponse:
        """The page once more, with what is missing: as a message for the script of the bench, and
        above the form, since Wagtail shows no message without script."""
        for problem in problems:
            messages.error(self.request, problem)
        self.problems = problems
        return self.get(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.POST.get("coding") or self.request.GET.get("coding")
        return {
            **super().get_context_data(**kwargs),
            "bench": self.bench,
            "problems": self.problems,
            "codings": list(self.form.codings.values()),
            "chosen": asked,
            "ticked": set(self.request.POST.getlist("places")),
            "answers": self._answers(),
            "seal": seal_of(self.texts),
            "back": self.bench_url(self.response.pk),
        }

    def _answers(self) -> list[dict[str, Any]]:
        """Each answer, and each translation, as sentences with the places that they have."""
        said = [(part, answer) for part in self.bench.parts for answer in part.said]
        return [
            {
                "part": part,
                "answer": answer,
                "in_translation": in_translation,
                "sentences": [
                    (f"{answer.pk}-{start}-{end}-{'t' if in_translation else 'o'}", text[start:end])
                    for start, end in sentences(text)
                ],
            }
            for part, answer in said
            for in_translation in (False, True)
            if (text := shown(self.texts.get((answer.pk, in_translation), "")))
        ]


class UnpointView(DecisionScreen):
    """Point at these words no more."""

    def decide(self) -> str:
        hers = Passage.objects.filter(coding__response__in=self.parts, coding__coder=self.user)
        passage = hers.select_related("coding__response__version__form").get(
            pk=self.kwargs["passage"]
        )
        remove_passage(passage=passage, by=self.user)
        return self.place_of(passage.coding.theme_id)


class MarkView(DecisionScreen):
    """Mark a response, or take the mark off."""

    def decide(self) -> str:
        kind = self.request.POST.get("kind", "")
        if kind in Mark.Kind.values:
            on = self.request.POST.get("on") == "yes"
            set_mark(response=self.response, kind=Mark.Kind(kind), on=on, by=self.user)
        return f"mark-{kind}" if kind in Mark.Kind.values else "marks"
