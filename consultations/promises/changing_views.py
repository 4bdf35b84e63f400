"""The doors to another promise on the page of an open consultation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.promises.forms import CanChangeForm, ChangeForm, InvolvementForm
from consultations.promises.views import PromiseForm
from consultations.stages.closing import NotOpen
from consultations.stages.promising import NothingNew, change_involvement, change_what_can_change


class ChangeView(PromiseForm):
    """Say it anew, beside what was said before."""

    button = gettext_lazy("Change it in the open")
    explained = gettext_lazy(
        "Women have answered under what was said. It stays on the page, with your reason beside it."
    )
    form_class: type[ChangeForm]

    def make_form(self, data: Any) -> ChangeForm:
        assert self.consultation is not None
        return self.form_class(data, page=self.consultation)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, **kwargs)
        except NothingNew:
            self.form.add_error(None, _("The page says this already. Nothing was changed."))
        except NotOpen:
            self.form.add_error(
                None,
                _("Before it opens, edit its page. Once it is decided, what was promised stands."),
            )
        return self.render_to_response(self.get_context_data())


class InvolvementView(ChangeView):
    """Another level of involvement."""

    form_class = InvolvementForm

    def get_header_title(self) -> str:
        return _("Change what we promise")

    def write(self) -> None:
        assert self.consultation is not None
        change_involvement(
            consultation=self.consultation,
            by=self.request.user,
            to=self.form.cleaned_data["to"],
            because=self.form.said("because"),
        )


class CanChangeView(ChangeView):
    """What is still open to change."""

    form_class = CanChangeForm

    def get_header_title(self) -> str:
        return _("Change what is still open to change")

    def write(self) -> None:
        assert self.consultation is not None
        change_what_can_change(
            consultation=self.consultation,
            by=self.request.user,
            says=self.form.said("says"),
            because=self.form.said("because"),
        )
