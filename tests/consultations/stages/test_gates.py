"""Each gate with the thing that it asks for, and without."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from accounts.models import User
from consultations.accessible.lights import lights
from consultations.accessible.models import Kind
from consultations.models import ConsultationPage, Decision, Stage
from consultations.selectors import Missing, missing_on_the_way, register_gate
from consultations.stages import gates
from consultations.stages.ours import days_to_answer
from consultations.stages.selectors import gone_missing, missing_at_gate, missing_for
from core.models import Area
from feedback.intake.models import IntakeKey
from feedback.models import Form
from feedback.review.models import LeadPeriod, WaitingResponse
from insights.gates import unanswered
from insights.models import Finding, ReviewPack
from tests.consultations.stages.conftest import in_welsh
from tests.factories.accounts import make_staff
from tests.factories.feedback import add_welsh, make_form, make_question, make_response
from tests.factories.packs import (
    HOUSING,
    MONEY,
    draft_of,
    make_coded,
    make_decision,
    make_finding,
    make_recommendation,
    sign_coding,
    signed_pack,
)
from tests.factories.themes import theme_of, use_codebook

Make = Callable[..., ConsultationPage]
WHEN = timezone.localdate


def said(page: ConsultationPage, stage: Stage) -> str:
    """What the gate of a stage lacks: lines that say what to do, and where."""
    page.refresh_from_db()
    lines = missing_at_gate(page, stage)
    for one in lines:
        assert one.what.endswith((".", "”."))
        assert bool(one.address) == bool(one.where)  # reversed, or empty: it never leads nowhere
    return "\n".join(one.what for one in lines)


def change(page: ConsultationPage, **fields: Any) -> None:
    ConsultationPage.objects.filter(pk=page.pk).update(**fields)


def test_of_a_ready_draft_nothing_is_missing(page: ConsultationPage) -> None:
    assert said(page, Stage.CHECKED) == ""
    assert missing_for(page, Stage.CHECKED) == []


SHORT = {"opens_on": WHEN(), "closes_on": WHEN() + timedelta(days=26), "short_because": ""}
BY_NOBODY = {"not_research_by": ".", "not_research_on": WHEN()}
YET_TO_COME = {"not_research_by": "Head", "not_research_on": WHEN() + timedelta(days=1)}
LONG_AGO = {
    "opens_on": WHEN() - timedelta(days=60),
    "closes_on": WHEN() + timedelta(days=4),
    "short_because": "",
}


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ({"open_to_change": " "}, "Say what is still open to change."),
        ({"reasons": ""}, "Say what is planned, why, and what choices there are."),
        ({"involvement": ""}, "Choose what you promise"),
        ({"routes": []}, "no internet"),
        ({"routes": ["web", "kiosk"]}, "no internet"),
        (SHORT, "It is open for 27 days. Make it 28, or say why fewer are enough."),
        ({"setting": ""}, "Say where women are asked"),
        ({"setting": "custody"}, "Give the approval reference"),
        ({"setting": "probation", "approval_reference": " "}, "Give the approval reference"),
        ({"setting": "both", "not_research_by": "Head of reducing"}, "and on which day"),
        ({"setting": "both", "not_research_on": WHEN()}, "and on which day"),
        ({"no_welsh_because": ""}, "Translate the page into Welsh"),
        # what says nothing answers nothing
        ({"open_to_change": "."}, "Say what is still open to change."),
        ({"reasons": "tbc"}, "Say what is planned, why, and what choices there are."),
        ({**SHORT, "short_because": "–"}, "It is open for 27 days."),
        ({"no_welsh_because": "n/a"}, "Translate the page into Welsh"),
        ({"setting": "custody", "approval_reference": "."}, "Give the approval reference"),
        ({"setting": "both", **BY_NOBODY}, "and on which day"),
        ({"setting": "both", **YET_TO_COME}, "and on which day"),
        # days that went by before anybody could answer are none
        (LONG_AGO, "It is open for 5 days."),
    ],
)
def test_what_is_missing_on_the_page_is_named(
    page: ConsultationPage, gone: dict[str, Any], words: str
) -> None:
    change(page, **gone)
    assert words in said(page, Stage.CHECKED)


@pytest.mark.parametrize(
    "there",
    [
        {"routes": ["group"]},
        {**SHORT, "closes_on": WHEN() + timedelta(days=27)},  # 28 days
        {**SHORT, "short_because": "One centre is asked."},
        {"setting": "custody", "approval_reference": "NRC 2027-1"},
        {"setting": "probation", "not_research_by": "Head", "not_research_on": WHEN()},
    ],
)
def test_what_is_there_is_enough(page: ConsultationPage, there: dict[str, Any]) -> None:
    change(page, **there)
    assert said(page, Stage.CHECKED) == ""


def test_a_welsh_page_has_to_be_published_and_its_questions_too(
    page: ConsultationPage, ready: Form
) -> None:
    change(page, no_welsh_because="")
    twin = in_welsh(page, publish=False)
    assert "The Welsh page is not published." in said(page, Stage.CHECKED)
    twin.save_revision().publish()
    assert "questions of “" in said(page, Stage.CHECKED)
    for place in ready.questions.select_related("question"):
        options = tuple(f"Dewis {n}" for n in range(place.question.options.count()))
        add_welsh(place.question, "Beth ddigwyddodd?", options)
    assert said(page, Stage.CHECKED) == ""


def test_a_welsh_page_without_any_welsh_is_none(page: ConsultationPage, ready: Form) -> None:
    """Publishing a translation of which nobody has written a word shows the English."""
    change(page, no_welsh_because="")
    page.refresh_from_db()
    in_welsh(page).delete()
    twin = translate(page)
    page.refresh_from_db()
    light = next(one for one in lights([page])[0].usual if one.kind == Kind.WELSH)
    assert light.state == "partly"
    assert light.words == f"{light.still} parts are still English"
    assert f"{light.still} parts of the Welsh page are still" in said(page, Stage.CHECKED)
    source = TranslationSource.objects.get_for_instance(page)
    for segment in StringSegment.objects.filter(source=source).exclude(context__path="slug"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=twin.locale,
            data="Rhywbeth arall",
        )
    with TestCase.captureOnCommitCallbacks(execute=True):
        Translation.objects.get().save_target(publish=True)
    assert "still English" not in said(page, Stage.CHECKED)
    light = next(one for one in lights([page])[0].usual if one.kind == Kind.WELSH)
    assert light.state in ("whole", "older")


def test_a_welsh_page_in_english_words_is_none(page: ConsultationPage) -> None:
    """However it came there: written by hand, or translated since and not published yet."""
    change(page, no_welsh_because="")
    twin = in_welsh(page)
    assert "still English" not in said(page, Stage.CHECKED)
    ConsultationPage.objects.filter(pk=twin.pk).update(purpose=page.purpose, reasons=page.reasons)
    assert "2 parts of the Welsh page are still English, or say nothing." in said(
        page, Stage.CHECKED
    )


@pytest.mark.parametrize("words", [".", "-", "n/a", ""])
def test_a_welsh_page_of_dots_is_none(page: ConsultationPage, words: str) -> None:
    change(page, no_welsh_because="", title="Getting out")
    twin = in_welsh(page)
    parts = ("purpose", "open_to_change", "reasons", "who_reads")
    ConsultationPage.objects.filter(pk=twin.pk).update(**dict.fromkeys(parts, words))
    assert "4 parts of the Welsh page are still English, or say nothing." in said(
        page, Stage.CHECKED
    )
    ConsultationPage.objects.filter(pk=twin.pk).update(title=".")
    assert "5 parts of the Welsh page" in said(page, Stage.CHECKED)


def translate(page: ConsultationPage) -> ConsultationPage:
    """Its Welsh page as wagtail-localize makes it, published with nothing translated."""
    welsh = Locale.objects.get(language_code="cy")
    source, _ = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=welsh)
    with TestCase.captureOnCommitCallbacks(execute=True):  # it publishes then
        translation.save_target(publish=True)
    twin: ConsultationPage = page.get_translation(welsh)
    return twin


def test_days_count_from_the_first_on_which_she_could_answer(page: ConsultationPage) -> None:
    """A page that has opened is not short because days of it went by."""
    change(page, **LONG_AGO)
    page.refresh_from_db()
    assert days_to_answer(page) == 5
    change(page, reached=Stage.CHECKED)
    page.refresh_from_db()
    assert days_to_answer(page) == 65


def test_a_form_has_to_be_there_and_its_questions_live(
    consultation: Make, intake_key: IntakeKey, leads: list[LeadPeriod]
) -> None:
    page = consultation("planned", reached=Stage.DRAFT)
    assert said(page, Stage.CHECKED) == "Make a form for it."
    made = make_form(page, make_question("long_text"), publish=False)
    assert said(page, Stage.CHECKED) == f"Publish the questions of “{made.title}”."


def test_a_key_has_to_be_made(consultation: Make, leads: list[LeadPeriod]) -> None:
    page = consultation("planned", reached=Stage.DRAFT)
    make_form(page)
    assert "no key to seal answers to" in said(page, Stage.CHECKED)


@pytest.mark.parametrize(
    ("part", "words"),
    [("leads", "Name who leads safeguarding"), ("stands_in", "Name who stands in")],
)
def test_safeguarding_has_a_lead_and_a_cover(page: ConsultationPage, part: str, words: str) -> None:
    LeadPeriod.objects.filter(part=part).delete()
    assert words in said(page, Stage.CHECKED)


def test_a_cover_of_the_past_is_none(page: ConsultationPage) -> None:
    day = WHEN() - timedelta(days=1)
    LeadPeriod.objects.filter(part="stands_in").update(first_day=day, last_day=day)
    assert "Name who stands in" in said(page, Stage.CHECKED)


# -- after it has closed


@pytest.fixture
def closed(form: Callable[..., Form], consultation: Make) -> Form:
    made = form(consultation("closed", closes_on=WHEN() - timedelta(days=3)))
    use_codebook(made.consultation)
    return made


@pytest.fixture
def facilitator(area: Area) -> User:
    return make_staff("facilitator", area)


def test_nobody_reads_for_good_before_the_day_of_grace_is_over(closed: Form) -> None:
    page = closed.consultation
    assert said(page, Stage.READING) == ""
    change(page, closes_on=WHEN() - timedelta(days=1))
    assert "may send until the end of the day" in said(page, Stage.READING)


def test_theming_waits_for_the_reading_room_and_a_codebook(
    closed: Form, consultation: Make, area: Area
) -> None:
    page = closed.consultation
    assert said(page, Stage.THEMING) == ""
    WaitingResponse.objects.create(
        intake_hash=b"1" * 32,
        version=closed.versions.get(),
        area=area,
        swept_on=WHEN(),
        channel="web",
        language="en-gb",
        key_id="k",
        sealed=b"x",
    )
    assert said(page, Stage.THEMING) == "1 response waits in the reading room. Read it."
    assert "Choose the codebook" in said(consultation("closed"), Stage.THEMING)


def test_the_review_waits_for_readers_and_a_signature(closed: Form, facilitator: User) -> None:
    page = closed.consultation
    make_response(closed)
    assert said(page, Stage.REVIEW).splitlines() == [
        "1 response has been read by nobody yet. Read it.",
        "Sign the coding off.",
    ]
    closed.versions.get().responses.all().delete()
    make_coded(closed, facilitator, HOUSING)
    sign_coding(page, facilitator)
    assert said(page, Stage.REVIEW) == ""


def test_it_is_decided_with_a_signed_pack_and_how_it_was_considered(
    closed: Form, facilitator: User
) -> None:
    page = closed.consultation
    change(page, considered="")
    make_coded(closed, facilitator, HOUSING)
    assert said(page, Stage.DECIDED).splitlines() == [
        "Say how what women said was considered.",
        "Make the design review pack, and sign it.",
    ]
    draft_of(closed, facilitator, missing_voices="")
    change(page, considered="The board read it.")
    assert said(page, Stage.DECIDED).splitlines() == [
        "Sign the design review pack.",
        "Say in the pack who is missing, and why.",
    ]


def test_of_a_signed_pack_nothing_is_missing(closed: Form, facilitator: User) -> None:
    make_coded(closed, facilitator, HOUSING)
    signed_pack(closed, facilitator)
    assert said(closed.consultation, Stage.DECIDED) == ""
    assert missing_on_the_way(closed.consultation, Stage.DECIDED) == []


def test_what_lacks_on_the_way_stops_what_comes_at_one_go(closed: Form) -> None:
    lines = [one.what for one in missing_on_the_way(closed.consultation, Stage.DECIDED)]
    assert lines == ["Sign the coding off.", "Make the design review pack, and sign it."]


def test_each_finding_has_an_answer(closed: Form, facilitator: User) -> None:
    theme, money = theme_of(HOUSING), theme_of(MONEY)
    make_coded(closed, facilitator, HOUSING)
    decided = make_decision(theme=theme)
    pack = draft_of(closed, facilitator, decisions=[decided])
    pack.findings.all().delete()
    answered = make_finding(pack, facilitator, HOUSING)
    bare = make_finding(pack, facilitator, MONEY)
    make_finding(pack, facilitator, MONEY, strength=Finding.Strength.SINGLE)
    assert unanswered(pack) == [2]
    text = said(closed.consultation, Stage.DECIDED)
    assert "Finding 2 has no decision: we did, we did in part, or we could not. Name" in text
    asked = make_recommendation(pack, facilitator, bare)
    decision = pack.decisions.get()
    decision.recommendation = asked
    decision.save()
    assert unanswered(pack) == []
    decision.recommendation, decision.theme = None, money
    decision.save()
    assert unanswered(pack) == [1]
    decision.theme = None  # it names neither: nobody could tell which of the two it answers
    decision.answer = Decision.Answer.NOT
    decision.save()
    assert unanswered(pack) == [1, 2]
    answered.delete()
    assert unanswered(pack) == []  # the only one that is left


def test_a_pack_without_any_decision_answers_nothing(closed: Form, facilitator: User) -> None:
    make_coded(closed, facilitator, HOUSING)
    pack = draft_of(closed, facilitator, decisions=[])
    assert isinstance(pack, ReviewPack)
    assert unanswered(pack) == [1]


# -- the registry


def test_what_goes_missing_after_it_was_checked_is_told(page: ConsultationPage) -> None:
    assert gone_missing(page) == []
    change(page, reached=Stage.CHECKED, reasons="")
    page.refresh_from_db()
    assert [one.what for one in gone_missing(page)] == [
        "Say what is planned, why, and what choices there are."
    ]
    change(page, reached=Stage.DRAFT)
    page.refresh_from_db()
    assert gone_missing(page) == []


def test_a_gate_is_registered_once_and_stands_in_its_order(
    page: ConsultationPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gates.OF_CONSULTATIONS, "_of", {})

    def late(page: ConsultationPage) -> list[Missing]:
        return [Missing("Late.")]

    def early(page: ConsultationPage) -> list[Missing]:
        return [Missing("Early.")]

    for gate, order in ((late, 2), (early, 1), (late, 2)):
        register_gate(Stage.CHECKED, gate, order=order)
    assert [one.what for one in missing_at_gate(page, Stage.CHECKED)] == ["Early.", "Late."]
    assert missing_at_gate(page, Stage.READING) == []


def test_a_process_without_staff_screens_names_no_address(settings: Any) -> None:
    assert gates.screen("wagtailadmin_pages:edit", 1)
    settings.ROOT_URLCONF = "core.urls"
    assert gates.screen("wagtailadmin_pages:edit", 1) == ""
