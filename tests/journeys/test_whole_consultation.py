"""A whole consultation, from nothing to the letter in a cell: what is asked, answered, promised,
kept and not kept, and how three women read what came of it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import Locale

from accounts.models import User
from consultations.models import ConsultationPage, Promise, Stage, WhatHappenedPage
from core.models import Area, HomePage
from feedback.intake.models import IntakeKey
from feedback.models import Form
from feedback.review.models import LeadPeriod
from feedback.review.sweep import sweep
from tests.consultations.stages.conftest import leads
from tests.factories.accounts import make_staff
from tests.factories.consultations import make_index
from tests.journeys import road
from tests.journeys.test_editor import WELSH, WHERE
from tests.journeys.walking import Newcomer, Walk, newcomer
from tests.journeys.whole import answering, answering_back, asking

__all__ = ["leads", "newcomer"]
pytestmark = [pytest.mark.browser, pytest.mark.long]
KEPT = "The panel meets and reads what you said."
MISSED = "We write to the prison."
HOW = "Nine women met on a Tuesday."
MOST_BYTES = 50 * 1024
CONSIDERED = "The board read it on two days."


@pytest.fixture
def home(site_root: HomePage) -> HomePage:
    """The pages that a site begins with, in both languages."""
    index = make_index(site_root)
    site_root.refresh_from_db()
    site_root.add_child(instance=WhatHappenedPage(title="What happened", slug="what-happened"))
    welsh = Locale.objects.get(language_code="cy")
    for page in (site_root, index):
        page.copy_for_translation(welsh).save_revision().publish()
    return site_root


def test_from_nothing_to_the_letter(
    newcomer: Newcomer,
    home: HomePage,
    area: Area,
    intake_key: IntakeKey,
    leads: list[LeadPeriod],
    settings: Any,
) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # it is told 400 while a field that it needs is empty
    writer = make_staff("editor", area)
    editor, staff = newcomer(1280, True), newcomer(1280, True)
    her, another = newcomer(360, False), newcomer(360, True)
    editor.tab.set_viewport_size({"width": 1280, "height": 2400})
    road.log_in(editor, writer)

    page, form = make_and_open(editor, her)
    read_in_welsh(another, page)
    words = answering.by_the_page(her, page)
    road.log_in(staff, make_staff("centre_worker", area))
    slip = answering.on_paper(staff)
    for what, days in ((KEPT, 35), (MISSED, 36)):
        asking.promise(editor, page, what, days)

    page.refresh_from_db()
    with time_machine.travel(page.closes_at + timedelta(hours=2)):
        it_has_closed(editor, her, writer, page)
    with time_machine.travel(page.closes_at + timedelta(hours=26)):
        begin_to_read(editor, writer, page)
        answering_back.read_everything(make_staff("reviewer", area), page)
    with time_machine.travel(page.closes_at + timedelta(days=4)):
        keep_a_promise(editor, writer)
    with time_machine.travel(page.closes_at + timedelta(days=24)):
        facilitator = make_staff("facilitator", area)
        answering_back.find_themes(facilitator, form)
        say_how_it_was_considered(editor, writer, page)
        pack = answering_back.signed(facilitator, form)
        log_in_anew(staff, facilitator)
        staff.go(reverse("insights:packs:pack", args=[pack.pk]))
        road.publish(staff)
        page.refresh_from_db()
        assert page.reached == Stage.DECIDED
        both_promises_stand_in_the_open(another, page)
        with_her_receipt(her, words)
        with_her_receipt(her, slip)
        on_the_public_page(another, page)
        printed = answering_back.letter(staff, pack)
    for said in (road.YOU_SAID, road.COULD_NOT, road.BECAUSE):
        assert said in printed
    assert "http" not in printed
    assert "getting-out" not in printed


def make_and_open(editor: Walk, her: Walk) -> tuple[ConsultationPage, Form]:
    """Each gate on the screen, one after the other; she sees it closed until the last."""
    page = asking.write_page(editor)
    asking.stands(editor, page, "Next: Checked", "Say what is still open to change.")
    her.go(page.url)
    her.reads("This is not open yet. We will put the day on this page.")
    asking.answer_the_page_gates(editor, page)
    asking.stands(editor, page, "Make a form for it.", "Translate the page into Welsh")
    form = asking.ask_in_both_languages_and_easily(editor, page)
    asking.stands(editor, page, "1 thing is missing:", "Translate the page into Welsh")
    asking.translate_page(editor, page)
    asking.write_easy_read(editor, page)
    asking.stands(editor, page, "Nothing is missing.")
    editor.press("Enter “Checked”")
    editor.reads("It is in the stage “Checked” now.", "Next: Closed", "by you")
    page.refresh_from_db()
    return page, form


def in_welsh(page: ConsultationPage) -> str:
    """The address of its Welsh page."""
    return str(page.get_translation(Locale.objects.get(language_code="cy")).url)


def read_in_welsh(another: Walk, page: ConsultationPage) -> None:
    """The page and the first question."""
    another.go(in_welsh(page))
    another.reads(*asking.IN_WELSH.values())
    another.tab.get_by_role("main").locator("a[href*='/form/']").first.click()
    another.look()
    another.press("Dechrau")
    another.press("Mynd i'r cwestiwn cyntaf")
    another.reads(WELSH[WHERE])


def log_in_anew(walk: Walk, user: User) -> None:
    """Her session has ended meanwhile, or somebody else sat there."""
    walk.context.clear_cookies()
    road.log_in(walk, user)


def it_has_closed(editor: Walk, her: Walk, writer: User, page: ConsultationPage) -> None:
    her.go(page.url)
    her.reads("This is closed now.")
    log_in_anew(editor, writer)
    asking.stands(editor, page, "Next: Reading", "Who began before it closed may send")


def begin_to_read(editor: Walk, writer: User, page: ConsultationPage) -> None:
    log_in_anew(editor, writer)
    asking.stands(editor, page)
    editor.press("Enter “Reading”")
    editor.reads("Next: Theming")
    page.refresh_from_db()
    assert page.reached == Stage.READING


def keep_a_promise(editor: Walk, writer: User) -> None:
    """On its day; of the other nobody says anything."""
    log_in_anew(editor, writer)
    kept = Promise.objects.get(what=KEPT)
    editor.go(reverse("promises:end", args=[kept.pk]))
    editor.tab.check("#id_state_0")
    editor.tab.fill("#id_how", HOW)
    editor.press("Tell it")
    editor.reads("Everyone can read it now.")


def say_how_it_was_considered(editor: Walk, writer: User, page: ConsultationPage) -> None:
    """Gunning's fourth rule."""
    log_in_anew(editor, writer)
    editor.go(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    editor.tab.fill("[name=considered]", CONSIDERED)
    asking.publish(editor)


def both_promises_stand_in_the_open(another: Walk, page: ConsultationPage) -> None:
    """On the page of all promises, and on the consultation's own."""
    for address in ("/what-happened/", page.url):
        another.go(address)
        cards = another.main.locator("li.card")
        kept, missed = (cards.filter(has_text=what).inner_text() for what in (KEPT, MISSED))
        assert "Promise kept" in kept
        assert HOW in kept
        assert "Late" in missed
        assert "It is not done yet, and we are sorry." in missed
        assert another.weight() <= MOST_BYTES


def with_her_receipt(her: Walk, words: str) -> None:
    """Six words, whether from a screen or from a slip of paper."""
    sweep()
    road.look_up(her, words)
    her.reads("Decided", "The answer is there for you to read.")
    her.press("Show themes and answers")
    her.reads("Housing", road.YOU_SAID, road.COULD_NOT, road.BECAUSE)


def on_the_public_page(another: Walk, page: ConsultationPage) -> None:
    """Anybody: on its page, and at the address of the outcome alone."""
    another.go(page.url)
    another.reads("You said", road.YOU_SAID, "We could not", road.COULD_NOT, road.BECAUSE)
    another.reads(CONSIDERED)
    another.go(in_welsh(page))
    another.reads(asking.IN_WELSH[asking.TITLE], road.YOU_SAID, CONSIDERED)  # nobody has written it
    another.go(f"{page.url}outcome/")
    another.reads(f"What came of it: {asking.TITLE}", road.YOU_SAID, road.BECAUSE)
    assert another.weight() <= MOST_BYTES
    another.nowhere(answering.FROM_EASY_READ, answering.ON_PAPER)
