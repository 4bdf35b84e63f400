"""Which part of a queue she is working through. It travels in the address, not in a session."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from accounts.models import User
from consultations.models import ConsultationPage
from insights.models import Theme
from insights.selectors import Show, theming_of
from insights.sharing.selectors import left_in_share

PAGE = "p"  # where in a list, which narrows nothing


@dataclass(frozen=True)
class QueueFilter:
    """What a list holds, and the themes that it could be narrowed to."""

    show: Show
    theme: Theme | None
    themes: list[Theme]
    said: bool = False  # the address itself says what the list holds

    @classmethod
    def of(cls, request: HttpRequest, consultation: ConsultationPage) -> "QueueFilter":
        """Read the address. What can't be understood is left out; one that narrows nothing means
        her share while something of it is unread, and else all."""
        theming = theming_of(consultation)
        tops = Theme.objects.filter(codebook=theming.codebook_id if theming else None, parent=None)
        themes = list(tops.order_by("order"))
        show = request.GET.get("show", "")
        wanted = request.GET.get("theme", "")
        if not request.GET.keys() - {PAGE}:
            show = Show.MINE if _has_a_share(request, consultation) else Show.ALL
        return cls(
            said="show" in request.GET,
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
        # "all" is named where it was chosen, or the next page would show her share again
        pairs = {"show": self.show.value} if self.show != Show.ALL or self.said else {}
        if self.theme:
            pairs["theme"] = str(self.theme.pk)
        return f"?{urlencode(pairs)}" if pairs else ""


def _has_a_share(request: HttpRequest, consultation: ConsultationPage) -> bool:
    reader = request.user
    return isinstance(reader, User) and left_in_share(consultation, reader) > 0
