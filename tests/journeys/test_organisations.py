"""An organisation answers on a phone, somebody reads it, and nothing of it mixes with women's."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings

from consultations.bodies.models import BodyAnswer
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from tests.factories.bodies import GAP, WORKS, make_body_form
from tests.factories.themes import use_codebook
from tests.fixtures.story import StaffClient
from tests.journeys.walking import Newcomer, Walk, newcomer

__all__ = ["newcomer"]  # a fixture

pytestmark = [pytest.mark.browser]
SAID = "Mary is met at the gate by a woman she knows."


@pytest.fixture
def page(form: Callable[..., Form], site_root: object) -> ConsultationPage:
    made = make_body_form(form().consultation).consultation
    use_codebook(made)
    return made


def fill(walk: Walk, **more: str) -> None:
    """All that is needed, by its labels."""
    tab = walk.tab
    tab.get_by_label("Your organisation").fill("Linden House")
    tab.get_by_label("What kind of organisation is it?").select_option(label="Police")
    tab.get_by_label("Your role there").fill("Project lead")
    tab.locator(f"#q-{WORKS}").fill(SAID)
    tab.locator(f"[name=p-{WORKS}]").check()
    tab.get_by_label("Yes", exact=True).check()
    for name, words in more.items():
        tab.locator(f"#{name}").fill(words)


@pytest.mark.parametrize("script", [True, False])
def test_an_organisation_answers_on_a_phone(
    newcomer: Newcomer, page: ConsultationPage, script: bool
) -> None:
    walk = newcomer(320, script)
    walk.go(page.url)
    walk.follow("Answer for your organisation")
    walk.reads("This is not the anonymous form.", "Leave out the names of women")
    fill(walk, email="me at linden")
    walk.press("Send")
    walk.reads("There is a problem", "Mend it, or leave it empty.", "whether we may publish")
    walk.tab.get_by_role("link", name="Choose whether we may publish your name.").click()
    assert walk.tab.url.endswith("#shown")
    assert walk.tab.locator(f"#q-{WORKS}").input_value() == SAID
    walk.press("Cymraeg")
    walk.reads("Beth sy’n gweithio nawr?")
    assert walk.tab.locator(f"#q-{WORKS}").input_value() == SAID
    walk.press("English")
    walk.tab.locator("#email").fill("")
    walk.tab.get_by_label("You may publish our name").check()
    walk.press("Send")
    walk.reads("We have your answer", SAID, "Linden House")
    code = re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", walk.main.inner_text())[0]
    walk.follow(page.title)
    walk.follow("Answer for your organisation")
    fill(walk)
    walk.tab.locator(f"#q-{GAP}").fill("Trains.")
    walk.tab.get_by_label("Publish only what kind").check()
    walk.tab.get_by_text("Have you answered before?").click()
    walk.tab.get_by_label("Your code").fill(code.lower())
    walk.press("Send")
    walk.reads("We have your new answer", code)
    assert BodyAnswer.objects.count() == 2
    assert len({bytes(row.code_hash) for row in BodyAnswer.objects.all()}) == 1


def test_a_facilitator_reads_it(
    newcomer: Newcomer, page: ConsultationPage, staff: Callable[..., StaffClient], area: Area
) -> None:
    body = newcomer(360, script=True)
    body.go(f"/bodies/{page.pk}/")
    fill(body)
    body.tab.get_by_label("Publish only what kind").check()
    body.press("Send")
    walk = newcomer(1280, script=True)
    cookie = settings.SESSION_COOKIE_NAME
    value = staff("facilitator", area).cookies[cookie].value
    walk.context.add_cookies([{"name": cookie, "value": value, "url": walk.address}])
    walk.go("/manage/bodies/")
    walk.follow(str(page))
    walk.reads("To read", "Its kind alone may be told")
    walk.follow("Linden House")
    walk.tab.get_by_label("What works now?").fill(SAID.replace("Mary", "[name]"))
    walk.tab.get_by_text("Parts of life").click()
    walk.tab.get_by_label("Housing").check()
    walk.press("Save as read")
    walk.reads("What organisations spoke of", "Housing")
    walk.follow("Linden House")
    walk.reads("something was taken out")
