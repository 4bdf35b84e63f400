"""Views of insights, and the public page, that show what women wrote: how each is opened."""

from collections.abc import Iterable
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage
from core.printing import has_other_letters, without_unprintable
from feedback.models import Response
from feedback.selectors import answers_for
from feedback.uses import Use
from insights.codebook.changes import edit_theme, name_in_area
from insights.codebook.selectors import EXAMPLES
from insights.framework.services import write_summary
from insights.framework.views import PAGE_SIZE as MATRIX_PAGE
from insights.models import Mark, ProposalQuote, ReviewPack, Sample, SampleMember, Theme
from insights.notes.memos import write_memo
from insights.notes.passages import Place, point_at
from insights.packs.quotes import SHORTEST
from insights.packs.services import publish_pack, sign_pack
from insights.rigour.owed import coded_women
from insights.selectors.visits import EXCERPT
from insights.selectors.words import seal_of, texts_of
from insights.services import suggest_themes
from insights.views.themes import PAGE_SIZE
from tests.factories.accounts import make_staff
from tests.factories.packs import (
    HOUSING,
    MONEY,
    draft_of,
    make_coded,
    make_crowd,
)
from tests.factories.proposals import make_proposal
from tests.factories.themes import theme_of, use_codebook
from tests.fixtures.browser import press
from tests.insights.rigour.doubly import compared, settle
from tests.resilience.xss import packed, texts
from tests.resilience.xss_house import EVERY_USE, House, Tally
from tests.resilience.xss_registry import shows

THEMES = (HOUSING, MONEY)
QUOTES = 20_000  # signs: two quotes hold all payloads


def excerpt(text: str) -> str:
    """The beginning of an answer, as lists of responses have it, but for a word that they cut."""
    line = " ".join(text[: EXCERPT * 2].split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0]


