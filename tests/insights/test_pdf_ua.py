"""Every kind of file that is printed of a pack can be read aloud whole, in order, and found one's
way in: PDF/UA-1 as far as a machine can look (tests.fixtures.pdf), and what it then says."""

import re
from collections.abc import Callable

import pytest
from django.utils import translation

from accounts.models import User
from consultations.models import Telling
from feedback.models import Form
from insights.briefs.pdf import brief_pdf
from insights.briefs.selectors import shown_brief
from insights.briefs.services import give_brief
from insights.handover.cards_pdf import cards_pdf
from insights.models import ReviewPack
from insights.notices.pdf import notice_pdf
from insights.packs.pdf import pack_pdf
from insights.packs.selectors import shown_edition
from insights.packs.services import publish_pack, sign_pack
from tests.factories.packs import (
    COURT,
    HOUSING,
    MONEY,
    SAID,
    draft_of,
    make_coded,
    make_decision,
    make_recommendation,
)
from tests.fixtures.pdf import Paper, wrong_in
from tests.insights.briefs.conftest import write
from tests.insights.handover.test_cards import quote
from tests.insights.notices.conftest import tell
from tests.insights.notices.test_files import matter_of

WELSH = "Dw i ddim yn gwybod ble i fynd heno."
ANSWERS = [
    make_decision(you_said="Nowhere to stay.", answer="part", because="There are six flats."),
    make_decision(you_said="Nobody to talk to.", answer="do", what="A worker comes in."),
    make_decision(you_said="Visits are far.", answer="not", because="The fund is national."),
]


@pytest.fixture
def pack(crowd: Form, facilitator: User) -> ReviewPack:
    """Published; with quotes in two languages, tables, pictures, every answer and their reasons."""
    uses = ["public", "report", "design_team"]
    quoted = [
        make_coded(crowd, facilitator, HOUSING, COURT, text=SAID, uses=uses),
        make_coded(crowd, facilitator, HOUSING, MONEY, text=WELSH, uses=uses, language="cy"),
    ]
    draft = draft_of(crowd, facilitator, quotes=quoted, decisions=ANSWERS)
    make_recommendation(draft, facilitator, draft.findings.all()[0], equality="Mothers.")
    return publish_pack(pack=sign_pack(pack=draft, by=facilitator), by=facilitator)


def edition(pack: ReviewPack, name: str) -> bytes:
    with translation.override("en-gb"):
        return pack_pdf(shown_edition(pack, name, printed=True))


def brief(pack: ReviewPack, by: User) -> bytes:
    write(pack, by)
    return brief_pdf(shown_brief(pack, give_brief(pack=pack, by=by)))


def notice(pack: ReviewPack, by: User, name: str) -> bytes:
    for form in Telling.Form:
        tell(pack, by, form)
    assert pack.outcome is not None
    return notice_pdf(matter_of(pack.outcome, name))


def cards() -> bytes:
    said = [quote(WELSH, language="cy"), quote(SAID, is_hard=True)]
    return cards_pdf(said, with_themes=True)


MADE: dict[str, Callable[[ReviewPack, User], bytes]] = {
    "review edition": lambda pack, _: edition(pack, "review"),
    "public edition": lambda pack, _: edition(pack, "public"),
    "brief": brief,
    "poster": lambda pack, by: notice(pack, by, "poster-a4-en"),
    "poster in easy read, for a prison": lambda pack, by: notice(
        pack, by, "poster-offline-a3-easy-en"
    ),
    "letter in Welsh": lambda pack, by: notice(pack, by, "letter-cy"),
    "letter in easy read in Welsh": lambda pack, by: notice(pack, by, "letter-offline-easy-cy"),
    "cards": lambda _pack, _by: cards(),
}


@pytest.mark.parametrize("kind", MADE)
def test_each_file_is_whole_for_who_hears_it(
    pack: ReviewPack, facilitator: User, kind: str
) -> None:
    assert wrong_in(MADE[kind](pack, facilitator)) == []


def test_a_pack_is_read_from_part_to_part(pack: ReviewPack) -> None:
    paper = Paper(edition(pack, "review"))
    titles = [paper.text(tag) for tag in paper.root.all("H1", "H2")]
    assert titles[0] == "Getting out"
    assert [int(title.partition(".")[0]) for title in titles[1:]] == list(range(1, 11))
    read = paper.text(paper.root)
    places = [read.index(words) for words in ("Nowhere to stay.", "There are six", "Visits are")]
    assert places == sorted(places)
    assert not re.search(r"Page 2 of", read)  # head and foot of each page are passed over


def test_tables_and_pictures_say_what_they_are(pack: ReviewPack) -> None:
    paper = Paper(edition(pack, "review"))
    heads = [[paper.text(head) for head in table.all("TH")] for table in paper.root.all("Table")]
    assert ["Theme", "Share", "Women"] in [head for head in heads if len(head) == 3]
    figures = [tag.alt for tag in paper.root.all("Figure")]
    assert any(alt.startswith("Circles on a grid") for alt in figures)
    assert any(alt.startswith("One bar of all decisions") for alt in figures)


def test_welsh_words_are_told_to_be_welsh(pack: ReviewPack, facilitator: User) -> None:
    paper = Paper(edition(pack, "public"))
    hers = [tag for tag in paper.root.all() if tag.language == "cy"]
    assert any("ble i fynd heno" in paper.text(tag) for tag in hers)
    assert not any("hostel" in paper.text(tag) for tag in hers)
    letter = Paper(notice(pack, facilitator, "letter-cy"))
    assert str(letter.catalog["/Lang"]).startswith("cy")


def test_what_is_wrong_is_found(pack: ReviewPack) -> None:
    """A checker that finds nothing proves nothing: it is shown files that were spoilt."""
    data = edition(pack, "review")
    spoilt = {
        "not marked as tagged": (b"/Marked true", b"/Marked null"),
        "no language": (b"/Lang(en-GB)", b"/Long(en-GB)"),
        "a header has no scope": (b"/Scope/Column", b"/Scape/Column"),
        "a picture says nothing": (b"/Alt(", b"/Olt("),
        "the first heading is of level 2": (b"/S/H1", b"/S/H2"),
        "it does not say that it is PDF/UA": (b"pdfuaid:part>1", b"pdfuaid:part>3"),
        "a tag that nobody knows: Tuble": (b"/S/Table", b"/S/Tuble"),
    }
    for said, (there, instead) in spoilt.items():
        assert there in data, said
        assert said in wrong_in(data.replace(there, instead)), said
