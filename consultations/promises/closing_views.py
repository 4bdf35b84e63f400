"""The doors to another closing day, for women and for organisations."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.bodies.closing import move_bodies_close
from consultations.bodies.models import BodyForm
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


class MoveBodiesCloseView(MoveCloseView):
    """The same for organisations."""

    def prepare(self) -> None:
        page = get_object_or_404(self.hers(), pk=self.kwargs["pk"])
        self.questions = get_object_or_404(
            BodyForm.objects.select_related("consultation"), consultation=page.source
        )
        super().prepare()

    def make_form(self, data: object) -> forms.Form:
        last = self.questions.last_day
        return CloseForm(data, day=last, reply_by=self.questions.consultation.reply_by)

    def get_header_title(self) -> str:
        return _("Move the closing day for organisations")

    def write(self) -> None:
        move_bodies_close(
            form=self.questions,
            by=self.request.user,
            to=self.form.cleaned_data["to"],
            because=self.form.said("because"),
        )