@shows("insights:responses")
def responses(house: House) -> None:
    """A page of twenty-five, each with the beginning of its last words."""
    stored = house.store(texts())
    said = Tally(house.watch, map(excerpt, texts()))
    where = reverse("insights:responses", args=[house.form.consultation_id])
    for number in range(1, len(stored) // PAGE_SIZE + 2):
        house.watch.go(f"{where}?p={number}")
        said.look("th.words a")
    said.is_done()


@shows("insights:alike")
def alike(house: House) -> None:
    """Twenty women a group sent the same long words, and each her own before them."""
    groups = [texts()[start : start + 20] for start in range(0, len(texts()), 20)]
    for number, group in enumerate(groups):
        same = " ".join(f"word{number}of{place}" for place in range(150))
        house.store(f"{text}\n{same}" for text in group)
    said = Tally(house.watch, map(excerpt, texts()))
    house.watch.go(reverse("insights:alike", args=[house.form.consultation_id]))
    said.look(".themes-row a")
    said.is_done()


@shows("insights:search")
def search(house: House) -> None:
    """The beginning of her words on a list; in a table, what stands around a word."""
    stored = house.store(texts())
    said = Tally(house.watch, map(excerpt, texts()))
    where = reverse("insights:search", args=[house.form.consultation_id])
    for number in range(1, len(stored) // PAGE_SIZE + 2):
        house.watch.go(f"{where}?p={number}")
        said.look(".found__words")
    said.is_done()
    house.watch.go(f"{where}?q=onerror+script&any=1&view=table")
    assert house.watch.page.locator("th.words mark").count() > 10
    for words in texts()[:: len(texts()) // 40]:
        house.watch.go(f"{where}?{urlencode({'q': words, 'without': words, 'from': words})}")


@shows("insights:proposals")
def proposals(house: House) -> None:
    """Whole answers as the quotes of one proposal, and payloads as its name and words."""
    use_codebook(house.form.consultation)
    stored = house.store("\n".join(part) for part in packed(texts(), 2_000))
    proposal = make_proposal(stored, name=texts()[0][:120], words=texts()[:20])
    proposal.quotes.all().delete()
    for answer in answers_for(use=Use.READING_TEAM, responses=[r.pk for r in stored]):
        ProposalQuote.objects.create(
            proposal=proposal,
            response=answer.response,
            answer=answer.pk,
            start=0,
            end=len(answer.text),
        )
    house.watch.go(reverse("insights:proposals", args=[house.form.consultation_id]))
    house.watch.shows("blockquote", texts())


@shows("insights:unexplained")
def unexplained(house: House) -> None:
    """What no theme explains, a page of twenty-five at a time."""
    use_codebook(house.form.consultation)
    _listed(house, reverse("insights:unexplained", args=[house.form.consultation_id]))


@shows("insights:proposal")
def behind_a_proposal(house: House) -> None:
    """The responses that a proposal is from."""
    use_codebook(house.form.consultation)
    proposal = make_proposal(house.store(texts()))
    where = reverse("insights:proposal", args=[house.form.consultation_id, proposal.pk])
    _listed(house, where, stored=True)


def _listed(house: House, where: str, *, stored: bool = False) -> None:
    if not stored:
        house.store(texts())
    said = Tally(house.watch, map(excerpt, texts()))
    for number in range(1, len(texts()) // PAGE_SIZE + 2):
        house.watch.go(f"{where}?p={number}")
        said.look(".themes-row a")
    said.is_done()


@shows("insights:bench")
def bench(house: House) -> None:
    """Her words with cues of the codebook marked among them."""
    use_codebook(house.form.consultation)
    stored = house.store("\nthe hostel, at court: ".join(part) for part in packed(texts(), 6_000))
    suggest_themes(consultation=house.form.consultation)
    said = Tally(house.watch)
    for response in stored:
        where = [house.form.consultation_id, response.pk]
        house.watch.go(reverse("insights:bench", args=where))
        assert house.watch.page.locator(".answer__words mark").count() > 3
        said.look(".answer__words")
    said.is_done()


@shows("insights:recode", "insights:point")
def change_and_point(house: House) -> None:
    """Her words beside the list of themes; then sentence by sentence, with what was pointed at."""
    use_codebook(house.form.consultation)
    by, housing = house.boss.user, theme_of(HOUSING)
    said = Tally(house.watch)
    for part in packed(texts(), 6_000):
        response = make_coded(house.form, by, HOUSING, text="\n".join(part))
        where = [house.form.consultation_id, response.pk]
        house.watch.go(reverse("insights:recode", args=[*where, housing.pk]))
        said.look(".answer__words")
        coding = response.codings.get()
        words = texts_of([response.pk])
        ((answer, _),) = words
        everything = [Place(answer, 0, 6_000)]
        point_at(coding=coding, places=everything, by=by, seal=seal_of(words))
        house.watch.go(reverse("insights:point", args=where))
        house.watch.go(reverse("insights:bench", args=where))
        assert house.watch.page.locator(".pointed").count()
    said.is_done()


@shows("insights:memos")
def memos(house: House) -> None:
    """Her first words above each memo, and in the memo whatever a colleague can type."""
    by, page = house.boss.user, house.form.consultation
    for response, text in zip(house.store(texts()), texts(), strict=True):
        write_memo(consultation=page, text=text, by=by, response=response)
    begins, said = Tally(house.watch, map(excerpt, texts())), Tally(house.watch)
    for number in range(1, len(texts()) // PAGE_SIZE + 2):
        house.watch.go(f"{reverse('insights:memos', args=[page.pk])}?p={number}")
        begins.look(".memos__one h2 a")
        said.look(".memo__text")
    begins.is_done()
    said.is_done()


@shows("insights:sample")
def sample(house: House) -> None:
    """Her list of what she codes blind; the house's boss codes it again."""
    _twice(house, [[text] for text in texts()], second=house.boss.user)
    said = Tally(house.watch, map(excerpt, texts()))
    house.watch.go(reverse("insights:sample", args=[house.form.consultation_id]))
    said.look(".themes-row a")
    said.is_done()


@shows("insights:comparison", "insights:settle")
def comparison(house: House) -> None:
    """A list of what two people differ in; then her words whole, and a reason of a colleague."""
    second = make_staff("second_coder", house.form.consultation.area)
    sample = _twice(house, packed(texts(), 6_000), second=second)
    responses = compared(sample, [[MONEY]], by=house.boss.user)
    said = Tally(house.watch)
    for response in responses:
        settle(response, house.boss.user, MONEY, why=texts()[0][:300])
        where = [house.form.consultation_id, sample.pk, response.pk]
        house.watch.go(reverse("insights:settle", args=where))
        said.look(".answer__words")
    said.is_done()
    house.watch.go(reverse("insights:comparison", args=where[:2]))


@shows("insights:quiet_voices")
def quiet_voices(house: House) -> None:
    """Few women, and all that they said."""
    use_codebook(house.form.consultation)
    parts = packed(texts(), QUOTES)
    for part in parts:
        make_coded(house.form, house.reader, HOUSING, text="\n".join(part), uses=EVERY_USE)
    house.watch.go(reverse("insights:quiet_voices", args=[house.form.consultation_id]))
    house.watch.shows("blockquote", texts())


def _twice(house: House, parts: Iterable[Iterable[str]], *, second: User) -> Sample:
    """A sample of responses that hold these texts, coded as housing."""
    use_codebook(house.form.consultation)
    first = make_staff("facilitator", house.form.consultation.area)
    for part in parts:
        make_coded(house.form, first, HOUSING, text="\n".join(part), uses=EVERY_USE)
    page = house.form.consultation
    today = timezone.localdate()
    sample = Sample.objects.create(
        consultation=page,
        second=second,
        drawn_by=first,
        drawn_on=today,
        drawn_from=1,
        codebook=page.theming.codebook,
    )
    SampleMember.objects.bulk_create(
        SampleMember(sample=sample, response=response) for response in coded_women(page)
    )
    return sample


@shows("insights:matrix", "insights:summary")
def matrix(house: House) -> None:
    """First words and summaries, a page of twenty-five; then a cell with her words whole."""
    use_codebook(house.form.consultation)
    first = make_staff("facilitator", house.form.consultation.area)
    for text in texts():
        response = make_coded(house.form, first, HOUSING, text=text)
        write_summary(response=response, theme=theme_of(HOUSING), text=text[:600], by=first)
    begun, summed = Tally(house.watch, map(excerpt, texts())), Tally(house.watch, _short(texts()))
    where = reverse("insights:matrix", args=[house.form.consultation_id])
    for number in range(1, len(texts()) // MATRIX_PAGE + 2):
        house.watch.go(f"{where}?p={number}")
        begun.look(".matrix__who a")
        summed.look(".matrix__text")
    begun.is_done()
    summed.is_done()
    said = Tally(house.watch)
    for part in packed(texts(), 6_000):
        response = make_coded(house.form, first, HOUSING, text="\n".join(part))
        write_summary(response=response, theme=theme_of(HOUSING), text=part[0][:600], by=first)
        args = [house.form.consultation_id, response.pk, theme_of(HOUSING).pk]
        house.watch.go(reverse("insights:summary", args=args))
        said.look(".answer__words")
    said.is_done()


def _short(words: Iterable[str]) -> list[str]:
    return [text.strip() for text in words if len(text) <= 600]


@shows("insights:quote_cards")
def quote_cards(house: House) -> None:
    """All that may be on a card, as it would be on one: without signs that no font has."""
    use_codebook(house.form.consultation)
    words = [text for text in texts() if len(text) >= SHORTEST and not has_other_letters(text)]
    assert len(words) > 300
    today = timezone.localdate()
    for text in words:  # each is marked, so that none has to wait for a place
        said = make_coded(house.form, house.reader, HOUSING, text=text, uses=EVERY_USE)
        Mark.objects.create(response=said, kind="quotable", by=house.reader, marked_on=today)
    where = reverse("insights:quote_cards", args=[house.form.consultation_id])
    house.watch.go(f"{where}?use=design_team")
    house.watch.shows(".quotes__words", [" ".join(without_unprintable(t).split()) for t in words])


@shows("insights:theme")
def theme(house: House) -> None:
    use_codebook(house.form.consultation)
    for part in packed(texts(), 9_000):
        make_coded(house.form, house.reader, HOUSING, text="\n".join(part), uses=EVERY_USE)
    where = [house.form.consultation_id, theme_of(HOUSING).pk]
    house.watch.go(reverse("insights:theme", args=where))
    house.watch.shows("blockquote", texts())


@shows("insights:codebook:theme")
def theme_of_a_codebook(house: House) -> None:
    """Examples of a theme, three at a time, each its first words."""
    use_codebook(house.form.consultation)
    said = Tally(house.watch, map(excerpt, texts()))
    page = theme_of(HOUSING)
    where = reverse("insights:codebook:theme", args=[page.codebook_id, page.pk])
    for start in range(0, len(texts()), EXAMPLES):
        page.codings.all().delete()
        for text in texts()[start : start + EXAMPLES]:
            make_coded(house.form, house.reader, HOUSING, text=text)
        house.watch.go(where)
        said.look("blockquote")
    said.is_done()


@shows("insights:codebook:split")
def split(house: House) -> None:
    """Whole answers of a theme, and their first words, once the new themes have names."""
    use_codebook(house.form.consultation)
    for part in packed(texts(), 9_000):
        make_coded(house.form, house.reader, HOUSING, text="\n".join(part))
    page = theme_of(HOUSING)
    house.watch.go(reverse("insights:codebook:split", args=[page.codebook_id, page.pk]))
    house.watch.page.fill("[name=name-0]", "One")
    house.watch.page.fill("[name=name-1]", "Two")
    press(house.watch.page, "main form .button[type=submit]")
    for summary in house.watch.page.locator("main details summary").all():
        summary.click()
    house.watch.shows("details .quote", texts())


def change_codebook(house: House, double: str, single: str) -> Theme:
    """Whatever colleagues can type about a theme."""
    page, by = theme_of(HOUSING), house.boss.user
    notes = {"description": double, "include": single, "exclude": double}
    more = {"cues": ["x" + single[:70]], "examples": [double], "name_cy": single}
    with patch("insights.codebook.changes.require_own_words"):  # women here say the same
        edit_theme(theme=page, by=by, name=double, why=double, **notes, **more)
        name_in_area(theme=page, area=house.area, by=by, name=single, name_cy=double)
    return page


def close(house: House) -> None:
    """The consultation ended some days ago: a pack may be signed."""
    page = house.form.consultation
    ended, began = (timezone.localdate() - timedelta(days=ago) for ago in (3, 23))
    ConsultationPage.objects.filter(pk=page.pk).update(opens_on=began, closes_on=ended)
    page.refresh_from_db()


def quoted(house: House) -> list[Response]:
    """Enough women on each theme, and one on each who lets anyone read her words."""
    close(house)
    use_codebook(house.form.consultation)
    make_crowd(house.form, house.reader, [([code], "web") for code in THEMES * 30])
    parts = packed(texts(), QUOTES)  # test_xss.py lets a quote be so long
    assert len(parts) == len(THEMES)
    return [
        make_coded(house.form, house.reader, code, text="\n".join(part), uses=EVERY_USE)
        for code, part in zip(THEMES, parts, strict=True)
    ]


def signed(house: House) -> ReviewPack:
    pack = draft_of(house.form, house.boss.user, quotes=quoted(house))
    return sign_pack(pack=pack, by=house.boss.user)


@shows("insights:packs:edition")
def edition(house: House) -> None:
    """Both editions, as a draft and signed."""
    pack = draft_of(house.form, house.boss.user, quotes=quoted(house))
    for _ in ("a draft", "signed"):
        for name in ("review", "public"):
            house.watch.go(reverse("insights:packs:edition", args=[pack.pk, name]))
            house.watch.shows("main q", texts())
        if pack.status == ReviewPack.Status.DRAFT:
            pack = sign_pack(pack=pack, by=house.boss.user)


@shows("insights:packs:publish")
def publish(house: House) -> None:
    house.watch.go(reverse("insights:packs:publish", args=[signed(house).pk]))
    house.watch.shows(".words-said q", texts())


@shows("the public page of a consultation")
def public_page(house: House) -> None:
    publish_pack(pack=signed(house), by=house.boss.user)
    house.watch.go(house.form.consultation.url)
    house.watch.shows("main q", texts())
