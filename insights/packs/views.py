"""Doors to design review packs. A pack of another area is not found."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import user_may
from consultations.selectors import Missing
from insights.findings.gaps import numbers_in_words, quiet_and_untold
from insights.findings.selectors import standing_of
from insights.models import ReviewPack
from insights.packs import making, selectors, services
from insights.packs.charts import with_charts
from insights.packs.document import lay_out
from insights.packs.forms import PackForm, draft_of
from insights.packs.guard import guarded, hold
from insights.packs.publishing import outcome_before
from insights.packs.screens import DraftScreen, PackDoor, PackScreen
from insights.packs.seal import DraftChanged, seal_of
from insights.packs.standing import last_signing, signing_of
from insights.packs.trail import version_of


class PackListView(PackScreen):
    """Her consultations, and the packs of each."""

    template_name = "insights/packs/list.html"

    def prepare(self) -> None:
        pass

    def get_page_subtitle(self) -> str:
        return ""

    def trail(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super(PackScreen, self).get_context_data(**kwargs)
        return context | {"rows": selectors.consultations_for(self.user)}


class StartView(PackDoor):
    """Start the next pack of a consultation, or go to the draft that there is."""

    http_method_names = ["post"]

    def prepare(self) -> None:
        pages = selectors.consultations_for(self.user)
        page = get_object_or_404(pages, pk=self.kwargs["pk"])
        self.page = page

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        pack = services.start_pack(consultation=self.page, by=self.user)
        return redirect("insights:packs:edit", pack.pk)


class PackView(PackScreen):
    """Where a pack stands: what is missing, both editions, and the next step."""

    template_name = "insights/packs/pack.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_draft = self.pack.status == ReviewPack.Status.DRAFT
        signing = signing_of(self.pack)
        is_live = signing is not None and signing.making.is_live
        is_open = is_draft and not is_live
        missing = selectors.missing_for_signing(self.pack, may_recall=True) if is_open else []
        return super().get_context_data(
            missing=missing,
            is_draft=is_draft,
            signing=signing,
            is_live=is_live,
            versions={name: version_of(self.pack, name) for name in selectors.EDITIONS},
            standing=standing_of(self.pack) if is_draft else None,
            untold=quiet_and_untold(self.pack) if is_draft else [],
            **kwargs,
        )


class SigningView(PackScreen):
    """How far signing is, as the part of the page that its script puts in place of the one before;
    posted, it stops."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        signing = last_signing(self.pack)
        if signing is None:
            return self.to_pack()
        found = {"pack": self.pack, "signing": signing, "is_part": True}
        may_sign = user_may(self.user, selectors.SIGN, self.pack.consultation.area_id)
        return render(request, "insights/packs/_signing.html", {**found, "may_sign": may_sign})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if making.stop_signing(pack=self.pack, by=self.user):
            messages.success(request, _("Signing was stopped. The draft is as it was."))
        else:
            messages.warning(request, _("There was nothing left to stop."))
        return self.to_pack()


class EditView(DraftScreen):
    """The words of a draft."""

    template_name = "insights/packs/edit.html"

    def prepare(self) -> None:
        super().prepare()
        if self.request.method != "POST" and services.is_being_signed(self.pack):
            raise services.PackIsBeingSigned
        self.form = PackForm(None, pack=self.pack)

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), self.here(_("Edit"))]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            now = hold(self.pack)
            self.form = guarded(lambda data: PackForm(data, pack=now), request.POST)
            return self.answer()

    def answer(self) -> HttpResponse:
        """Save it, or show what stands in the way."""
        if hasattr(self.form, "meanwhile") or not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        try:
            services.save_draft(pack=self.pack, by=self.user, **draft_of(self.form))
        except services.PackIsBeingSigned as error:
            self.form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data())
        messages.success(self.request, _("The draft is saved."))
        return self.to_pack()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"form": self.form}


class SignView(PackScreen):
    """What signing means, and what is missing for it."""

    template_name = "insights/packs/sign.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), self.here(_("Sign"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = selectors.missing_for_signing(self.pack)
        hints = numbers_in_words(self.pack)
        return super().get_context_data(
            missing=missing,
            hints=hints,
            seal=seal_of(self.pack),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        seal = request.POST.get("seal", "")
        try:
            if making.is_signed_at_once(self.pack):
                services.sign_pack(pack=self.pack, by=self.user, seal=seal)
                said = _("Signed. Both editions are frozen as they stand.")
            else:
                making.ask_to_sign(pack=self.pack, by=self.user, seal=seal)
                said = _("The worker signs it for you. This page shows how far it is.")
        except services.NotReady:
            return self.render_to_response(self.get_context_data())
        except (services.PackIsFrozen, DraftChanged) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, said)
        return self.to_pack()


class PublishView(PackScreen):
    """What women and the public will see, and the button that shows it to them."""

    template_name = "insights/packs/publish.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), self.here(_("Publish"))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.pack.status != ReviewPack.Status.SIGNED:
            messages.error(request, _("Only a signed pack can be published."))
            return self.to_pack()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            outcome=outcome_before(self.pack),
            missing=[
                *map(Missing, selectors.answers_nobody(self.pack)),
                *selectors.missing_for_publishing(self.pack.consultation),
            ],
            held=selectors.held_decisions(self.pack),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            services.publish_pack(pack=self.pack, by=self.user)
        except services.PackIsFrozen:
            messages.error(request, _("Only a signed pack can be published."))
        except services.NotReady as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Published. Women can now see what was decided."))
        return self.to_pack()


class EditionView(PackDoor):
    """One edition as a page of its own, to read and to print."""

    def prepare(self) -> None:
        super().prepare()
        self.name = self.kwargs["edition"]
        if self.name not in selectors.EDITIONS:
            raise Http404

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        document = with_charts(lay_out(selectors.shown_edition(self.pack, self.name)))
        context = {"document": document, "pack": self.pack, "name": self.name}
        return render(request, "insights/packs/edition.html", context)
