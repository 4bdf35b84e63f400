"""Wagtail's own addresses in the admin. Pages of an area are its editors'; pictures and documents,
which belong to none, are editors'; languages are administrators'. Users, groups, sites, collections
and workflows are nobody's: roles are given in *Colleagues*."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.roles import Role
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from tests.accounts.doors.test_every_door import People, answers, is_shut, unrendered
from tests.resilience.xss_screens import staff_views

__all__ = ["unrendered"]
pytestmark = pytest.mark.pages


def walk(resolver: URLResolver, before: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Any]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            more = (pattern.namespace,) if pattern.namespace else ()
            yield from walk(pattern, route, (*spaces, *more))
        elif isinstance(pattern, URLPattern) and route.startswith("manage/"):
            yield ":".join([*spaces, str(pattern.name)]), route


WAGTAILS = [
    (n, r)
    for n, r in walk(get_resolver())
    if n not in staff_views() and "(?P" not in r and n != "wagtailadmin_logout"
]


def address(route: str, page: int) -> str:
    """Its address, of this page where it names one; of the first thing of its kind elsewhere."""
    of_pages = route.startswith(("manage/pages/", "manage/api/", "manage/localize/page/"))
    said = re.sub(r"<(?:int:|str:)?(page_id|parent_page_id|page_to_move_id|pk)>",
                  lambda m: str(page if of_pages or "page" in m[1] else 1), route)  # fmt: skip
    said = said.replace("<slug:app_label>", "consultations").replace(
        "<slug:model_name>", "easyread"
    )
    return "/" + re.sub(r"<(?:\w+:)?\w+>", "1", said)


# Open to all staff, and what it shows.
FOR_ALL = {
    "None": "A redirect that puts a slash at the end.",
    "wagtailadmin_home": "Her own first screen.",
    "wagtailadmin_account": "Her own account.",
    "wagtailadmin_dismissibles": "What she doesn't want to see again.",
    "wagtailadmin_tag_autocomplete": "Tags of pictures.",
    **{
        f"wagtailadmin_reports:site_history{more}": "What happened to things that she may look at."
        for more in ("", "_results")
    },
    **{
        f"wagtailadmin_workflows:task_{name}": "Names of tasks; a new one is made by nobody."
        for name in ("chooser", "chooser_results", "chooser_create", "chosen")
    },
    "wagtailadmin_editing_sessions:release": "Ends her own look at a page.",
    "wagtail_localize:javascript_catalog": "Words for script.",
    "wagtail_localize:translations_report": "Translations of what she may look at.",
    "wagtail_localize:translations_report_results": "The same.",
    "wagtail_localize:snippets_api_listing": "Versions that are published.",
    **{
        f"wagtail{kind}_chooser:{name}": "Pictures and documents of the site."
        for kind in ("docs", "images")
        for name in ("choose", "choose_results", "chosen_multiple")
    },
    **{
        f"wagtailadmin_{name}": "For people without a login too."
        for name in (
            *("sprite", "login", "javascript_catalog"),
            *("password_reset", "password_reset_done", "password_reset_confirm"),
            "password_reset_complete",
        )
    },
}
FOR_EDITORS = {
    "wagtailadmin_explore_root",
    *(f"wagtailadmin_pages:search{more}" for more in ("", "_results")),
    *(
        f"wagtailadmin_choose_page{more}"
        for more in (
            *("", "_search", "_chosen_multiple", "_external_link", "_email_link"),
            *("_phone_link", "_anchor_link"),
        )
    ),
    *(
        f"wagtailadmin_reports:{name}{more}"
        for name in (
            *("locked_pages", "workflow", "workflow_tasks", "aging_pages"),
            "page_types_usage",
        )
        for more in ("", "_results")
    ),
    *(
        f"wagtail{kind}:{name}"
        for kind in ("docs", "images")
        for name in ("index", "index_results", "add", "add_multiple")
    ),
    "wagtaildocs_chooser:create",
    "wagtailimages_chooser:create",
}
FOR_ADMINISTRATORS = {
    f"wagtaillocales:{name}"
    for name in (
        *("index", "index_results", "add", "edit", "delete", "history", "history_results"),
        *("usage", "copy"),
    )
}


def opened(client: Any, page: int) -> set[str]:
    """The names of what she gets into."""
    return {
        name
        for name, route in WAGTAILS
        if not all(is_shut(answer) for answer in answers(client, address(route, page)))
    }


@pytest.fixture
def page(form: Callable[..., Form]) -> ConsultationPage:
    return form().consultation


def test_nobody_but_editors_and_administrators_has_more_than_a_first_screen(
    page: ConsultationPage, unrendered: None
) -> None:
    others = frozenset(Role) - {Role.EDITOR, Role.ADMINISTRATOR}
    assert opened(People().who_holds(page.area, others), page.pk) == set(FOR_ALL)


def test_an_editor_of_another_area_opens_nothing_of_a_page(
    page: ConsultationPage, other_area: Area, unrendered: None
) -> None:
    editor = People().who_holds(other_area, frozenset({Role.EDITOR}))
    assert opened(editor, page.pk) == set(FOR_ALL) | FOR_EDITORS


@pytest.mark.long
def test_who_has_the_page_and_who_the_languages(page: ConsultationPage, unrendered: None) -> None:
    people = People()
    editor = people.who_holds(page.area, frozenset({Role.EDITOR}))
    more = opened(editor, page.pk) - set(FOR_ALL) - FOR_EDITORS
    assert {"wagtailadmin_pages:edit", "wagtailadmin_pages:delete", "wagtailadmin_explore"} < more
    assert {name.partition(":")[0] for name in more} <= {
        *("wagtailadmin_pages", "wagtailadmin_explore", "wagtailadmin_explore_results"),
        *("wagtailadmin_choose_page_child", "wagtail_localize"),
    }
    boss = people.who_holds(page.area, frozenset({Role.ADMINISTRATOR}))
    assert opened(boss, page.pk) == set(FOR_ALL) | FOR_ADMINISTRATORS
