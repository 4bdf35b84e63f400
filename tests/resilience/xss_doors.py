"""Doors that show what comes in by them, for staff and for herself: how each is opened."""

import csv
import io
from collections.abc import Sequence

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from feedback.contact.models import ContactService
from feedback.models import QuestionOption, Response
from feedback.review.groups.points import Split, split_points
from feedback.review.imports.column_form import MOST_CHOICES, SAMPLE_LENGTH
from feedback.review.models import Invite, PrintRun
from feedback.review.paper.numbers import Copy
from feedback.review.replies.models import Reply
from feedback.services import publish_form
from feedback.slips import find_slip
from tests.factories.accounts import make_staff
from tests.factories.feedback import live
from tests.feedback.review.conftest import sweep_now
from tests.feedback.review.keying import begin, key
from tests.fixtures.story import log_in
from tests.resilience.xss import packed, texts
from tests.resilience.xss_house import House
from tests.resilience.xss_registry import shows

LONG, CHOICE, SHORT = "What happened on the day?", "Where were you?", "One thing to change?"
TYPED = texts(without="\0")  # NUL is refused by every field and file, and that is said
COLUMNS = 400
CHECK = "main form button[type=submit]"


# -- imports


def upload(house: House, *rows: Sequence[str], source: str = "Paper") -> None:
    """Choose a file on the page and have it checked."""
    page, written = house.watch.page, io.StringIO()
    csv.writer(written).writerows(rows)
    data = written.getvalue().encode()
    house.watch.go(reverse("review_imports:upload"))
    page.locator("[name=form]").select_option(str(house.form.pk))
    page.locator("[name=file]").set_input_files(
        {"name": "answers.csv", "mimeType": "text/csv", "buffer": data}
    )
    page.locator("[name=source]").fill(source)
    page.locator("[name=details][value=reading_room]").check()
    house.watch.press(CHECK)


@shows("review_imports:upload")
def imported_rows(house: House) -> None:
    """The first three rows of a file as they would be stored; and what is wrong with a header."""
    parts = ["\n".join(part) for part in packed(TYPED, 7_000)]
    rows = [parts[start : start + 2] for start in range(0, len(parts), 2)]
    assert len(rows) == 3
    upload(house, [LONG, SHORT], *rows)
    house.watch.shows("main dd", TYPED)
    for name in texts(without="\0\t")[::40]:  # a tab may be what parts the cells
        upload(house, ["Nr", name, name], ["1", "a", "b"])
        house.watch.shows(".help-critical li", [name.strip()])


@shows("review_imports:columns", "review_imports:done", "review_imports:store")
def imported_columns(house: House) -> None:
    """Names of columns and samples of them; then the check, and what was left out of an import."""
    names = [name.strip() for name in TYPED if len(name) <= 500]
    for start in range(0, len(names), COLUMNS):
        header = names[start : start + COLUMNS]
        upload(house, [LONG, *header], [f"They listened {start} times.", *header])
        house.watch.press("button[formaction]")
        house.watch.shows("th label", header)
        house.watch.shows("td div", [sample(name) for name in header])
        house.watch.press("form[action$='/columns/'] button[type=submit]")
        house.watch.shows("main td", header)
        house.watch.press("form[action$='/store/'] button[type=submit]")
        house.watch.go(reverse("review_imports:done"))
        house.watch.shows("main td", header)


def sample(cell: str) -> str:
    return " ".join(cell.split())[:SAMPLE_LENGTH]


@shows("words of a file that a choice doesn’t offer")
def imported_choices(house: House) -> None:
    """Forty at most are asked for at once, each with its first 120 signs."""
    QuestionOption.objects.update(more=False)
    publish_form(form=house.form)
    said = [" ".join(text.split()).rstrip("; ") for text in TYPED]  # which parts choices
    for start in range(0, len(said), MOST_CHOICES):
        words = said[start : start + MOST_CHOICES]
        upload(house, [LONG, CHOICE], *(["They listened.", word] for word in words))
        house.watch.shows("th label", [Truncator(word).chars(120) for word in words])


# -- paper, the telephone, groups


def fill(house: House, parts: Sequence[str]) -> None:
    for place, part in enumerate(parts, start=1):
        house.watch.page.locator(f"[name=q{place}-text]").fill(part)


@shows("keying:start", "keying:sheet")
def keyed(house: House) -> None:
    """A sheet that is not finished comes back with all that was typed."""
    parts = ["\n".join(part) for part in packed(TYPED, 13_000)]
    house.watch.go(reverse("keying:start"))
    house.watch.page.locator("[name=form]").select_option(str(house.form.pk))
    house.watch.press(CHECK)
    fill(house, parts)
    house.watch.press("[data-keying] button[type=submit]")
    house.watch.shows("[data-keying] textarea", TYPED)


