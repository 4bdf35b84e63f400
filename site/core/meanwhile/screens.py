"""The edit screens on which nobody saves over what she has not seen."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.meanwhile.merging import meanwhile


class OneAtATime:
    """For a Wagtail edit view whose form carries what it showed (`CarriesShown`).

    Looking and saving are one transaction, and the row is held: of two saves at one moment the
    second is the one that is told.
    """

    object: Any

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            held = type(self.object)._base_manager.select_for_update()
            list(held.filter(pk=self.object.pk))
            self.object = self.get_object()  # type: ignore[attr-defined]  # as it is stored now
            answer: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
            return answer

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)  # type: ignore[misc]
        if not form.is_bound:
            return form
        given = self.get_form_kwargs()  # type: ignore[attr-defined]
        now = type(form)(**given | {"data": None, "files": None})
        found = meanwhile(now, form.data)
        if found is None:
            return form
        again = type(form)(**given | {"data": found.data})
        again.meanwhile = found.sentences
        return again

    def is_valid(self, form: Any) -> bool:
        """Never saved on the post that tells her."""
        if not hasattr(form, "meanwhile"):
            valid: bool = super().is_valid(form)  # type: ignore[misc]
            return valid
        self.produced_error_code = "changed_meanwhile"
        self.produced_error_message = _(
            "Not saved yet: somebody else saved this meanwhile. What you typed is still here."
        )
        return False
