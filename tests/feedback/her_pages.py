"""Every page of hers that carries a visit, one after the other, and its buttons pressed."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from django.test import Client

from feedback.contact.models import ContactService
from feedback.models import Form, FormVersion
from feedback.services import publish_form
from tests.feedback.about_her import AboutHer
from tests.feedback.contact.test_contact import Asking
from tests.feedback.saving import Saver
from tests.feedback.woman import SECRET, Woman, field

NAMED = f"{SECRET} Ring Sandra Smith on 07700 900123"


def walk(made: Form) -> Iterator[Any]:
    """Each page as she comes to it: whoever asks for the next one has looked at this one."""
    yield from a_sending(made)
    yield from six_words(made)
    yield from beside_it(made)
    yield from contact(made)


def contact(made: Form) -> Iterator[Any]:
    """The door that is not anonymous."""
    area = made.consultation.area
    asking = Asking(
        area, ContactService.objects.create(area=area, name="C", about="a", answers="b")
    )
    yield asking.page
    for go in ("ask", "check", "send"):
        asking.press(go)
        yield asking.page


def name(page: Any) -> str:
    """The template of the page, below those of this app."""
    return Path(page.templates[0].name).with_suffix("").as_posix().removeprefix("feedback/")


def a_sending(made: Form) -> Iterator[Any]:
    """From the start to what happened, with all that she may do with six words."""
    woman = Saver(made)
    yield woman.press("start")
    yield woman.press("back")
    woman.press("start")
    yield woman.press("continue", shown="ready", helped="no")
    yield woman.press("continue")
    words = woman.save(text=NAMED)
    yield woman.page
    yield woman.press("aside:help")
    woman.press("return")
    woman.press("continue", text=NAMED)
    yield woman.press("skip")
    yield woman.press("continue")
    yield woman.press("continue", shown="details")
    yield woman.press("send", shown="uses", uses=["report"])
    assert woman.words
    assert " ".join(woman.words) != words
    yield from with_words(woman.visit, " ".join(woman.words))


def with_words(visit: str, words: str) -> Iterator[Any]:
    client = Client()
    asked = client.post("/your-words/", {"visit": visit})
    yield asked
    fields = {"visit": field(asked, "visit"), "words": words}
    for go in ("look", "why", "replies", "uses", "add", "correct", "take-back", "take-back-now"):
        yield client.post("/your-words/", fields | {"go": go})


def six_words(made: Form) -> Iterator[Any]:
    """A draft of questions that changed since; and one that can't be sent any more."""
    woman = Saver(made)
    woman.begin()
    woman.press("continue")
    words = woman.save(text=SECRET)
    made.questions.get(question__text="What did they do?").delete()
    publish_form(form=Form.objects.get(pk=made.pk))
    yield Client().post("/carry-on/", {"visit": woman.visit})
    yield woman.open(words)
    late = Woman(made)
    late.begin()
    FormVersion.objects.filter(form=made).update(replaced_on="2020-01-01")
    yield late.press("continue", text=SECRET)
    FormVersion.objects.filter(form=made).order_by("-number").first().delete()  # type: ignore[union-attr]
    FormVersion.objects.filter(form=made).update(replaced_on=None)


def beside_it(made: Form) -> Iterator[Any]:
    """The questions about her."""
    her = AboutHer(made)
    yield her.press("start")
    yield her.press("back", "30-39")
    her.press("start")
    yield her.press("check", "30-39")
    yield her.press("send")


def shown(page: Any) -> str:
    return str(page.content.decode())


def press(page: Any, button: str) -> Any:
    """Press a button of this page that names its form, or stands in it, with all that it holds."""
    text = shown(page)
    tag = re.search(button, text)
    assert tag, f"{name(page)} has no {button}"
    form, inside = form_of(text, tag)
    fields: dict[str, list[str]] = {}
    for each in re.findall(r"<input[^>]*>", inside):
        key, value = attribute(each, "name"), attribute(each, "value")
        if key and (
            ('type="radio"' not in each and 'type="checkbox"' not in each) or " checked" in each
        ):
            fields.setdefault(key, []).append(value)
    for key, value in re.findall(
        r'<textarea[^>]*name="(\w+)"[^>]*>\n?(.*?)</textarea>', inside, re.S
    ):
        fields[key] = [unescape(value)]
    if go := attribute(tag.group(), "name"):
        fields[go] = [attribute(tag.group(), "value")]
    address = attribute(tag.group(), "formaction") or attribute(form, "action")
    return Client().post(address, fields)


def form_of(text: str, tag: re.Match[str]) -> tuple[str, str]:
    named = attribute(tag.group(), "form")
    for found in re.finditer(r"(<form[^>]*>)(.*?)</form>", text, re.S):
        if (
            (attribute(found.group(1), "id") == named)
            if named
            else found.start() < tag.start() < found.end()
        ):
            return found.group(1), found.group(2)
    raise AssertionError(f"The form of {tag.group()} isn't there.")


def attribute(tag: str, of: str) -> str:
    found = re.search(rf'(?<![\w-]){of}="([^"]*)"', tag)
    return unescape(found.group(1)) if found else ""


def main(page: Any) -> str:
    """What stands on the page, without what changes with each making."""
    body = re.search(r"<main.*</main>", shown(page), re.S)
    assert body
    return re.sub(r'<input type="hidden"[^>]*>', "", body.group())
