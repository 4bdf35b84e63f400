"""What came of a consultation has an address of its own below its page, to link to and print."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from consultations.updates.models import OUTCOME


class AnswersBelow(RoutablePageMixin):
    """A mixin before the page of a consultation: `…/outcome/` is what came of it."""

    @path(f"{OUTCOME}/", name=OUTCOME)
    def show_outcome(self, request: HttpRequest) -> HttpResponse:
        """What stands; there is no page without an outcome. Raises Http404."""
        template, below = "consultations/outcome_page.html", {"below": f"{OUTCOME}/"}
        answer = self.render(request, template=template, context_overrides=below)
        if not answer.context_data["outcomes"]:
            raise Http404
        shown: HttpResponse = answer
        return shown

    @property
    def outcome_address(self) -> str:
        """Where what came of it stands alone."""
        return f"{self.get_url() or '/'}{OUTCOME}/"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the outcomes that stand."""
        from consultations.selectors import outcomes_for

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"outcomes": outcomes_for(consultation=self)}
