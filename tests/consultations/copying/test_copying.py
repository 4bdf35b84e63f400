"""Last year's consultation, asked again: what comes along, what never does, and who may."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from consultations.copying.forms import CopyConsultationForm
from consultations.copying.services import CARRIED, Copied, copy_consultation
from consultations.models import BodyForm, ConsultationPage, Outcome, Stage
from core.models import Area, HomePage
from feedback.models import Form, FormVersion
from feedback.review.invites.services import make_invite
from insights.models import Theming, VoiceTarget
from insights.selectors import codebook_before, theming_of
from tests.factories.bodies import make_body_form
from tests.factories.packs import HOUSING, make_coded
from tests.factories.themes import use_codebook
from tests.fixtures.story import StaffClient

pytestmark = pytest.mark.pages
Staff = Callable[..., StaffClient]
OPENS, CLOSES, REPLY = date(2027, 1, 4), date(2027, 2, 1), date(2027, 3, 1)
DAYS = {"opens_on": OPENS, "closes_on": CLOSES, "reply_by": REPLY}
# What a copy has of its own: asked for, or begun anew.
ANEW = {
    *("page_ptr", "copied_from", "reached", "opens_on", "closes_on", "reply_by", "short_because"),
    *("held_back", "approval_reference", "not_research_by", "not_research_on", "considered"),
    *("opened_once", "days_read"),
    "no_welsh_because",  # it is asked anew: by now somebody may want it
}


@pytest.fixture
def one_form(form: Callable[..., Form]) -> Form:
    return form()


@pytest.fixture
def page(one_form: Form) -> ConsultationPage:
    page = one_form.consultation
    page.body = [("paragraph", "<p>Bring a friend.</p>")] if _has("paragraph") else []
    page.save_revision().publish()
    return ConsultationPage.objects.get(pk=page.pk)


def _has(name: str) -> bool:
    block: Any = ConsultationPage._meta.get_field("body")
    return name in block.stream_block.child_blocks


@pytest.fixture
def editor(staff: Staff, page: ConsultationPage) -> StaffClient:
    return staff("editor", page.area)


def copied(page: ConsultationPage, editor: StaffClient, **changes: Any) -> Copied:
    told: dict[str, Any] = {"title": "Getting out again", **DAYS, **changes}
    return copy_consultation(consultation=page, by=editor.user, **told)


# -- what comes along


def test_each_field_is_carried_or_begun_anew_and_none_by_accident() -> None:
    own = {
        field.name
        for field in ConsultationPage._meta.concrete_fields
        if field.model is ConsultationPage
    }
    assert own - ANEW == set(CARRIED) & own


def test_a_draft_stands_beside_it_with_its_texts_and_says_what_it_came_from(
    page: ConsultationPage, editor: StaffClient
) -> None:
    made = copied(page, editor).page
    copy = ConsultationPage.objects.get(pk=made.pk)
    assert not copy.live
    assert copy.get_parent() == page.get_parent()
    assert copy.slug == f"{page.slug}-2027"
    assert copy.translation_key != page.translation_key
    for name in CARRIED:
        assert getattr(copy, name) == getattr(page, name), name
    assert (copy.opens_on, copy.closes_on, copy.reply_by) == (OPENS, CLOSES, REPLY)
    assert copy.copied_from == page
    screen = editor.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).content.decode()
    assert "A copy of the consultation that opened on" in screen
    assert page.title in screen
    first = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "A copy of the consultation" not in first


def test_questions_to_organisations_come_along_switched_off(
    page: ConsultationPage, editor: StaffClient
) -> None:
    assert not any("organisations" in words for words in copied(page, editor).along)
    asked = make_body_form(page, closes_on=page.closes_on)
    made = copied(page, editor, opens_on=date(2027, 1, 5))
    assert "The questions to organisations, switched off." in made.along
    form = BodyForm.objects.get(consultation=made.page)
    assert form.questions.get_prep_value() == asked.questions.get_prep_value()
    assert (form.is_on, form.opens_on, form.closes_on) == (False, None, None)


def test_the_forms_come_with_their_questions_and_without_a_version(
    page: ConsultationPage, one_form: Form, editor: StaffClient
) -> None:
    made = copied(page, editor)
    form = Form.objects.get(consultation=made.page)
    asked = [list(f.questions.values_list("question", "show_if")) for f in (one_form, form)]
    assert asked[0] == asked[1]
    assert form.title == f"{one_form.title} (2027)"
    assert form.slug != one_form.slug
    assert not FormVersion.objects.filter(form=form).exists()
    assert "1 form with its questions, not published." in made.along
    again = copied(made.page, editor, opens_on=date(2027, 1, 5))
    assert Form.objects.get(consultation=again.page).title == f"{one_form.title} (2027)"


def test_targets_come_along_but_for_codes_of_that_consultation(
    page: ConsultationPage, editor: StaffClient, staff: Staff
) -> None:
    facilitator = staff("facilitator", page.area).user
    area_wide = make_invite(user=facilitator, area=page.area, group="All")
    of_this = make_invite(user=facilitator, area=page.area, group="This", consultation=page)
    VoiceTarget.objects.create(consultation=page, channel="web", wanted=40)
    for invite in (area_wide, of_this):
        VoiceTarget.objects.create(consultation=page, invite=invite, wanted=10)
    made = copied(page, editor).page
    targets = VoiceTarget.objects.filter(consultation=made)
    assert set(targets.values_list("channel", "invite", "wanted")) == {
        ("web", None, 40),
        ("", area_wide.pk, 10),
    }
    assert VoiceTarget.objects.filter(consultation=page).count() == 3


def test_the_codebook_is_offered_and_not_chosen(
    page: ConsultationPage, editor: StaffClient, staff: Staff
) -> None:
    codebook = use_codebook(page)
    made = copied(page, editor).page
    assert theming_of(made) is None
    assert codebook_before(made) == codebook
    assert codebook_before(page) is None
    facilitator = staff("facilitator", page.area)
    screen = facilitator.get(reverse("insights:responses", args=[made.pk])).content.decode()
    assert "The consultation that this one is a copy of was coded with it." in screen
    assert Theming.objects.count() == 1


# -- what stays


def test_nothing_of_answers_outcomes_or_dates_comes_along(
    page: ConsultationPage, one_form: Form, editor: StaffClient, staff: Staff
) -> None:
    facilitator = staff("facilitator", page.area).user
    use_codebook(page)
    make_coded(one_form, facilitator, HOUSING)
    Outcome.objects.create(
        consultation=page, version="1", summary="S.", taken_to="b", published_on=OPENS
    )
    ConsultationPage.objects.filter(pk=page.pk).update(reached=Stage.DECIDED)
    before = {
        model: model.objects.count()
        for model in _everything_but("ConsultationPage", "Page", "Form", "FormQuestion")
    }
    made = ConsultationPage.objects.get(pk=copied(page, editor).page.pk)
    assert made.reached == Stage.DRAFT
    grown = {model.__name__ for model, count in before.items() if model.objects.count() != count}
    assert grown <= {
        "Revision",
        "PageLogEntry",
        "ReferenceIndex",
        "IndexEntry",
        "SQLiteFTSIndexEntry",
    }
    assert not made.outcomes.exists()
    assert not made.is_open()


def _everything_but(*names: str) -> list[Any]:
    from django.apps import apps

    return [
        model
        for model in apps.get_models()
        if model.__name__ not in names
        and model._meta.app_label != "intake"
        and model._meta.managed
        and not model._meta.proxy
    ]


# -- Welsh


def test_a_welsh_page_that_somebody_wrote_comes_as_a_draft(
    page: ConsultationPage, editor: StaffClient
) -> None:
    welsh = Locale.objects.get(language_code="cy")
    twin = page.copy_for_translation(welsh, copy_parents=True)
    twin.title, twin.purpose = "Dod allan", "Gallwn newid hyn."
    twin.save_revision().publish()
    made = copied(page, editor)
    copy = made.page.get_translations().get(locale=welsh)
    assert (copy.title, copy.purpose, copy.live) == ("Dod allan", "Gallwn newid hyn.", False)
    assert copy.get_latest_revision_as_object().title == "Dod allan"
    assert copy.opens_on == OPENS
    assert any("Welsh" in sentence for sentence in made.along)


def test_strings_that_were_translated_come_along_but_for_what_is_another_now(
    page: ConsultationPage, editor: StaffClient, site_root: HomePage
) -> None:
    welsh = Locale.objects.get(language_code="cy")
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=welsh)
    for segment in source.stringsegment_set.select_related("context"):
        StringTranslation.objects.create(
            translation_of_id=segment.string_id,
            context=segment.context,
            locale=welsh,
            data=StringValue.from_plaintext(f"Cymraeg {segment.context.path}").data,
        )
    translation.save_target(publish=True)
    before = StringTranslation.objects.count()
    made = copied(page, editor)
    copy = made.page.get_translations().get(locale=welsh)
    latest = copy.get_latest_revision_as_object()
    assert latest.purpose == "Cymraeg purpose"
    assert latest.title == "Getting out again"  # other English now: no Welsh of it yet
    assert not copy.live
    after = Translation.objects.get(source__object_id=made.page.translation_key)
    assert after.enabled
    assert StringTranslation.objects.count() > before


# -- the days


@pytest.mark.parametrize(
    ("opened", "offered"),
    [
        (date(2026, 1, 4), date(2027, 1, 4)),
        (date(2024, 2, 29), date(2027, 2, 28)),  # years have gone by, and leap days with them
        (date(2027, 6, 1), date(2028, 6, 1)),
    ],
)
def test_days_are_offered_a_year_on_and_never_in_the_past(opened: date, offered: date) -> None:
    page = ConsultationPage(
        title="T", opens_on=opened, closes_on=opened + timedelta(20), reply_by=opened
    )
    with time_machine.travel(date(2026, 11, 27)):
        form = CopyConsultationForm(consultation=page)
    assert form.initial["opens_on"] == offered
    assert form.initial["title"] == "T"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"closes_on": OPENS - timedelta(1)}, "closes_on"),
        ({"reply_by": CLOSES - timedelta(1)}, "reply_by"),
    ],
)
def test_days_that_do_not_follow_are_refused_and_nothing_is_made(
    page: ConsultationPage, editor: StaffClient, changes: dict[str, date], wrong: str
) -> None:
    before = Page.objects.count()
    with pytest.raises(ValidationError) as refused:
        copied(page, editor, **changes)
    assert wrong in refused.value.error_dict
    posted = {"title": "Typed with care", **DAYS, **changes}
    screen = editor.post(reverse("copy_consultation", args=[page.pk]), posted).content.decode()
    assert "Nothing is copied yet." in screen
    assert "Typed with care" in screen
    assert Page.objects.count() == before


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        *product(["title", *DAYS], ["", "a\0b", "9" * 400]),
        *product(DAYS, ["0000-00-00", "1.1", "٣"]),
    ],
)
def test_nothing_typed_stops_the_screen(
    page: ConsultationPage, editor: StaffClient, field: str, typed: str
) -> None:
    before = Page.objects.count()
    posted = {"title": "T", **DAYS, field: typed}
    answer = editor.post(reverse("copy_consultation", args=[page.pk]), posted)
    assert answer.status_code == 200
    assert "Nothing is copied yet." in answer.content.decode()
    assert Page.objects.count() == before


# -- who may, and Wagtail's own ways


@pytest.mark.parametrize(
    ("role", "where", "may"),
    [
        ("editor", "here", True),
        ("editor", "elsewhere", False),
        ("facilitator", "here", False),
        ("reviewer", "here", False),
    ],
)
def test_an_editor_of_its_area_copies(
    page: ConsultationPage, staff: Staff, other_area: Area, role: str, where: str, may: bool
) -> None:
    client = staff(role, page.area if where == "here" else other_area)
    before = ConsultationPage.objects.count()
    posted = {"title": "Again", **DAYS}
    client.post(reverse("copy_consultation", args=[page.pk]), posted)
    assert ConsultationPage.objects.count() == before + may
    if not may:
        with pytest.raises(PermissionDenied):
            copied(page, client)


def test_wagtails_button_leads_to_our_screen(page: ConsultationPage, editor: StaffClient) -> None:
    answer = editor.get(reverse("wagtailadmin_pages:copy", args=[page.pk]))
    assert answer["Location"] == reverse("copy_consultation", args=[page.pk])
    posted = {"new_title": "X", "new_slug": "x", "new_parent_page": page.get_parent().pk}
    for more in ({}, {"alias": "on"}):
        editor.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), posted | more)
    assert ConsultationPage.objects.count() == 1


def test_the_page_above_is_not_copied_with_all_that_stands_below(
    page: ConsultationPage, superuser: StaffClient
) -> None:
    index = page.get_parent()
    posted = {
        "new_title": "X", "new_slug": "x", "new_parent_page": index.get_parent().pk,
        "copy_subpages": "on",
    }  # fmt: skip
    address = reverse("wagtailadmin_pages:copy", args=[index.pk])
    said = superuser.post(address, posted, follow=True).content.decode()
    assert "Copy one consultation from its own menu." in said
    assert ConsultationPage.objects.count() == 1


@pytest.mark.parametrize("action", ["copy", "create_alias"])
@pytest.mark.parametrize("of_index", [True, False])
def test_wagtails_api_doubles_none_of_her_own(
    page: ConsultationPage, editor: StaffClient, action: str, of_index: bool
) -> None:
    target = page.get_parent() if of_index else page
    address = f"/manage/api/main/pages/{target.pk}/action/{action}/"
    editor.post(address, '{"recursive": true}', content_type="application/json")
    assert ConsultationPage.objects.count() == 1


def test_a_translation_is_copied_from_its_source(
    page: ConsultationPage, editor: StaffClient
) -> None:
    welsh = Locale.objects.get(language_code="cy")
    twin = page.copy_for_translation(welsh, copy_parents=True)
    made = copied(twin, editor).page
    assert made.locale.language_code == "en-gb"
    assert made.copied_from == page


def test_the_first_may_be_deleted_and_the_copy_stays(
    site_root: HomePage, area: Area, staff: Staff, consultation: Callable[..., ConsultationPage]
) -> None:
    first = consultation("closed")
    made = copied(first, staff("editor", area)).page
    first.delete()
    made.refresh_from_db()
    assert made.copied_from is None
    assert made.get_latest_revision_as_object().copied_from is None
