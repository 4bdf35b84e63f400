"""Memos of a consultation: read all, write one, change or delete one's own."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from feedback.models import Response
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Memo, Theme
from insights.notes.forms import MemoForm
from insights.notes.memos import NothingWritten, change_memo, delete_memo, write_memo
from insights.notes.selectors import About, memos_for
from insights.selectors.visits import excerpts_of
from insights.views.base import ConsultationScreen
from insights.views.filters import QueueFilter

PAGE_SIZE = 25


class MemosScreen(ConsultationScreen):
    """A page about memos of one consultation."""

    page_title = gettext_lazy("Memos")

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("insights:memos", args=[self.consultation.pk])
        return [*super().trail(), {"url": url, "label": _("Memos")}]


class MemosView(MemosScreen):
    """All memos that she may read, the last first."""

    template_name = "insights/notes/memos.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = self.request.GET.get("kind", "")
        about = About(kind) if kind in About.values else None
        memos = memos_for(self.consultation, self.user, about)
        paginator = WagtailPaginator(memos, PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("p"))
        begins = excerpts_of({m.response_id: m.response_id for m in page if m.response_id})
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "rows": [(memo, begins.get(memo.response_id or 0, "")) for memo in page],
            "kinds": About.choices,
            "kind": about,
        }


class MemoScreen(MemosScreen):
    """A form for a memo. What she typed stays where it can't be saved."""

    template_name = "insights/notes/memo.html"
    heading: str | Promise

    def prepare(self) -> None:
        super().prepare()
        self.find()
        sent = self.request.POST if self.request.method == "POST" else None
        self.form = MemoForm(sent, initial={"text": self.text()})

    def find(self) -> None:
        """What the memo is on, or the memo itself."""

    def text(self) -> str:
        return ""

    def save(self, text: str) -> None:
        raise NotImplementedError

    def back(self) -> str:
        """Where she came from."""
        return reverse("insights:responses", args=[self.consultation.pk]) + "#memos"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": str(self.heading)}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.form.is_valid():
            try:
                self.save(self.form.cleaned_data["text"])
            except NothingWritten:
                self.form.add_error("text", self.form.fields["text"].error_messages["required"])
            except ObjectDoesNotExist:
                self.form.add_error(
                    None, _("What this is on has gone meanwhile. Copy what you wrote.")
                )
            else:
                messages.success(request, _("The memo is saved."))
                return HttpResponseRedirect(self.back())
        return self.get(request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "heading": self.heading,
            "back": self.back(),
        }


class WriteView(MemoScreen):
    """Write on the whole reading."""

    heading = gettext_lazy("Memo on the whole reading")

    def save(self, text: str) -> None:
        write_memo(consultation=self.consultation, text=text, by=self.user)


class WriteOnResponseView(MemoScreen):
    """Write on a response."""

    heading = gettext_lazy("Memo on a response")
    response: Response

    def find(self) -> None:
        rows = responses_for(use=Use.READING_TEAM, consultation=self.consultation)
        self.response = get_object_or_404(rows, pk=self.kwargs["response"])

    def save(self, text: str) -> None:
        write_memo(consultation=self.consultation, text=text, by=self.user, response=self.response)

    def back(self) -> str:
        return _on_response(self, self.response.pk)


class WriteOnThemeView(MemoScreen):
    """Write on a theme."""

    heading = gettext_lazy("Memo on a theme")
    theme: Theme

    def find(self) -> None:
        self.theme = self.theme_at(self.kwargs["theme"])

    def save(self, text: str) -> None:
        write_memo(consultation=self.consultation, text=text, by=self.user, theme=self.theme)

    def back(self) -> str:
        return reverse("insights:theme", args=[self.consultation.pk, self.theme.pk]) + "#memos"


class HerMemoScreen(MemoScreen):
    """A memo of her own; any other is not found."""

    memo: Memo

    def find(self) -> None:
        rows = memos_for(self.consultation, self.user).filter(author=self.user)
        self.memo = get_object_or_404(rows.select_related("consultation"), pk=self.kwargs["memo"])

    def text(self) -> str:
        return self.memo.text

    def back(self) -> str:
        here, memo = self.consultation.pk, self.memo
        if memo.response_id:
            return _on_response(self, memo.response_id)
        if memo.theme_id:
            return reverse("insights:theme", args=[here, memo.theme_id]) + "#memos"
        return super().back()


class ChangeView(HerMemoScreen):
    """Write it anew."""

    heading = gettext_lazy("Change a memo")

    def save(self, text: str) -> None:
        change_memo(memo=self.memo, text=text, by=self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "memo": self.memo}


class DeleteView(HerMemoScreen):
    """Delete it, once she has said so."""

    template_name = "insights/notes/delete.html"
    heading = gettext_lazy("Delete a memo")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            delete_memo(memo=self.memo, by=self.user)
        except Memo.DoesNotExist as error:
            raise Http404 from error
        messages.success(request, _("The memo is deleted."))
        return HttpResponseRedirect(self.back())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "memo": self.memo}


def _on_response(screen: MemoScreen, response: int) -> str:
    """The bench of a response, with the filter that she came with."""
    url = reverse("insights:bench", args=[screen.consultation.pk, response])
    return f"{url}{QueueFilter.of(screen.request, screen.consultation, screen.theming).query}#memos"
