"""Every page that carries a visit, walked: no link leads out of it, each has the other language
and help, and both come back with what the page held."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from feedback.equality.wording import current
from feedback.intake.models import IntakeKey
from feedback.kiosk import Kiosk
from feedback.models import Form, Question
from feedback.state import Visit
from tests.factories.feedback import make_question
from tests.feedback.about_her import AboutHer
from tests.feedback.her_pages import NAMED, main, name, press, shown, walk
from tests.feedback.woman import ESCAPED, MakeForm, Woman, field

pytestmark = pytest.mark.pages
TEMPLATES = Path("feedback/templates/feedback")
# Pages that begin no visit: addresses that anybody may type, and the shared device between women.
WITHOUT_VISIT = {"kiosk_over", "kiosk_rest", "lost_words", "safety"}
Walked = dict[str, Any]  # name of the template → the reply that showed it


@pytest.fixture
def made(form: MakeForm, intake_key: IntakeKey) -> Form:
    hard = make_question(Question.Kind.LONG_TEXT, "What did they do?")
    hard.content_note = "It asks about harm."
    hard.save()
    return form(None, hard, make_question(Question.Kind.SHORT_TEXT, "What helped?"))


@pytest.fixture
def walked(made: Form) -> Walked:
    """Every page of hers, once."""
    return {name(page): page for page in walk(made)}


# -- The tests


def test_each_page_of_a_visit_is_walked(walked: Walked) -> None:
    pages = {
        path.relative_to(TEMPLATES).with_suffix("").as_posix()
        for path in TEMPLATES.rglob("*.html")
        if "base_flow.html" in path.read_text() and path.stem not in WITHOUT_VISIT
    }
    assert set(walked) == pages
    assert not [page for page in walked if not field(walked[page], "visit")]


def test_no_link_leads_out_of_a_visit(walked: Walked) -> None:
    for template, page in walked.items():
        links = re.findall(r'<a\b[^>]*\bhref="([^"]*)"', shown(page))
        assert [x for x in links if not x.startswith(("#", "tel:"))] == [], template


def test_each_button_has_its_form(walked: Walked) -> None:
    for template, page in walked.items():
        text = shown(page)
        forms = set(re.findall(r'<form\b[^>]*\bid="(\w+)"', text))
        assert set(re.findall(r'<button\b[^>]*\bform="(\w+)"', text)) <= forms, template


def test_each_has_the_other_language_which_comes_back_to_it(made: Form) -> None:
    for page in walk(made):
        welsh = press(page, r'<button[^>]*lang="cy"[^>]*>')
        assert name(welsh) == name(page)
        assert '<html lang="cy">' in shown(welsh), name(page)
        again = press(welsh, r'<button[^>]*lang="en-gb"[^>]*>')
        assert main(again) == main(page), name(page)


def test_help_comes_back_with_what_the_page_held(made: Form) -> None:
    for page in walk(made):
        if name(page) == "aside":
            continue
        opened = press(page, r'<button[^>]*(?:value="aside:help"|aside/help/)[^>]*>')
        assert name(opened) == "aside", name(page)
        opened = press(opened, r"<button[^>]*aside/safety/[^>]*>")
        opened = press(opened, r'<button[^>]*lang="cy"[^>]*>')
        opened = press(opened, r'<button[^>]*lang="en-gb"[^>]*>')
        assert "Leaving, and what it can" in shown(opened)
        back = press(opened, r'<button type="submit" class="btn quiet" name="go"[^>]*>')
        if name(page) != "start":  # from there she comes to the next page, with what she said
            assert main(back) == main(page), name(page)


@pytest.mark.parametrize("go", ["look", "why", "replies", "uses", "add", "correct", "take-back"])
def test_with_six_words_both_come_back_too(made: Form, go: str) -> None:
    woman = Woman(made)
    woman.begin()
    for step in ("continue", "continue", "continue", "continue", "continue"):
        woman.press(step, text="Sad")
    woman.press("send", shown="uses", uses=["report"])
    asked = Client().post("/your-words/", {"visit": woman.visit})
    held = {"visit": field(asked, "visit"), "words": " ".join(woman.words), "go": go}
    page = Client().post("/your-words/", held)
    welsh = press(page, r'<button[^>]*lang="cy"[^>]*>')
    assert '<html lang="cy">' in shown(welsh)
    assert main(press(welsh, r'<button[^>]*lang="en-gb"[^>]*>')) == main(page)
    opened = press(page, r"<button[^>]*aside/help/[^>]*>")
    assert main(press(opened, r'<button type="submit" class="btn quiet"[^>]*>')) == main(page)


def test_ticks_that_are_not_sent_yet_come_back(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    for step in ("continue", "continue", "continue", "continue", "continue"):
        woman.press(step, text="Sad")
    woman.press("send", shown="uses", uses=["report"])
    visit = Visit.begin().token
    held = {"visit": visit, "words": " ".join(woman.words), "go": "uses"}
    page = Client().post("/your-words/", held)
    ticked = {**held, "wording": field(page, "wording"), "n": field(page, "n"), "uses": ["public"]}
    welsh = shown(Client().post("/cy/your-words/", ticked))
    assert re.search(r'value="public" checked', welsh)
    assert not re.search(r'value="report" checked', welsh)


@pytest.mark.parametrize("path", ["/your-words/", "/carry-on/"])
def test_words_typed_half_way_come_back(made: Form, path: str) -> None:
    page = Client().post(path, {"visit": Visit.begin().token, "words": "one two", "go": "stay"})
    assert 'value="one two"' in shown(page)
    assert "There is a problem" not in shown(page)
    for button in (r'<button[^>]*lang="cy"[^>]*>', r"<button[^>]*aside/lost/[^>]*>"):
        went = press(page, button)
        assert 'value="one two"' in shown(went)


def test_what_she_ticked_to_take_out_comes_back(made: Form) -> None:
    woman = Woman(made)
    woman.begin()
    woman.press("continue")
    woman.press("continue", text=NAMED)
    woman.press("skip")
    woman.press("continue")
    out = re.findall(r'name="out" value="([^"]*)"', woman.text)
    woman.press("aside:help", shown="details", out=[out[0], "made:0:1"])
    woman.press("return")
    assert re.findall(r'name="out" value="([^"]*)" checked', woman.text) == out[:1]
    assert ESCAPED in woman.text or "Sandra" in woman.text
    woman.press("continue", shown="details")
    woman.press("send", shown="uses")
    assert woman.words


# -- The receipt


@pytest.fixture
def sender(made: Form) -> Woman:
    woman = Woman(made)
    woman.begin()
    woman.press("skip")
    woman.press("continue", text="Sad")
    woman.press("continue")
    woman.press("send", shown="uses")
    assert len(woman.words) == 6
    return woman


def in_welsh(woman: Woman, go: str = "stay") -> Any:
    receipt = field(woman.page, "receipt")
    return Client().post(f"/cy{woman.url}", {"receipt": receipt, "go": go})


def test_the_receipt_shows_the_same_words_in_welsh(sender: Woman) -> None:
    welsh = in_welsh(sender)
    assert '<html lang="cy">' in shown(welsh)
    assert all(f"<li>{word}</li>" in shown(welsh) for word in sender.words)
    assert not [word for word in sender.words if word in field(sender.page, "receipt")]


def test_after_ten_minutes_the_page_with_the_words_stays(
    sender: Woman, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any page in its place would take from her the only copy. The button says how long it works,
    to who needs it: in the other language."""
    assert "Dim ond am ddeg munud" in shown(sender.page)
    assert "Only for ten minutes" in shown(in_welsh(sender))
    monkeypatch.setattr("feedback.services.RECEIPT_REPEATS_MINUTES", 0)
    welsh = in_welsh(sender)
    assert (welsh.status_code, welsh.content) == (204, b"")
    assert name(in_welsh(sender, "return")) == "start"