@shows("keying:settle")
def settled(house: House) -> None:
    """Both keys of a sheet side by side."""
    parts = ["\n".join(part) for part in packed(TYPED, 13_000)]
    run = PrintRun.objects.create(
        version=live(house.form),
        area=house.area,
        language="en-gb",
        copies=20,
        uses_wording=1,
        returns="To us.",
        printed_on=timezone.localdate(),
    )
    number = Copy(run.pk, 1).number
    worker = log_in(make_staff("centre_worker", house.area))
    other = live(house.form).definition["questions"][1]["options"][-1]["key"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("feedback.review.keying.services._is_drawn", lambda *a: True)
        fields = {f"q{place}-text": part for place, part in enumerate(parts, start=1)}
        key(worker, begin(worker, number=number), **fields, **{"q2-options": other})
    house.watch.go(reverse("keying:start"))
    house.watch.page.locator("[name=number]").fill(number)
    house.watch.press(CHECK)
    fill(house, [*parts[1:], parts[0]])
    house.watch.page.locator(f"[name=q2-options][value='{other}']").check()
    house.watch.page.locator("[name=as_written]").check()
    house.watch.press("[data-keying] button[type=submit]")
    for side in (1, 2):
        house.watch.shows(f".doors__sides > div:nth-child({side}) .doors__typed", TYPED)


@shows("groups:notes")
def group_notes(house: House) -> None:
    """Two hundred points at most; signs that only list a point go (feedback.review.groups)."""
    lines = [text for text in TYPED if len(text.splitlines()) == 1]
    for start in range(0, len(lines), 200):
        notes = "\n".join(lines[start : start + 200])
        house.watch.go(reverse("groups:notes"))
        page = house.watch.page
        page.locator("[name=question]").select_option(index=1)
        page.locator("[name=present]").first.check()
        page.locator("[name=told]").check()
        page.locator("[name=notes]").fill(notes)
        house.watch.press("main form[data-controller=w-unsaved] button[type=submit]")
        house.watch.shows(".doors__points li", split_points(notes, Split.LINES))
        house.watch.shows("[name=notes]", lines[start : start + 200])


# -- her own pages


@shows("her answers before she sends them")
def her_answers(house: House) -> None:
    """The page to check what she typed, and changing it. Two of the fields hold one line each."""
    page, watch = house.watch.page, house.watch
    lines = [text for text in TYPED if len(text.splitlines()) == 1]
    first, *rest = packed([t for t in TYPED if t not in lines] + lines, 14_000)
    watch.go(f"/form/{house.form.slug}/")
    watch.press("[name=go][value=start]")
    page.locator("[name=helped][value=no]").check()
    watch.press("[name=go][value=continue]")
    for place, words in enumerate(["\n".join(first), *map(" ".join, rest)]):
        if place == 1:
            page.locator("[name=option]").last.check()
        page.locator("[name=text]").fill(words)
        watch.press("[name=go][value=continue]")
    watch.shows("dl.answers dd", TYPED)
    for place, part in enumerate([first, *rest]):
        watch.press(f"dl.answers > div:nth-child({place + 1}) [name=go]")
        watch.shows("[name=text]", part)
        watch.press("[name=go][value=continue]")


@shows("what her six words open")
def her_words(house: House) -> None:
    """Replies that quote what was said."""
    page, watch = house.watch.page, house.watch
    (code, *_) = house.send()
    house.read_all(house.reader)
    found = find_slip(code)
    assert found is not None
    hers = Response.objects.get(receipt_hash=found[0].receipt_hash)
    house.write_replies(Reply.State.SENT, to=hers)
    sweep_now()
    watch.go("/your-words/")
    page.locator("[name=words]").fill(code)
    watch.press("[name=go][value=look]")
    watch.press("[name=go][value=replies]")
    watch.shows("main div[lang]", TYPED)


@shows("codes and six words that open nothing")
def wrong_codes(house: House) -> None:
    """What she typed stands in its field again, all of it on the one line that there is."""
    page, watch = house.watch.page, house.watch
    Invite.objects.create(
        area=house.area, group="Friday group", code="ABCD-EFGH", made_on=timezone.localdate()
    )
    for path, name, go in (
        ("/your-words/", "words", "look"),
        ("/carry-on/", "words", "open"),
        (f"/form/{house.form.slug}/", "invite", "start"),
    ):
        watch.go(path)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
        field = page.locator(f"[name={name}]")
        field.evaluate("field => field.removeAttribute('maxlength')")
        field.fill(" ".join(TYPED))
        typed = field.input_value()
        watch.press(f"[name=go][value={go}]")
        watch.shows(f"[name={name}]", [typed])


@shows("her request for contact before she sends it")
def her_contact(house: House) -> None:
    """More than the door takes at once, so that few pages hold it all."""
    page, watch = house.watch.page, house.watch
    ContactService.objects.create(
        area=house.area, name="The Women’s Centre", about="Many things.", answers="in two days"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("feedback.contact.asking.LONGEST", {})
        for part in packed(TYPED, 9_000):
            watch.go("/contact/")
            page.locator("[name=area][type=radio]").first.check()
            watch.press("button.btn[name=go][value=ask]")
            page.locator("[name=service]").first.check()
            page.locator("[name=name]").fill(part[0])
            page.locator("[name=route][value=text]").check()
            page.locator("[name=reach]").fill(part[-1])
            page.locator("[name=safe]").fill("\n".join(part))
            watch.press("button.btn[name=go][value=check]")
            watch.shows("main dd", part)
            watch.press("[name=go][value=change]")
            watch.shows("[name=safe]", part)
