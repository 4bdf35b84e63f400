"""Wagtail makes a chooser for every snippet, open to all staff. Ours shows what is hers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser
from wagtail.snippets.views.chooser import SnippetChooserViewSet

LOOKS = ["view", "change"]


class HersAlone:
    """Before a chooser's view: what its policy lets this person look at, and nothing else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self._policy().user_has_any_permission(request.user, LOOKS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def hers(self) -> QuerySet[Any]:
        user = self.request.user  # type: ignore[attr-defined]
        return self._policy().instances_user_has_any_permission_for(user, LOOKS)

    def _policy(self) -> Any:
        return policy_registry.get_by_type(self.model_class)  # type: ignore[attr-defined]


class Listed(HersAlone):
    def get_object_list(self) -> QuerySet[Any]:
        return self.hers()


class ChooseView(Listed, chooser.ChooseView):
    pass


class ResultsView(Listed, chooser.ChooseResultsView):
    pass


class ChosenView(HersAlone, chooser.SnippetChosenView):
    def get_object(self, pk: Any) -> Any:
        return self.hers().get(pk=pk)


class ChosenMultipleView(HersAlone, chooser.SnippetChosenMultipleView):
    def get_objects(self, pks: list[Any]) -> QuerySet[Any]:
        return self.hers().filter(pk__in=pks)


class HersChooser(SnippetChooserViewSet):
    """For snippets whose policy knows areas."""

    choose_view_class = ChooseView
    choose_results_view_class = ResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
