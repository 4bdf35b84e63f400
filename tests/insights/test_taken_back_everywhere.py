"""A woman takes her words back after they were published: followed through every copy there is."""

import json

import pytest

from accounts.models import User
from consultations.models import Brief, Outcome
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from feedback.review.forgetting import forget
from insights.models import BankQuote, ReviewPack
from insights.packs import pdf as pack_file
from insights.packs.files.word import pack_docx
from insights.packs.selectors import EDITIONS, shown_edition
from insights.packs.services import publish_pack, sign_pack
from insights.packs.trail import version_of
from tests.factories.packs import HOUSING, draft_of, make_coded
from tests.insights.outside import everything_public, printed, told_on
from tests.insights.packs.made_up import words_of_docx
from tests.insights.packs.test_same_content import of_page

pytestmark = [pytest.mark.pages, pytest.mark.long]
HERS = "They put my kids' photos in a box and lost the box."
ANOTHERS = "Nobody rang me back about the flat for a month."
USES = ["public", "report", "design_team", "read_aloud"]


@pytest.fixture
def hers(crowd: Form, facilitator: User) -> Response:
    return make_coded(crowd, facilitator, HOUSING, text=HERS, uses=USES)


@pytest.fixture
def pack(crowd: Form, facilitator: User, hers: Response) -> ReviewPack:
    other = make_coded(crowd, facilitator, HOUSING, text=ANOTHERS, uses=USES)
    draft = draft_of(crowd, facilitator, quotes=[hers, other])
    published = publish_pack(pack=sign_pack(pack=draft, by=facilitator), by=facilitator)
    told_on(published, facilitator)
    return ReviewPack.objects.get(pk=published.pk)


def everywhere(pack: ReviewPack, patch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the public gets, and the review edition on page, in PDF and for Word."""
    shown = shown_edition(pack, "review")
    on_paper = shown_edition(pack, "review", printed=True)
    return everything_public(pack, patch) | {
        "review, page": of_page(shown),
        "review, PDF": printed(patch, pack_file, lambda: pack_file.pack_pdf(on_paper)),
        "review, Word": words_of_docx(pack_docx(on_paper)),
    }


def stored() -> str:
    rows = [
        *ReviewPack.objects.values_list("editions"),
        *Outcome.objects.values_list("quotes"),
        *Brief.objects.values_list("quotes"),
    ]
    return json.dumps(rows)


def where_said(words: str, copies: dict[str, str]) -> set[str]:
    return {name for name, said in copies.items() if words in said}


def test_her_words_leave_every_copy_at_once_and_every_table_after_the_sweep(
    pack: ReviewPack, hers: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everywhere(pack, monkeypatch)
    told_in = where_said(HERS, before)
    assert told_in >= {
        *("edition, page", "edition, PDF", "edition, Word", "brief", "outcome"),
        *("review, page", "review, PDF", "review, Word", pack.consultation.url),
    }
    assert told_in == where_said(ANOTHERS, before)
    open_data = {name for name in before if name.startswith("open data")}
    assert len(open_data) == 12
    assert not open_data & told_in  # a copy of it could never be made to forget
    ReceiptAct.objects.create(receipt_hash=hers.receipt_hash, kind="withdraw")
    now = everywhere(pack, monkeypatch)
    assert where_said(HERS, now) == {"outcome"}  # the stored row, which no page reads out
    assert where_said(ANOTHERS, now) == told_in
    forget([bytes(hers.receipt_hash or b"")])
    pack.refresh_from_db()
    after = everywhere(pack, monkeypatch)
    assert where_said(HERS, after) == set()
    assert where_said(ANOTHERS, after) == told_in
    assert HERS not in stored()
    assert BankQuote.objects.count() == 1
    assert {version_of(pack, name) for name in EDITIONS} == {"1.1"}
    assert Outcome.objects.get().version == Brief.objects.get().version == "1.1"
    for name in ("edition, page", "review, page", pack.consultation.url):
        assert "These words are no longer here." in after[name]


@pytest.mark.parametrize(("use", "left_in"), [("public", "review"), ("design_team", "edition")])
def test_a_use_taken_back_empties_what_needs_it_and_no_more(
    pack: ReviewPack, hers: Response, monkeypatch: pytest.MonkeyPatch, use: str, left_in: str
) -> None:
    hers.uses = [one for one in hers.uses if one != use]
    hers.save()
    pack.refresh_from_db()
    told_in = where_said(HERS, everywhere(pack, monkeypatch))
    assert told_in
    assert {name for name in told_in if name.startswith(("review", "edition"))} == {
        f"{left_in}, {kind}" for kind in ("page", "PDF", "Word")
    }
    assert (pack.consultation.url in told_in) == (use != "public")
