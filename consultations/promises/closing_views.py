"""The door to another closing day."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.promises.forms import CloseForm
from consultations.promises.views import PromiseForm
from consultations.stages.closing import NotOpen, ReplyFirst, move_close
from consultations.stages.services import NotYet


class MoveCloseView(PromiseForm):
    """Close it earlier, today too, or later."""

    button = gettext_lazy("Move it in the open")
    explained = gettext_lazy(
        "The old day and your reason stand beside the new day for everyone. It closes at the end "
        "of the day: choose today to close it tonight. Who began before may send for 24 hours more."
    )

    def make_form(self, data: object) -> forms.Form:
        assert self.consultation is not None
        page = self.consultation
        return CloseForm(data, day=page.closes_on, reply_by=page.reply_by)

    def get_header_title(self) -> str:
        return _("Move the closing day")

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            return super().post(request, **kwargs)
        except NotYet as error:
            self.form.add_error(None, [one.what for one in error.missing])
        except ReplyFirst:
            self.form.add_error("to", self.form.after_the_reply())
        except NotOpen:
            self.form.add_error(
                None, _("It is not open now. Before it opens, its days are edited on its page.")
            )
        return self.render_to_response(self.get_context_data())

    def write(self) -> None:
        assert self.consultation is not None
        move_close(
            consultation=self.consultation,
            by=self.request.user,
            to=self.form.cleaned_data["to"],
            because=self.form.said("because"),
        )
