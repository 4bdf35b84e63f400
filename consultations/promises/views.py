"""Doors to promises, for editors. A consultation of another area is not found."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from consultations.bodies.models import last_day_of_all
from consultations.listing.slices import slice_of
from consultations.models import ConsultationPage, Promise
from consultations.promises import services
from consultations.promises.clock import Kind, by_standing
from consultations.promises.forms import KEPT_BEFORE, EndForm, MakeForm, MoveForm, WelshForm
from consultations.promises.permissions import areas_of
from consultations.promises.selectors import of_areas, promises_of
from consultations.promises.welsh import untold, write_welsh


def no_promise_of(page: ConsultationPage) -> str:
    """Why nothing new can be promised of it; empty where it can."""
    if page.is_archived:
        return _("It is in the archive: nothing new is promised of it.")
    if not page.was_public:
        return _("Publish its page first. Nobody can read a promise on it yet.")
    return ""


class PromisesScreen(WagtailAdminTemplateMixin, TemplateView):
    """A page about promises, for editors somewhere."""

    page_title = gettext_lazy("Promises")
    header_icon = "date"
    consultation: ConsultationPage | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.areas = areas_of(request.user)
        if not self.areas:
            raise PermissionDenied
        self.prepare()
        return super().dispatch(request, *args, **kwargs)

    def prepare(self) -> None:
        """Find what the address names."""

    def hers(self) -> Any:
        pages = ConsultationPage.objects.filter(area__in=self.areas)
        return pages.select_related("area", "locale")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        trail = [{"url": reverse("promises:list"), "label": _("Promises")}]
        if self.consultation is not None:
            here = reverse("promises:of", args=[self.consultation.pk])
            trail.append({"url": here, "label": self.consultation.title})
        return [*self.breadcrumbs_items, *trail, *self.last_crumbs()]

    def last_crumbs(self) -> list[dict[str, Any]]:
        return []


class ListView(PromisesScreen):
    """What is late or soon due in her areas, and every consultation that promises."""

    template_name = "consultations/promises/admin/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = of_areas(self.areas)
        due = [promise for promise in promises_of(pages) if promise.is_soon]
        due.sort(key=lambda promise: (promise.day, promise.key))
        at = {name: self.request.GET.get(name, "") for name in ("due", "page")}
        return super().get_context_data(
            due=slice_of(due, at["due"], {"page": at["page"]}, name="due"),
            slice=slice_of(pages, at["page"], {"due": at["due"]}),
            **kwargs,
        )


class OfView(PromisesScreen):
    """The promises of one consultation."""

    template_name = "consultations/promises/admin/of.html"

    def prepare(self) -> None:
        page = get_object_or_404(self.hers(), pk=self.kwargs["pk"])
        self.consultation = page.source

    def get_header_title(self) -> str:
        return _("Promises: %(title)s") % {"title": self.consultation}

    def get_page_title(self) -> str:
        return self.get_header_title()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.consultation is not None
        promises = by_standing(promises_of([self.consultation]))
        today = timezone.localdate()
        anew = Promise.objects.filter(consultation=self.consultation, told_on=today)
        return super().get_context_data(
            page=self.consultation,
            replies=[one for one in promises if one.kind == Kind.REPLY],
            others=[one for one in promises if one.kind == Kind.OTHER],
            decided=[one for one in promises if one.kind in {Kind.DECISION, Kind.TELLING}],
            anew=set(anew.values_list("pk", flat=True)),
            today=today,
            no_promise=no_promise_of(self.consultation),
            untold=len(untold(self.consultation)),
            **kwargs,
        )


class PromiseForm(OfView):
    """A form about promises of one consultation. What it raises is said in our words."""

    template_name = "consultations/promises/admin/form.html"
    button = gettext_lazy("Tell it")
    done = gettext_lazy("Saved. Everyone can read it now.")
    explained = gettext_lazy("It is public at once, and stands.")
    form: Any

    def prepare(self) -> None:
        super().prepare()
        data = self.request.POST if self.request.method == "POST" else None
        self.form = self.make_form(data)

    def make_form(self, data: Any) -> forms.Form:
        raise NotImplementedError

    def write(self) -> None:
        raise NotImplementedError

    def back(self, why: str) -> HttpResponse:
        assert self.consultation is not None
        messages.error(self.request, why)
        return redirect("promises:of", self.consultation.pk)

    def last_crumbs(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.get_header_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=self.form, button=self.button, explained=self.explained, **kwargs
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        try:
            self.write()
        except services.KeptBefore:
            self.form.add_error("on", KEPT_BEFORE)
            return self.render_to_response(self.get_context_data())
        except services.WrongDay:
            self.form.add_error(None, _("This day won’t do. Choose one within three years."))
            return self.render_to_response(self.get_context_data())
        except services.WordsMissing:
            self.form.add_error(None, _("Some words are missing. Write them, then save again."))
            return self.render_to_response(self.get_context_data())
        except services.NotOurWords as error:
            self.form.add_error(None, error.sentences)
            return self.render_to_response(self.get_context_data())
        except (services.NotPublic, services.InTheArchive):
            assert self.consultation is not None
            return self.back(no_promise_of(self.consultation))
        except services.DayIsGone:
            gone = _("Its day has gone by: it is late until it is kept. Tell it in an update.")
            messages.error(request, gone)
        except (services.HasEnded, services.NotPromised):
            messages.error(request, _("Nothing was changed: this promise can’t be moved now."))
        else:
            messages.success(request, self.done)
        assert self.consultation is not None
        return redirect("promises:of", self.consultation.pk)


class MakeView(PromiseForm):
    """Promise something."""

    button = gettext_lazy("Promise it")

    @property
    def explained(self) -> str:  # type: ignore[override]
        assert self.consultation is not None
        names = ("consultations", "updatepage", self.consultation.pk)
        return format_html(
            '{} <a href="{}">{}</a>',
            _("It is public at once, and stands. It is promised from today on."),
            reverse("wagtailadmin_pages:add", args=names),
            _("Tell as news what was said or done before."),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.consultation is not None
        if why := no_promise_of(self.consultation):
            return self.back(why)
        return super().get(request, *args, **kwargs)

    def make_form(self, data: Any) -> forms.Form:
        return MakeForm(data)

    def get_header_title(self) -> str:
        return _("Promise something")

    def write(self) -> None:
        assert self.consultation is not None
        given = self.form.cleaned_data
        services.make_promise(
            consultation=self.consultation,
            by=self.request.user,
            what=self.form.said("what"),
            owner=given["owner"],
            due_on=given["due_on"],
        )


class MoveReplyView(PromiseForm):
    """Move the day of the reply."""

    button = gettext_lazy("Move it in the open")
    explained = gettext_lazy("The old day and your reason stand beside the new day for everyone.")

    def make_form(self, data: Any) -> forms.Form:
        assert self.consultation is not None
        page = self.consultation
        return MoveForm(data, day=page.reply_by, not_before=last_day_of_all(page))

    def get_header_title(self) -> str:
        return _("Move the day of the reply")

    def write(self) -> None:
        assert self.consultation is not None
        services.move_reply(
            consultation=self.consultation,
            by=self.request.user,
            to=self.form.cleaned_data["to"],
            because=self.form.said("because"),
        )


class WelshView(PromiseForm):
    """Write in Welsh what is in English alone."""

    button = gettext_lazy("Save the Welsh")
    explained = gettext_lazy("What you leave empty stays English on the Welsh page.")

    def make_form(self, data: Any) -> forms.Form:
        assert self.consultation is not None
        return WelshForm(data, untold=untold(self.consultation))

    def get_header_title(self) -> str:
        return _("Promises in Welsh")

    def write(self) -> None:
        assert self.consultation is not None
        words = self.form.cleaned_data
        write_welsh(consultation=self.consultation, by=self.request.user, words=words)


class OneForm(PromiseForm):
    """A form about one promise."""

    promise: Promise

    def prepare(self) -> None:
        promises = Promise.objects.filter(consultation__in=self.hers())
        self.promise = get_object_or_404(promises, pk=self.kwargs["promise"])
        self.kwargs["pk"] = self.promise.consultation_id
        super().prepare()


class MoveView(OneForm):
    """Move its day."""

    button = gettext_lazy("Move it in the open")
    explained = MoveReplyView.explained

    def make_form(self, data: Any) -> forms.Form:
        return MoveForm(data, day=self.promise.due_on)

    def get_header_title(self) -> str:
        return _("Move the day: %(what)s") % {"what": self.promise}

    def write(self) -> None:
        services.move_promise(
            promise=self.promise,
            by=self.request.user,
            to=self.form.cleaned_data["to"],
            because=self.form.said("because"),
        )


class EndView(OneForm):
    """Say what became of it."""

    explained = gettext_lazy("It is public at once. From tomorrow on it stands as it is.")

    def make_form(self, data: Any) -> forms.Form:
        return EndForm(data, promise=self.promise)

    def get_header_title(self) -> str:
        return _("What became of it: %(what)s") % {"what": self.promise}

    def write(self) -> None:
        given = self.form.cleaned_data
        services.end_promise(
            promise=self.promise,
            by=self.request.user,
            state=given["state"],
            on=given["on"],
            how=self.form.said("how"),
        )
