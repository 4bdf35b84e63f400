"""Registration only: the screens of stages, and the ways to them."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from consultations.models import ConsultationPage, Stage
from consultations.stages.opening import refused
from consultations.stages.permissions import may_see, may_see_somewhere
from consultations.stages.selectors import held_back, missing_at_gate


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("consultations/", include("consultations.stages.urls"))]


class ConsultationsItem(MenuItem):
    """Shown to people who edit or lead consultations somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_somewhere(request.user)


@hooks.register("register_admin_menu_item")
def consultations_item() -> MenuItem:
    return ConsultationsItem(
        gettext_lazy("Consultations"),
        reverse("stages:list"),
        name="consultations",
        icon_name="comment",
        order=150,
    )


@hooks.register("register_page_header_buttons")
def in_the_editor(page: Page, user: Any, view_name: str, **kwargs: Any) -> Iterator[Button]:
    yield from where_it_stands(page, user)


@hooks.register("register_page_listing_more_buttons")
def in_the_explorer(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from where_it_stands(page, user)


def where_it_stands(page: Page, user: Any) -> Iterator[Button]:
    """A way from a consultation's page to its stages."""
    found = page.specific
    if not isinstance(found, ConsultationPage) or not found.pk or not may_see(user, found):
        return
    address = reverse("stages:where", args=[found.source.pk])
    yield Button(_("Where it stands"), address, icon_name="list-ol", priority=5)


@hooks.register("before_publish_page")
def refuse_what_lacks(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What a consultation was checked with isn't published away. It is saved as a draft by now."""
    if not isinstance(page, ConsultationPage) or page.source is not page:
        return None
    lacks = refused(page)
    if not lacks:
        return None
    said = _("Saved as a draft, and not published: this was checked, and would lack something.")
    lines = format_html_join("", "<li>{}</li>", ((one.what,) for one in lacks))
    button = messages.button(reverse("stages:where", args=[page.pk]), _("Where it stands"))
    messages.error(request, format_html("{}<ul>{}</ul>", said, lines), buttons=[button])
    return redirect("wagtailadmin_pages:edit", page.pk)


class HeldBackPanel(Component):
    """On the first screen: what was checked, and doesn't open."""

    template_name = "consultations/admin/held_back.html"
    order = 103

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"pages": list(held_back(parent_context["request"].user))}


@hooks.register("construct_homepage_panels")
def add_held_back(request: HttpRequest, panels: list[Any]) -> None:
    if may_see_somewhere(request.user):
        panels.append(HeldBackPanel())


@hooks.register("after_publish_page")
def say_that_it_does_not_open(request: HttpRequest, page: Page) -> None:
    """It was checked, and lacks something now, as it did before this was published."""
    if isinstance(page, ConsultationPage) and page.held_back:
        button = messages.button(
            reverse("stages:where", args=[page.source.pk]), _("What is missing")
        )
        messages.warning(request, _("It doesn’t open before nothing is missing."), buttons=[button])


@hooks.register("after_publish_page")
def say_that_it_is_not_open(request: HttpRequest, page: Page) -> None:
    """A page may be published before it was checked. Then it takes no answers, and she is told."""
    if not isinstance(page, ConsultationPage) or page.reached != Stage.DRAFT:
        return
    missing = len(missing_at_gate(page.source, Stage.CHECKED))
    said = ngettext(
        "Everyone can see this page, and nobody can answer: %(count)d thing is missing before it "
        "may open.",
        "Everyone can see this page, and nobody can answer: %(count)d things are missing before "
        "it may open.",
        missing,
    ) % {"count": missing}
    if not missing:
        said = _("Everyone can see this page, and nobody can answer: it is a draft until checked.")
    button = messages.button(reverse("stages:where", args=[page.source.pk]), _("Where it stands"))
    messages.warning(request, said, buttons=[button])
