"""Pay in the admin: menu and addresses. Every process loads hooks, so views are imported when they
are asked for."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

APPROVE, RUN = "panels.approve_pay", "panels.run_payments"


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("pay/", include("consultations.panels.pay.staff.urls"))]


class PayItem(MenuItem):
    """For coordinators and finance of an area."""

    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.has_perm(APPROVE) or user.has_perm(RUN))


@hooks.register("register_admin_menu_item")
def pay_item() -> MenuItem:
    return PayItem(_("Pay"), reverse("pay:list"), icon_name="tasks", order=164)
