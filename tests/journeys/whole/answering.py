"""Two women answer: one by the page, in easy words; one in prison, on paper that is keyed in."""

import re

from django.urls import reverse
from playwright.sync_api import Download
from pypdf import PdfReader

from consultations.models import ConsultationPage
from feedback.intake.models import SealedResponse
from tests.journeys.test_editor import WHERE, WHO
from tests.journeys.walking import Walk
from tests.journeys.whole import asking

FROM_EASY_READ = "Nobody was there. I had nowhere to go."
ON_PAPER = "My mother came, and she had a flat for a week."
NUMBER = re.compile(r"\d+-\d{3}-[A-Z0-9]{4}")


def by_the_page(her: Walk, page: ConsultationPage) -> str:
    """From the page to its easy read, and from there to six words, which she keeps."""
    her.go(page.url)
    her.reads("You can also have this in:", *asking.WORDS.values())
    her.follow("Easy read")
    her.reads(*asking.EASY_LINES)
    her.follow("Have your say")
    her.press("Start")
    her.press("Go to the first question")
    her.reads(asking.EASY[WHERE])
    her.tab.get_by_label("Somebody met me").check()
    her.press("Continue")
    her.reads(asking.EASY[WHO])
    her.tab.fill("textarea", FROM_EASY_READ)
    her.press("Continue")
    her.press("Continue")
    for box in her.tab.get_by_role("checkbox").all():
        box.check()
    her.press("Send")
    words = her.tab.locator(".words li").all_inner_texts()
    assert len(words) == 6
    return " ".join(words)


def on_paper(worker: Walk) -> str:
    """A worker prints a form and keys in what came back. Gives the words on its slip."""
    worker.go(reverse("paper:print"))
    tab = worker.tab
    tab.get_by_label("Form", exact=False).first.select_option(index=1)
    tab.get_by_label("Number of copies").fill("1")
    tab.get_by_label("How it comes back to you").fill("Give it to Reception, closed.")
    with tab.expect_download() as made:
        tab.get_by_role("button", name="Make the file").click()
    sheet = printed(made.value)
    assert WHERE in sheet
    words = re.findall(r"\b[1-6]\. ([a-z]+)", sheet.partition("Fold here")[2])
    assert len(words) == 6
    (number,) = set(NUMBER.findall(sheet))
    key_in(worker, number)
    assert SealedResponse.objects.count() == 2
    return " ".join(words)


def key_in(worker: Walk, number: str) -> None:
    """What stands on the sheet, and what she ticked."""
    worker.go(reverse("keying:start"))
    worker.tab.get_by_label("Number of the paper form").fill(number)
    worker.press("Go to the questions")
    worker.reads(WHERE, WHO)
    worker.tab.get_by_label("Somebody met me").check()
    worker.tab.locator("textarea[data-writing]").first.fill(ON_PAPER)
    worker.press("Seal it")
    worker.reads("Please look at this:")
    worker.tab.locator("#id_as_written").check()
    worker.press("Seal it")
    worker.reads("Sealed. Nobody can open it here again.")


def printed(download: Download) -> str:
    """All that stands on the pages of a file, heads and feet too."""
    return "\n".join(page.extract_text() for page in PdfReader(download.path()).pages)
