"""The doors to another promise on the page of an open consultation."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.promises.forms import ChangeForm, InvolvementForm, WordsForm
from consultations.promises.views import PromiseForm
from consultations.stages.changed_words import TO_CHANGE
from consultations.stages.closing import NotOpen
from consultations.stages.promising import NothingNew, OldWelsh, change_involvement, change_words

OLD_WELSH = gettext_lazy(
    "The English is new and the Welsh is as it was. Write the Welsh anew, or leave it empty: then "
    "the English stands until somebody writes it."
)
FIRST_WELSH = gettext_lazy(
    "The Welsh is saved. Nobody had read it in Welsh before, so no change is told, and your reason "
    "is not kept."
)


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
        except OldWelsh:
            self.form.add_error("says_cy", OLD_WELSH)
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


class WordsView(ChangeView):
    """What women read of it in words."""

    def prepare(self) -> None:
        if self.kwargs["name"] not in TO_CHANGE:
            raise Http404
        super().prepare()

    def make_form(self, data: Any) -> ChangeForm:
        assert self.consultation is not None
        return WordsForm(data, page=self.consultation, name=self.kwargs["name"])

    def get_header_title(self) -> str:
        return str(TO_CHANGE[self.kwargs["name"]])

    def write(self) -> None:
        assert self.consultation is not None
        told = change_words(
            consultation=self.consultation,
            by=self.request.user,
            name=self.kwargs["name"],
            says=self.form.said("says"),
            because=self.form.said("because"),
        )
        if told is None:
            self.done = FIRST_WELSH
