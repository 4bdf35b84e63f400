"""Wagtail's own copy would make a page without forms, with last year's dates, or an alias that is
edited nowhere: its button leads to ours."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from consultations.permissions import consultations_at


@hooks.register("register_admin_urls")
def copy_urls() -> list[URLPattern]:
    from consultations.copying import views

    return [path("consultations/<int:page_id>/copy/", views.copy, name="copy_consultation")]


@hooks.register("before_copy_page")
def copy_in_our_way(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A consultation by our screen; a page that consultations stand under not at all."""
    below = [
        one
        for one in consultations_at([page.pk], below=True)
        if one.pk == page.pk or one.is_descendant_of(page)  # news of one is copied as any page
    ]
    if not below:
        return None
    if any(one.pk == page.pk for one in below):
        return redirect("copy_consultation", page.pk)
    messages.error(
        request,
        _(
            "“%(page)s” can’t be copied: the consultations below it would be there twice, without "
            "their forms. Copy one consultation from its own menu."
        )
        % {"page": page.title},
    )
    return redirect("wagtailadmin_explore", page.pk)