def test_after_leaving_it_shows_nothing(sender: Woman) -> None:
    Client().post("/leave/", {"visit": sender.visit})
    for go in ("stay", "return"):
        page = in_welsh(sender, go)
        assert name(page) == "start"
        assert not [word for word in sender.words if f"<li>{word}</li>" in shown(page)]
    opened = Client().post("/aside/help/", {"visit": sender.visit, "way": "form", "slug": "x"})
    assert 'name="way"' not in shown(opened)


@pytest.mark.parametrize("receipt", ["", "broken", "\0"])
def test_no_receipt_opens_nothing(made: Form, receipt: str) -> None:
    page = Client().post(f"/form/{made.slug}/", {"receipt": receipt, "go": "stay"})
    assert name(page) == "start"


# -- The ways on that end her visit


@pytest.mark.parametrize(("go", "address"), [("open", "/consultations/"), ("home", "/")])
def test_going_on_ends_her_visit(
    sender: Woman, consultation: Callable[..., Any], go: str, address: str
) -> None:
    went = Client().post("/onward/", {"visit": sender.visit, "go": go})
    assert went.status_code == 303
    assert went.headers["Location"].endswith(address) or go == "open"
    assert name(in_welsh(sender)) == "start"


@pytest.mark.parametrize("visit", ["", "broken"])
def test_without_a_visit_it_only_leads_on(site_root: object, visit: str) -> None:
    assert Client().post("/onward/", {"visit": visit, "go": "home"}).headers["Location"] == "/"
    assert Client().get("/onward/").status_code == 303
    evil = Client(HTTP_ORIGIN="https://evil.example")
    assert evil.post("/onward/").status_code == 403


def test_a_closed_form_leads_to_what_is_open(form: MakeForm, consultation: Any) -> None:
    made = form(consultation("closed"))
    page = shown(Client().get(f"/form/{made.slug}/"))
    assert 'href="/onward/"' in page
    assert "See what is open now" in page


# -- Other rules


def test_a_shared_device_has_links_that_open_in_its_page(made: Form) -> None:
    woman = Woman(made)
    woman.press("start", url=Kiosk.today(made.pk, "en-gb").home)
    for go in ("continue", "continue", "skip"):
        links = re.findall(r'<a\b[^>]*\bhref="([^"]*)"', woman.text)
        assert {link.split("/")[1] for link in links if link != "#main"} == {"help", "staying-safe"}
        assert "onward" not in woman.text
        woman.press(go)


@pytest.mark.parametrize("way", ["", "made-up", "form"])
@pytest.mark.parametrize("slug", ["", "//evil.example", "a b"])
def test_help_leads_back_to_our_pages_alone(site_root: object, way: str, slug: str) -> None:
    fields = {"visit": Visit.begin().token, "way": way, "slug": slug, "then": "x"}
    page = shown(Client().post("/aside/help/", fields))
    assert "evil" not in page
    assert "Back to my words" not in page


def test_the_equality_choice_is_there_after_help(made: Form) -> None:
    her = AboutHer(made)
    her.press("start")
    first = current("england").questionnaire.items[0].options[0].key
    her.press("aside:help", first)
    her.press("return")
    assert re.search(rf'value="{first}" checked', her.text)
    her.press("back", first)
    her.press("first", url=f"/cy{her.url}")
    her.press("start")
    assert re.search(rf'value="{first}" checked', her.text)
