"""A published pack is told in Welsh and easy read, and its next version moves a day: by hand in a
browser, with axe on every page, up to what anyone reads."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import HomePage
from feedback.models import Form
from insights.models import ReviewPack
from insights.packs.services import publish_pack, sign_pack
from tests.factories.packs import draft_of, make_decision
from tests.fixtures.pdf import Paper
from tests.journeys import road
from tests.journeys.walking import Newcomer, Walk, newcomer

__all__ = ["newcomer"]
pytestmark = [pytest.mark.browser, pytest.mark.long]
SAID, WHAT, WHY = "Nid oes lle i fynd.", "Bydd chwe fflat.", "Mae arian i chwech."
EASY = {"said": "We have no home.", "what": "There will be six flats.", "why": "We have no more."}


@pytest.fixture
def published(crowd: Form, facilitator: User) -> ReviewPack:
    decision = make_decision(answer="part", because="There is money for six.")
    draft = draft_of(crowd, facilitator, decisions=[decision])
    return publish_pack(pack=sign_pack(pack=draft, by=facilitator), by=facilitator)


@pytest.fixture
def welsh(published: ReviewPack, site_root: HomePage) -> ConsultationPage:
    """The Welsh page of the consultation."""
    cy, page = Locale.objects.get(language_code="cy"), published.consultation
    for one in (site_root, page.get_parent().specific, page):
        one.copy_for_translation(cy).save_revision().publish()
    found: ConsultationPage = page.get_translations().get()
    return found


def test_an_answer_in_other_forms_and_a_day_that_moves(
    newcomer: Newcomer, published: ReviewPack, welsh: ConsultationPage, facilitator: User
) -> None:
    staff, anyone = newcomer(1280, True), newcomer(320, True)
    road.log_in(staff, facilitator)
    tell(staff, published, "Welsh", {"said": SAID, "what": WHAT, "why": WHY})
    tell(staff, published, "Easy read", EASY)
    posters_are_welsh(staff)
    anyone.go(welsh.url)
    anyone.reads(SAID, WHAT, WHY, *EASY.values())
    move_the_day(staff, published)
    anyone.go(published.consultation.url)
    anyone.reads("Moved from 1 February 2027 to 1 May 2027, because: The builder stopped work.")
    anyone.go(welsh.url)
    anyone.reads("Symudwyd o 1 Chwefror 2027 i 1 Mai 2027, oherwydd: The builder stopped work.")
    anyone.nowhere(SAID)  # the Welsh was of the version before
    staff.go(reverse("insights:posters", args=[ReviewPack.objects.get(number=2).pk]))
    staff.follow("Write it")
    assert staff.tab.input_value("[name=said_0]") == SAID  # where the English is the same


def tell(staff: Walk, pack: ReviewPack, form: str, words: dict[str, str]) -> None:
    """Write it beside the English. Without a name it is not published, and nothing is lost."""
    staff.go(reverse("insights:posters", args=[pack.pk]))
    row = staff.main.locator("dt", has_text=form).first.locator("xpath=following-sibling::dd[1]")
    with staff.tab.expect_navigation():
        row.get_by_role("link").click()
    staff.look()
    staff.tab.fill("[name=summary]", words["said"])
    for name, text in words.items():
        staff.tab.fill(f"[name={name}_0]", text)
    staff.tab.fill("[name=checked_by]", "–")
    staff.press("Publish it in this form")
    staff.reads("Nothing is published yet.", "Name the person who checked it")
    assert staff.tab.input_value("[name=what_0]") == words["what"]
    staff.tab.fill("[name=checked_by]", "Siân Jones, translator")
    staff.press("Check it, without publishing")
    staff.reads("it is not published yet")
    staff.press("Publish it in this form")
    staff.reads(f"Published in this form: {form}.", "checked by Siân Jones, translator")


def posters_are_welsh(staff: Walk) -> None:
    """The file that a link of the page brings."""
    link = staff.main.locator("a[href$='poster-a4-cy.pdf']").first
    file = staff.context.request.get(staff.address + str(link.get_attribute("href")))
    paper = Paper(file.body())
    assert WHAT in paper.text(paper.root)
    assert str(paper.catalog["/Lang"]).startswith("cy")


def move_the_day(staff: Walk, pack: ReviewPack) -> None:
    """In the next version, with its reason, signed and published."""
    staff.go(reverse("insights:packs:pack", args=[pack.pk]))
    staff.press("Start the next version")
    later = ReviewPack.objects.get(number=2)
    staff.go(reverse("insights:packs:decision", args=[later.pk, later.decisions.get().pk]))
    staff.tab.fill("[name=due_on]", "2027-05-01")
    staff.press("Save")
    staff.reads("Women were told that it is due on 1 February 2027.")
    staff.tab.fill("[name=moved_because]", "The builder stopped work.")
    staff.press("Save")
    staff.reads(
        "The decision is saved.",
        "It changed since it was published, because: The builder stopped work.",
    )
    staff.follow("Back to the pack")
    road.sign(staff)
    staff.follow("Publish")
    staff.reads("Moved from 1 February 2027 to 1 May 2027, because: The builder stopped work.")
    staff.press("Publish for women and everyone")
    staff.reads("Women can now see what was decided.")
