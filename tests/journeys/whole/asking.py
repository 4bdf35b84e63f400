"""An editor makes a consultation from nothing, passes each gate, and opens it."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from consultations.models import ConsultationIndexPage, ConsultationPage, Stage
from feedback.models import Form, Question
from tests.journeys.test_editor import WELSH, WHERE, WHO, build, translate
from tests.journeys.walking import Walk

TITLE = "Getting out: the first two weeks"
PURPOSE = "The council plans what happens on the day you leave."
READERS = "Two people of the women's service."
WORDS = {
    "open_to_change": "The day you leave, and who meets you.",
    "reasons": "Most women leave on a Friday. It could be another day.",
}
IN_WELSH = {
    TITLE: "Mynd allan: y pythefnos cyntaf",
    PURPOSE: "Mae'r cyngor yn cynllunio'r diwrnod rydych yn gadael.",
    READERS: "Dau berson o'r gwasanaeth menywod.",
    WORDS["open_to_change"]: "Y diwrnod rydych yn gadael, a phwy sy'n cwrdd â chi.",
    WORDS["reasons"]: "Mae'r rhan fwyaf yn gadael ar ddydd Gwener. Gallai newid.",
}
EASY = {WHERE: "How did you go home?", WHO: "Who was there for you?"}
EASY_WELSH = {EASY[WHERE]: "Sut aethoch chi adref?", EASY[WHO]: "Pwy oedd yno i chi?"}
EASY_LINES = ("You got out.", "Tell us how it was.")


def write_page(editor: Walk) -> ConsultationPage:
    """A draft with no more than Wagtail asks for, published too early."""
    where = (
        "consultations",
        "consultationpage",
        ConsultationIndexPage.objects.get(locale__language_code="en-gb").pk,
    )
    editor.go(reverse("wagtailadmin_pages:add", args=where))
    editor.reads("A consultation begins as a draft.")
    tab = editor.tab
    tab.fill("[name=title]", TITLE)
    tab.get_by_role("button", name="Choose area").click()
    tab.get_by_role("dialog").get_by_role("link", name="Southdown").click()
    tab.select_option("[name=journey_stage]", "release")
    tab.fill("[name=purpose]", PURPOSE)
    tab.fill("[name=who_reads]", READERS)
    today = timezone.localdate()
    for name, days in (("opens_on", 0), ("closes_on", 30), ("reply_by", 60)):
        tab.fill(f"[name={name}]", str(today + timedelta(days=days)))
    publish(editor)
    page: ConsultationPage = ConsultationPage.objects.get()
    return page


def publish(editor: Walk) -> None:
    """From the page's own screen."""
    editor.tab.get_by_role("button", name="More actions").click()
    editor.press("Publish")


def stands(editor: Walk, page: ConsultationPage, *sentences: str) -> None:
    """What the screen "Where it stands" says."""
    editor.go(reverse("stages:where", args=[page.pk]))
    editor.reads(*sentences)


def answer_the_page_gates(editor: Walk, page: ConsultationPage) -> None:
    """Write what the list asks for, where its links lead."""
    where = reverse("wagtailadmin_pages:edit", args=[page.pk])
    link = editor.main.get_by_role("link", name="Edit the page").first
    assert link.get_attribute("href") == f"{where}#id_open_to_change"
    editor.go(where)  # from its top: axe minds what Wagtail's own head covers of a field
    tab = editor.tab
    for name, words in WORDS.items():
        tab.fill(f"[name={name}]", words)
    tab.select_option("[name=involvement]", "consult")
    tab.get_by_label("On paper").check()
    tab.select_option("[name=setting]", "custody")
    tab.fill("[name=approval_reference]", "NRC 2027-1")
    publish(editor)
    page.refresh_from_db()
    assert page.reached == Stage.DRAFT


def ask_in_both_languages_and_easily(editor: Walk, page: ConsultationPage) -> Form:
    """The form: two questions, each in easy words too, all of it in Welsh; then it is live."""
    build(editor, page)
    for question in Question.objects.order_by("pk"):
        editor.go(reverse("wagtailsnippets_feedback_question:edit", args=[question.pk]))
        editor.tab.fill("[name=easy]", EASY[question.text])
        editor.press("Save")
    form: Form = Form.objects.get()
    stands(editor, page, "2 questions of “Getting home” are not all in Welsh.")
    editor.go(reverse("wagtailsnippets_feedback_form:edit", args=[form.pk]))
    translate(editor, WELSH | EASY_WELSH)
    editor.go(reverse("publish_form", args=[form.pk]))
    editor.press("Publish these questions")
    return form


def translate_page(editor: Walk, page: ConsultationPage) -> None:
    """From the light that says what is missing to a Welsh page that women read."""
    editor.go(reverse("versions_of", args=[page.pk]))
    editor.follow("Translate")
    editor.tab.get_by_label("Welsh").check()
    editor.press("Submit")
    for english, welsh in IN_WELSH.items():
        part = editor.tab.locator("li.incomplete", has_text=english).first
        part.get_by_role("button", name="Translate").click()
        part.get_by_role("textbox").fill(welsh)
        editor.axe(editor.tab)
        part.get_by_role("button", name="Save").click()
        editor.tab.locator("li.complete", has_text=welsh).wait_for()
    editor.press("Publish in Welsh")


def write_easy_read(editor: Walk, page: ConsultationPage) -> None:
    """Two lines, each with a drawing, from its light."""
    editor.go(reverse("versions_of", args=[page.pk]))
    editor.follow("Add")
    tab = editor.tab
    tab.fill("[name=title]", "Getting out, in easy words")
    for place, words in enumerate(EASY_LINES):
        if place:
            tab.get_by_role("button", name="Add line").click()
        tab.fill(f"[name=lines-{place}-words]", words)
        tab.select_option(f"[name=lines-{place}-drawing]", "speak")
    tab.fill("[name=checked_by]", "Maya Rees")
    editor.tab.fill("[name=checked_on]", str(timezone.localdate()))
    tab.locator("[name=live]").check()
    editor.press("Save")
    editor.go(reverse("versions_of", args=[page.pk]))


def promise(editor: Walk, page: ConsultationPage, what: str, days: int) -> None:
    """Promise something by a day, in the open."""
    editor.go(reverse("promises:of", args=[page.pk]))
    editor.follow("Promise something")
    tab = editor.tab
    tab.fill("[name=what]", what)
    tab.fill("[name=owner]", "Head of housing")
    editor.tab.fill("[name=due_on]", str(timezone.localdate() + timedelta(days=days)))
    editor.press("Promise it")
    editor.reads(what)
