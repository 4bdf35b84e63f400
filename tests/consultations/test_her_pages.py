"""No address of the admin lets an editor touch a consultation of another area."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.urls import pages as wagtail_urls
from wagtail.models import Locale, PageViewRestriction, ReferenceIndex
from wagtail_localize.models import Translation, TranslationSource

from consultations.models import ConsultationPage
from core.journey import JourneyStage
from core.models import Area, HomePage, InformationPage
from tests.consultations.stages.conftest import in_welsh
from tests.factories.feedback import make_question
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages

Make = Callable[..., ConsultationPage]
Staff = Callable[..., StaffClient]
NOT_PAGES = {"revision_id", "task_id", "task_state_id", "workflow_state_id"}
OTHERS: dict[str, Any] = {
    "action_name": "approve",
    "revision_id_a": "earliest",
    "revision_id_b": "live",
}
# What names the place of a new page or a kind of page, and no page that there is.
NAMES_NO_PAGE = {"search", "search_results", "type_use", "type_use_results", "choose_parent"}


def addresses() -> list[tuple[str, list[str]]]:
    found = [
        (pattern.name, list(pattern.pattern.regex.groupindex) or list(pattern.pattern.converters))
        for pattern in wagtail_urls.urlpatterns
    ]
    return [(name, keys) for name, keys in found if name not in NAMES_NO_PAGE]


def address_of(name: str, keys: list[str], page: ConsultationPage) -> str:
    kwargs = {key: 1 if key in NOT_PAGES else OTHERS.get(key, page.pk) for key in keys}
    if "content_type_app_name" in keys:
        kwargs |= {
            "content_type_app_name": "consultations",
            "content_type_model_name": "consultationpage",
        }
    return reverse(f"wagtailadmin_pages:{name}", kwargs=kwargs)


@pytest.fixture
def theirs(consultation: Make, other_area: Area) -> ConsultationPage:
    page = consultation("open", title="Theirs", area=other_area)
    page.save_revision().publish()
    return page


@pytest.fixture
def hers(staff: Staff, area: Area) -> StaffClient:
    return staff("editor", area)


def assert_untouched(page: ConsultationPage) -> None:
    now = ConsultationPage.objects.get(pk=page.pk)
    assert (now.live, now.locked, now.title, now.path) == (True, False, "Theirs", page.path)
    assert now.latest_revision_id == page.latest_revision_id


def test_the_table_of_addresses_is_whole() -> None:
    assert len(addresses()) >= 30
    assert {"set_privacy", "lock", "view_draft", "revisions_compare", "edit"} <= {
        name for name, _keys in addresses()
    }


@pytest.mark.parametrize(("name", "keys"), addresses(), ids=lambda found: str(found))
def test_every_address_refuses_a_page_of_another_area(
    hers: StaffClient, theirs: ConsultationPage, name: str, keys: list[str]
) -> None:
    theirs.refresh_from_db()
    url = address_of(name, keys, theirs)
    for answer in (hers.get(url), hers.post(url, {"action-publish": "yes", "title": "Mine"})):
        assert (answer.status_code, answer.headers["Location"]) == (302, "/manage/")
    assert hers.post(url, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403
    assert_untouched(theirs)


@pytest.mark.parametrize("name", ["edit", "history", "copy", "delete", "unpublish", "view_draft"])
def test_her_own_pages_open(hers: StaffClient, consultation: Make, name: str) -> None:
    page = consultation("open", title="Mine")
    page.save_revision().publish()
    address = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
    assert hers.get(address, follow=True).status_code == 200  # copying has a screen of its own


def test_the_page_that_all_share_can_be_edited_but_not_moved_away(
    hers: StaffClient, theirs: ConsultationPage
) -> None:
    index = theirs.get_parent()
    edit = hers.get(reverse("wagtailadmin_pages:edit", args=[index.pk]))
    assert edit.status_code == 200
    for name in ("delete", "unpublish", "move", "copy"):
        url = reverse(f"wagtailadmin_pages:{name}", args=[index.pk])
        assert hers.post(url, {"include_descendants": "on"}).headers["Location"] == "/manage/"
    assert_untouched(theirs)


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
@pytest.mark.parametrize("of_index", [False, True])
def test_nothing_is_done_in_bulk(
    hers: StaffClient, theirs: ConsultationPage, action: str, of_index: bool
) -> None:
    theirs.refresh_from_db()
    page = theirs.get_parent() if of_index else theirs
    url = f"/manage/bulk/wagtailcore/page/{action}/?id={page.pk}&next=/manage/"
    hers.post(url, {"chooser": theirs.get_parent().get_parent().pk, "include_descendants": "on"})
    assert_untouched(theirs)


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "copy", "move"])
def test_wagtails_own_api_does_nothing(
    hers: StaffClient, theirs: ConsultationPage, action: str
) -> None:
    theirs.refresh_from_db()
    before = ConsultationPage.objects.count()
    for page in (theirs, theirs.get_parent()):
        url = f"/manage/api/main/pages/{page.pk}/action/{action}/"
        answer = hers.post(url, "{}", content_type="application/json")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/manage/")
    assert ConsultationPage.objects.count() == before
    assert_untouched(theirs)


def test_its_translation_is_refused_too(hers: StaffClient, theirs: ConsultationPage) -> None:
    source, _made = TranslationSource.get_or_create_from_instance(theirs)
    welsh = Locale.objects.get(language_code="cy")
    made = Translation.objects.create(source=source, target_locale=welsh)
    for name, pk in (
        ("submit_page_translation", theirs.pk),
        ("convert_to_alias", theirs.pk),
        ("update_translations", source.pk),
        ("stop_translation", made.pk),
        ("machine_translate", made.pk),
        ("upload_pofile", made.pk),
    ):
        answer = hers.post(reverse(f"wagtail_localize:{name}", args=[pk]))
        assert (answer.status_code, answer.headers["Location"]) == (302, "/manage/")
    made.refresh_from_db()
    assert made.enabled


def test_her_own_page_goes_into_welsh(hers: StaffClient, consultation: Make) -> None:
    page = consultation(title="Mine")
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    welsh = Locale.objects.get(language_code="cy")
    hers.post(address, {"locales": [welsh.pk], "include_subtree": ""})
    twin = page.get_translation(welsh)
    assert hers.get(reverse("wagtailadmin_pages:edit", args=[twin.pk])).status_code == 200


@pytest.mark.parametrize("role", ["reviewer", "facilitator", "administrator"])
def test_who_edits_no_pages_translates_none(
    staff: Staff, area: Area, consultation: Make, role: str
) -> None:
    page = consultation()
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    staff(role, area).post(address, {"locales": [Locale.objects.get(language_code="cy").pk]})
    assert not page.get_translations().exists()


def test_a_question_goes_into_welsh_on_its_own_page_alone(hers: StaffClient) -> None:
    question = make_question("long_text")
    address = reverse(
        "wagtail_localize:submit_snippet_translation", args=["feedback", "question", question.pk]
    )
    answer = hers.post(address, {"locales": [Locale.objects.get(language_code="cy").pk]})
    assert answer.headers["Location"] == "/manage/"
    assert not question.get_translations().exists()


# -- The area that she gives to a page of her own


def posted(page_area: Area, **fields: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "title": "Made by her",
        "slug": "made-by-her",
        "area": page_area.pk,
        "journey_stage": JourneyStage.RELEASE.value,
        "minutes": 6,
        "purpose": "What can change.",
        "who_reads": "Two people.",
        "open_to_change": "The day.",
        "reasons": "Friday is too late.",
        "opens_on": str(today),
        "closes_on": str(today + timedelta(days=7)),
        "reply_by": str(today + timedelta(days=30)),
        "body-count": 0,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-publish": "yes",
        **fields,
    }


def add(client: StaffClient, parent: Any, place: Area) -> ConsultationPage | None:
    url = reverse("wagtailadmin_pages:add", args=["consultations", "consultationpage", parent.pk])
    client.post(url, posted(place))
    return ConsultationPage.objects.filter(slug="made-by-her").first()


def test_she_makes_a_page_of_her_area(hers: StaffClient, consultation: Make, area: Area) -> None:
    made = add(hers, consultation().get_parent(), area)
    assert made is not None
    assert made.live
    assert made.area == area


def test_she_makes_no_page_of_another_area(
    hers: StaffClient, consultation: Make, other_area: Area
) -> None:
    assert add(hers, consultation().get_parent(), other_area) is None


@pytest.mark.parametrize("button", ["action-publish", "action-save"])
def test_she_gives_no_page_away(
    hers: StaffClient, consultation: Make, other_area: Area, area: Area, button: str
) -> None:
    page = consultation("planned", slug="made-by-her", reached="draft")
    data = posted(other_area)
    del data["action-publish"]
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = hers.post(url, data | {button: "yes"})
    assert "Choose one of your areas." in answer.content.decode()
    page.refresh_from_db()
    assert page.area == area
    assert page.latest_revision is None
    hers.post(url, data | {"area": area.pk, button: "yes"})  # all else in it is right
    page.refresh_from_db()
    assert page.latest_revision is not None


def test_a_draft_that_moves_her_page_away_is_not_hers_to_publish(
    hers: StaffClient, consultation: Make, area: Area, other_area: Area
) -> None:
    page = consultation(title="Mine")
    page.area = other_area
    page.save_revision()
    hers.post(f"/manage/api/main/pages/{page.pk}/action/publish/", "{}", "application/json")
    hers.post(f"/manage/bulk/wagtailcore/page/publish/?id={page.pk}&next=/manage/")
    assert ConsultationPage.objects.get(pk=page.pk).area == area


# -- No page stands behind a password


@pytest.mark.parametrize("who", ["editor", "superuser"])
@pytest.mark.parametrize("kind", ["password", "login"])
@pytest.mark.parametrize("place", ["consultation", "home", "root", "information"])
def test_no_page_is_put_behind_a_password(
    site_root: HomePage,
    hers: StaffClient,
    superuser: StaffClient,
    consultation: Make,
    who: str,
    kind: str,
    place: str,
) -> None:
    page = consultation()
    site_root.refresh_from_db()
    about = site_root.add_child(instance=InformationPage(title="About", slug="about", body=[]))
    pages = {"consultation": page, "home": site_root, "root": site_root.get_parent()}
    client = hers if who == "editor" else superuser
    url = reverse(
        "wagtailadmin_pages:set_privacy", args=[(pages | {"information": about})[place].pk]
    )
    client.post(url, {"restriction_type": kind, "password": "a shared one"})
    assert not PageViewRestriction.objects.exists()
    assert page.specific_class.private_page_options == []


# -- What answers hang on


@pytest.mark.parametrize("in_bulk", [False, True])
def test_a_consultation_with_a_form_is_kept_and_one_without_is_not(
    hers: StaffClient,
    form: Callable[..., Any],
    consultation: Make,
    in_bulk: bool,
) -> None:
    asked = form(consultation("planned", title="Asked")).consultation
    bare, opened = consultation("planned"), consultation("closed")
    ReferenceIndex.create_or_update_for_object(asked.forms.get())  # factories leave it out
    opened.unpublish()  # what it promised stands
    for page in (asked, bare, opened):
        url = reverse("wagtailadmin_pages:delete", args=[page.pk])
        bulk = f"/manage/bulk/wagtailcore/page/delete/?id={page.pk}&next=/manage/"
        answer = hers.post(bulk if in_bulk else url, follow=True)
        assert answer.status_code == 200
        said = "was kept: forms, answers or promises" in answer.content.decode()
        # Wagtail passes over a protected one without a word
        assert said is (page == opened or (page == asked and not in_bulk))
    assert set(ConsultationPage.objects.all()) == {asked, opened}


@pytest.mark.parametrize("in_bulk", [False, True])
@pytest.mark.parametrize(
    ("trait", "is_up", "is_kept"),
    [
        ("open", True, True),
        ("closed", True, True),
        ("planned", True, False),
        ("open", False, False),
    ],
)
def test_a_welsh_page_is_kept_where_its_english_one_is(
    hers: StaffClient, consultation: Make, trait: str, is_up: bool, is_kept: bool, in_bulk: bool
) -> None:
    page = consultation(trait)
    twin = in_welsh(page, publish=is_up)
    if not is_up:  # nobody could ever read it
        ConsultationPage.objects.filter(pk=twin.pk).update(live=False)
    url = reverse("wagtailadmin_pages:delete", args=[twin.pk])
    bulk = f"/manage/bulk/wagtailcore/page/delete/?id={twin.pk}&next=/manage/"
    answer = hers.post(bulk if in_bulk else url, follow=True)
    assert ("was kept: forms, answers or promises" in answer.content.decode()) is is_kept
    assert ConsultationPage.objects.filter(pk=twin.pk).exists() is is_kept
