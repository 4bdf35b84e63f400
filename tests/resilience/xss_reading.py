"""Views of the reading room that show what women wrote: how each is opened."""

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from feedback.models import Answer
from feedback.review.models import ListedPhrase, SecondCheck, WaitingResponse
from feedback.review.redacting.reads import EXCERPT, SHOWN
from feedback.review.replies.models import Reply, SecondLook
from feedback.review.services import open_batch
from feedback.services import Translated, translate_answers
from tests.resilience.xss import packed, texts
from tests.resilience.xss_house import House, Tally
from tests.resilience.xss_registry import shows

URGENT = "\nhe said he will kill me tonight"
WORDS = ".reading-room__words"
UNTICK = """() => document.querySelectorAll('[data-found] input[name$=take_out]')
  .forEach((box) => { if (box.checked) box.click() })"""
SELECT = """() => {
  const words = document.querySelector('[data-words]');
  const selection = getSelection();
  selection.selectAllChildren(words);
  document.querySelector('[data-take-out]').click();
}"""
SUBMIT = "document.querySelector('[data-review]').requestSubmit(%s)"
PREVIEW = "document.querySelector('[data-review] button[name=preview]')"


def open_fold(house: House) -> None:
    fold = house.watch.page.locator("details.reading-room__fold")
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()


def work_on(house: House, said: Tally, left: Tally) -> None:
    """Her words, the live preview with all left in, words taken out, and the server's preview."""
    page, watch = house.watch.page, house.watch
    open_fold(house)
    said.look("[data-words]")
    page.evaluate(UNTICK)
    left.look("[data-preview]")
    watch.is_quiet()
    with page.expect_navigation():
        page.evaluate(SUBMIT % PREVIEW)
    watch.is_quiet()
    before = Tally(watch)
    before.look("[data-preview]")
    assert set(before.left) >= set(left.left), "The two previews differ."
    page.evaluate(SELECT)
    watch.is_quiet()


@shows("reading_room:item")
def item(house: House) -> None:
    house.send()
    batch = open_batch(user=house.boss.user, area=house.area)
    assert batch is not None
    said, left = Tally(house.watch), Tally(house.watch)
    for waiting in house.waiting:
        house.watch.go(reverse("reading_room:item", args=[batch.pk, waiting.pk]))
        work_on(house, said, left)
    said.is_done()
    left.is_done()


@shows("reading_room:again")
def again(house: House) -> None:
    house.send()
    house.read_all(house.reader)
    stored, said, left = Tally(house.watch), Tally(house.watch), Tally(house.watch)
    for waiting in house.waiting:
        house.watch.go(reverse("reading_room:again", args=[waiting.pk]))
        stored.look(WORDS)
        house.watch.page.locator("#why").select_option(index=1)
        house.watch.press("[name=open]")
        work_on(house, said, left)
    for tally in (stored, said, left):
        tally.is_done()


@shows("reading_room:undo")
def undo(house: House) -> None:
    house.send()
    house.read_all(house.boss.user)
    said, left = Tally(house.watch), Tally(house.watch)
    for waiting in house.waiting:
        house.watch.go(reverse("reading_room:undo", args=[waiting.pk]))
        work_on(house, said, left)
    said.is_done()
    left.is_done()


@shows("reading_room:check")
def check(house: House) -> None:
    house.send()
    house.read_all(house.reader)
    SecondCheck.objects.all().delete()  # drawn by chance: here all of them are checked
    said, left = Tally(house.watch), Tally(house.watch)
    for waiting in house.waiting:
        drawn = SecondCheck.objects.create(waiting=waiting)
        house.watch.go(reverse("reading_room:check", args=[drawn.pk]))
        work_on(house, said, left)
    said.is_done()
    left.is_done()


@shows("reading_room:read")
def read(house: House) -> None:
    """A list of fifty at most, each with the beginning of its first words on one line."""
    said = Tally(house.watch, [" ".join(t[: EXCERPT * 2].split())[:EXCERPT] for t in texts()])
    stored = house.store(texts())
    for start in range(0, len(stored), SHOWN):
        WaitingResponse.objects.all().delete()
        house.note_as_read(stored[start : start + SHOWN])
        house.watch.go(reverse("reading_room:read"))
        said.look("td.title")
    said.is_done()
    for wanted in texts(without="\0\r\n")[::40]:
        house.watch.page.locator("main #words").fill(wanted)
        house.watch.press("main [role=search] button")
        house.watch.shows("main #words", [wanted.strip()[:200]])


