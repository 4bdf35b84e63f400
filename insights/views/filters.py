"""Which part of a queue she is working through. It travels in the address, not in a session."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from consultations.models import ConsultationPage
from insights.models import Theme
from insights.search.question import MARKER, Question
from insights.search.selectors import offered_by
from insights.selectors import Show, theming_of


@dataclass(frozen=True)
class QueueFilter:
    """What a list holds, and the themes that it could be narrowed to."""

    show: Show
    theme: Theme | None
    themes: list[Theme]
    question: Question | None = None  # the list is what a search found, and nothing else

    @classmethod
    def of(cls, request: HttpRequest, consultation: ConsultationPage) -> "QueueFilter":
        """Read the address. What can't be understood is left out."""
        name, value = MARKER
        if request.GET.get(name) == value:
            asked = Question.of(request.GET, offered_by(consultation))
            return cls(show=Show.ALL, theme=None, themes=[], question=asked)
        theming = theming_of(consultation)
        tops = Theme.objects.filter(codebook=theming.codebook_id if theming else None, parent=None)
        themes = list(tops.order_by("order"))
        show = request.GET.get("show", "")
        wanted = request.GET.get("theme", "")
        return cls(
            show=Show(show) if show in Show.values else Show.ALL,
            theme=next((theme for theme in themes if str(theme.pk) == wanted), None),
            themes=themes,
        )

    @property
    def in_turn(self) -> bool:
        """Whether the list has an order of its own, in which responses are to be read."""
        return self.show == Show.NEXT

    @property
    def query(self) -> str:
        """The filter as it stands in an address, with its question mark; empty for everything."""
        if self.question is not None:
            return self.question.on_the_bench
        pairs = {"show": self.show.value} if self.show != Show.ALL else {}
        if self.theme:
            pairs["theme"] = str(self.theme.pk)
        return f"?{urlencode(pairs)}" if pairs else ""
