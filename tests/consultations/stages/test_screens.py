"""The screens: the list of consultations, and where one stands."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from consultations.models import ConsultationPage, Stage, StageChange
from core.models import Area
from tests.fixtures.story import StaffClient

Make = Callable[..., ConsultationPage]
Staff = Callable[..., StaffClient]
LIST = "stages:list"


def look(client: StaffClient, page: ConsultationPage) -> str:
    answer = client.get(reverse("stages:where", args=[page.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def enter(client: StaffClient, page: ConsultationPage, stage: str) -> str:
    address = reverse("stages:enter", args=[page.pk])
    return client.post(address, {"stage": stage}, follow=True).content.decode()


def back(client: StaffClient, page: ConsultationPage, **fields: str) -> str:
    address = reverse("stages:back", args=[page.pk])
    return client.post(address, fields, follow=True).content.decode()


@pytest.mark.parametrize(
    ("role", "may"),
    [("editor", True), ("facilitator", True), ("reviewer", False), ("second_coder", False)],
)
def test_who_sees_which_consultations(
    staff: Staff, area: Area, other_area: Area, consultation: Make, role: str, may: bool
) -> None:
    hers, elsewhere = consultation(title="Hers"), consultation(title="Away", area=other_area)
    client = staff(role, area)
    listed = client.get(reverse(LIST))
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (f'"{reverse(LIST)}"' in home) is may
    if may:
        text = listed.content.decode()
        assert reverse("stages:where", args=[hers.pk]) in text
        assert "Away" not in text
        look(client, hers)
    else:
        assert listed.status_code in {302, 403}
    for name in ("stages:where", "stages:enter", "stages:back"):
        answer = client.post(reverse(name, args=[elsewhere.pk]), {"stage": "draft", "why": "x"})
        assert answer.status_code in {302, 403, 404, 405}
    elsewhere.refresh_from_db()
    assert elsewhere.reached == Stage.CHECKED


def test_what_is_missing_has_its_link_and_then_the_button(
    staff: Staff, area: Area, page: ConsultationPage
) -> None:
    editor = staff("editor", area)
    ConsultationPage.objects.update(reasons="")
    text = look(editor, page)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "1 thing is missing:" in text
    assert f"{edit}#id_reasons" in text
    assert "Enter “Checked”" not in text
    assert "Say what is planned" in enter(editor, page, "checked")  # pressed all the same
    page.refresh_from_db()
    assert page.reached == Stage.DRAFT
    ConsultationPage.objects.update(reasons="They are.")
    assert "Enter “Checked”" in look(editor, page)
    assert "It is in the stage “Checked” now." in enter(editor, page, "checked")
    assert "by you" in look(editor, page)


def test_what_somebody_else_does_names_her(
    staff: Staff, area: Area, page: ConsultationPage
) -> None:
    editor, facilitator = staff("editor", area), staff("facilitator", area)
    ConsultationPage.objects.update(reasons="")
    text = look(facilitator, page)
    assert f"Ask: {editor.user}" in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) not in text


def test_what_comes_by_the_clock_has_no_button(
    staff: Staff, area: Area, consultation: Make
) -> None:
    editor = staff("editor", area)
    planned, open_now = consultation("planned"), consultation()
    assert "It opens by itself on" in look(editor, planned)
    assert "It closes by itself at the end of" in look(editor, open_now)
    for page, stage in ((planned, "open"), (open_now, "closed")):
        assert f'value="{stage}"' not in look(editor, page)
        address = reverse("stages:enter", args=[page.pk])
        assert editor.post(address, {"stage": stage}).status_code in {302, 403}
    planned.unpublish()
    assert "Publish the page: nobody can see it." in look(editor, planned)


@pytest.mark.parametrize("stage", ["", "nonsense", "\0", "followed_up" * 500])
def test_a_stage_that_is_none_changes_nothing(
    staff: Staff, area: Area, page: ConsultationPage, stage: str
) -> None:
    enter(staff("editor", area), page, stage)
    assert not StageChange.objects.exists()


def test_back_keeps_what_was_typed_and_says_what_is_wrong(
    staff: Staff, area: Area, consultation: Make
) -> None:
    page, editor = consultation("planned"), staff("editor", area)
    assert "Say why it goes back." in back(editor, page, stage="draft", why=" ")
    text = back(editor, page, stage="reading", why="A <b>wrong</b> question.")
    assert "Select a valid choice" in text
    assert "A &lt;b&gt;wrong&lt;/b&gt; question." in text
    assert "It is back in the stage “Draft”." in back(
        editor, page, stage="draft", why="A <b>wrong</b> question."
    )
    text = look(editor, page)
    assert "Back from “Checked” to “Draft”" in text
    assert "A &lt;b&gt;wrong&lt;/b&gt; question." in text
    facilitator = staff("facilitator", area)
    assert "by a colleague (" in look(facilitator, page)
    assert "Take it back" not in look(facilitator, page)
    assert facilitator.post(
        reverse("stages:back", args=[page.pk]), {"stage": "draft", "why": "x"}
    ).status_code in {302, 403}


def test_where_there_is_no_way_back_any_more_she_is_told(
    staff: Staff, area: Area, consultation: Make
) -> None:
    """It opened while her page stood open: that is no lack of a role."""
    page, editor = consultation("open"), staff("editor", area)
    assert "That has changed meanwhile." in back(editor, page, stage="draft", why="A slip.")
    page.refresh_from_db()
    assert page.reached == "checked"


def test_what_went_missing_since_is_shown(staff: Staff, area: Area, consultation: Make) -> None:
    page = consultation(involvement="")
    text = look(staff("editor", area), page)
    assert "Missing since “Checked” was entered" in text
    assert "Choose what you promise" in text


def test_the_end_of_the_road(staff: Staff, area: Area, consultation: Make) -> None:
    page = consultation("closed", reached=Stage.FOLLOWED_UP)
    text = look(staff("editor", area), page)
    assert "The end of the road" in text
    assert "<button" not in text.partition("stages__next")[2].partition("</section>")[0]


def test_ways_lead_there_from_the_editor_and_the_explorer(
    staff: Staff, area: Area, consultation: Make
) -> None:
    page, editor = consultation(), staff("editor", area)
    address = reverse("stages:where", args=[page.pk])
    for where in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
    ):
        assert address in editor.get(where).content.decode()
    add = ("consultations", "consultationpage", page.get_parent().pk)
    new = editor.get(reverse("wagtailadmin_pages:add", args=add)).content.decode()
    assert "A consultation begins as a draft." in new


def test_the_list_asks_no_more_for_more(
    staff: Staff, area: Area, consultation: Make, django_assert_max_num_queries: object
) -> None:
    editor = staff("editor", area)
    editor.get(reverse(LIST))
    for _ in range(6):
        consultation()
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        text = editor.get(reverse(LIST)).content.decode()
    assert text.count("title-wrapper") == 6