@shows("reading_room:translations")
def translations(house: House) -> None:
    """A list of a hundred at most, each with its first hundred signs."""
    said = Tally(house.watch, [Truncator(as_stored(t)).chars(100) for t in texts()])
    for start in range(0, len(texts()), 100):
        Answer.objects.update(language="en")
        for response in house.store(texts()[start : start + 100]):
            response.answers.update(language="pl")
        house.watch.go(reverse("reading_room:translations"))
        said.look("td.title")
    said.is_done()


def as_stored(text: str) -> str:
    return text.replace("\0", "\ufffd")


@shows("reading_room:translation")
def translation(house: House) -> None:
    said, put = Tally(house.watch), Tally(house.watch, texts(without="\0"))
    for part in packed(texts(), 9_000):
        words = "\n".join(part)
        (response,) = house.store([words])
        kept = Translated("pl", as_stored(words))
        translate_answers(response=response, translated={house.first_key.hex: kept})
        house.watch.go(reverse("reading_room:translation", args=[response.answers.get().pk]))
        said.look(WORDS)
        put.look("textarea[name$=translation]")
    said.is_done()
    put.is_done()


@shows("reading_room:names")
def names(house: House) -> None:
    """Names that a reader marked in women's words: at most 120 signs of each."""
    phrases = {" ".join(t.split())[:120].strip() for t in texts(without="\0")}
    ListedPhrase.objects.bulk_create(
        ListedPhrase(
            area=house.area,
            words=words,
            folded=number,
            kind="PERSON" if number % 2 else "",
            by=house.boss.user,
            at=timezone.now(),
        )
        for number, words in enumerate(phrases)
    )
    house.watch.go(reverse("reading_room:names"))
    house.watch.shows("td.title", phrases)


@shows("reading_room:held_item")
def held_item(house: House) -> None:
    house.send()
    WaitingResponse.objects.update(held_because="fast")
    said = Tally(house.watch)
    for waiting in house.waiting:
        house.watch.go(reverse("reading_room:held_item", args=[waiting.pk]))
        open_fold(house)
        said.look(WORDS)
    said.is_done()


@shows("reading_room:case_words")
def case_words(house: House) -> None:
    house.send(last=URGENT)
    said = Tally(house.watch)
    for waiting in house.waiting:
        case = waiting.safeguarding_case
        house.watch.go(reverse("reading_room:case_words", args=[case.pk]))
        if house.watch.page.locator("details.reading-room__fold").count():
            open_fold(house)
        said.look(WORDS)
    said.is_done()


@shows("reading_room:contact_details")
def contact_details(house: House) -> None:
    said = Tally(house.watch)
    first = Tally(house.watch, [w for part in packed(texts(), 4_000) for w in part[:2]])
    for contact in house.ask_for_contact():
        house.watch.go(reverse("reading_room:contact_details", args=[contact.pk]))
        said.look(f"dd{WORDS}")
        first.look(f"dd:not({WORDS})")
    said.is_done()
    first.is_done()


@shows("replies:replies")
def replies(house: House) -> None:
    """Twenty-five a page, each with its first 120 signs."""
    said = Tally(house.watch, [Truncator(as_stored(t)).chars(120) for t in texts()])
    stored = house.store(texts())
    for number in range(1, len(stored) // 25 + 2):
        house.watch.go(f"{reverse('replies:replies')}?p={number}")
        said.look("td.title")
    said.is_done()


@shows("replies:write")
def write(house: House) -> None:
    said = Tally(house.watch)
    for response in house.store("\n".join(part) for part in packed(texts(), 9_000)):
        house.watch.go(reverse("replies:write", args=[response.pk]))
        said.look(WORDS)
    said.is_done()


@shows("replies:reply")
def reply(house: House) -> None:
    """What she said, and a reply that quotes it: to be changed, to be sent, sent."""
    said, shown, written = (Tally(house.watch, texts(without="\0")) for _ in range(3))
    for made in house.write_replies(*Reply.State):
        house.watch.go(reverse("replies:reply", args=[made.pk]))
        said.look(f"h4 + {WORDS}")
        shown.look(f"h3 + {WORDS}")
        written.look("textarea[name=words]")
    for tally in (said, shown, written):
        tally.is_done()


@shows("replies:look_words")
def look_words(house: House) -> None:
    house.send()
    house.read_all(house.reader)
    said = Tally(house.watch)
    for waiting in house.waiting:
        assert waiting.receipt_hash is not None
        look = SecondLook.objects.create(
            receipt_hash=bytes(waiting.receipt_hash),
            area=house.area,
            asked_on=waiting.swept_on,
        )
        house.watch.go(reverse("replies:look_words", args=[look.pk, waiting.pk]))
        said.look(WORDS)
    said.is_done()
