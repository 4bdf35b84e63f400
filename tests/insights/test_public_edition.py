"""The public edition on the consultation's page: whose words stand there, and how they go."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from consultations.models import Outcome
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from feedback.review.forgetting import forget
from insights.models import ReviewPack
from insights.packs.public_quotes import mark_of
from insights.packs.services import Notes, publish_pack, remove_quotes, sign_pack
from tests.factories.cases import open_case
from tests.factories.packs import (
    COURT,
    HOUSING,
    MONEY,
    SAID,
    draft_of,
    make_coded,
    make_recommendation,
    signed_pack,
)
from tests.feedback.test_public_role import as_public_role

__all__ = ["as_public_role"]
pytestmark = pytest.mark.pages
OTHER = "A worker met me at the gate."
GONE = "These words are no longer here."
MOST_BYTES = 50 * 1024


@pytest.fixture
def quoted(crowd: Form, facilitator: User) -> Response:
    """A woman on housing, with 40 others, who lets anyone read her words."""
    return make_coded(
        crowd, facilitator, HOUSING, text=SAID, uses=["public", "design_team"], language="en-gb"
    )


def publish(form: Form, by: User, **fields: Any) -> ReviewPack:
    """Publish a pack; a finding is told with the words of everybody who allows any use."""
    quotes = [response for response in Response.objects.order_by("pk") if response.uses]
    return publish_pack(pack=signed_pack(form, by, quotes=quotes, **fields), by=by)


def page_of(form: Form) -> str:
    return Client().get(form.consultation.url).content.decode()


def act(response: Response, kind: str) -> None:
    row = ReceiptAct(receipt_hash=response.receipt_hash, kind=kind)
    ReceiptAct.objects.bulk_create([row], ignore_conflicts=True)  # as the public role may


def held() -> str:
    """All that is stored of packs and outcomes."""
    rows = [*Outcome.objects.values_list("quotes"), *ReviewPack.objects.values_list("editions")]
    return json.dumps(rows)


# -- whose words stand there


def test_words_that_anyone_may_read_stand_on_the_page(
    crowd: Form, facilitator: User, quoted: Response
) -> None:
    notes = Notes(tensions="Some want a flat alone.")
    pack = draft_of(crowd, facilitator, notes=notes, quotes=[quoted])
    make_recommendation(pack, facilitator, pack.findings.get(), text="Pay for six more.")
    publish_pack(pack=sign_pack(pack=pack, by=facilitator), by=facilitator)
    page = page_of(crowd)
    assert f'<q lang="en-gb" dir="auto">{SAID}</q>' in page
    for words in ("Some want a flat alone.", "Pay for six more.", "Women on remand were not asked"):
        assert words in page
    assert "One person coded." in page
    assert GONE not in page


@pytest.mark.parametrize(
    "uses", [[], ["report"], ["design_team", "report", "read_aloud", "research"]]
)
def test_other_uses_are_not_enough(crowd: Form, facilitator: User, uses: list[str]) -> None:
    make_coded(crowd, facilitator, HOUSING, text=SAID, uses=uses)
    publish(crowd, facilitator)
    assert SAID not in page_of(crowd)
    assert "In their words" not in page_of(crowd)


@pytest.mark.parametrize("codes", [(MONEY,), ()])
def test_no_quote_stands_under_a_theme_of_a_few_or_under_none(
    crowd: Form, facilitator: User, codes: tuple[str, ...]
) -> None:
    make_coded(crowd, facilitator, *codes, text=SAID, uses=["public"])
    publish(crowd, facilitator)
    assert SAID not in page_of(crowd)


@pytest.mark.parametrize("when", ["signing", "publishing"])
def test_words_of_a_safeguarding_case_are_not_published(
    crowd: Form,
    facilitator: User,
    quoted: Response,
    when: str,
) -> None:
    if when == "signing":
        open_case(quoted)
        publish(crowd, facilitator)
    else:
        pack = signed_pack(crowd, facilitator, quotes=[quoted])
        assert SAID in json.dumps(pack.editions["public"])
        open_case(quoted)
        publish_pack(pack=pack, by=facilitator)
    assert SAID not in page_of(crowd)
    assert SAID not in json.dumps(list(Outcome.objects.values_list("quotes")))


@pytest.mark.parametrize("taken", ["use", "words"])
def test_what_was_taken_back_between_signing_and_publishing_is_not_published(
    crowd: Form, facilitator: User, quoted: Response, taken: str
) -> None:
    pack = signed_pack(crowd, facilitator, quotes=[quoted])
    if taken == "use":
        Response.objects.filter(pk=quoted.pk).update(uses=["design_team"])
    else:
        act(quoted, "withdraw")
    publish_pack(pack=pack, by=facilitator)
    assert Outcome.objects.get().quotes == []


def test_nothing_is_on_the_page_before_it_is_published(
    crowd: Form, facilitator: User, quoted: Response
) -> None:
    signed_pack(crowd, facilitator, quotes=[quoted])
    assert SAID not in page_of(crowd)


def test_small_counts_stay_words(crowd: Form, facilitator: User, quoted: Response) -> None:
    publish(crowd, facilitator)
    page = page_of(crowd)
    assert '<td class="n">40</td>' in page  # 41 women
    assert "A few women or none spoke of:" in page
    assert ">4<" not in page
    assert ">41<" not in page


def test_what_is_stored_below_names_no_response_and_no_receipt(
    crowd: Form, facilitator: User, quoted: Response
) -> None:
    publish(crowd, facilitator)
    stored = json.dumps(Outcome.objects.get().quotes)
    assert SAID in stored
    assert str(quoted.pk) not in stored
    assert bytes(quoted.receipt_hash or b"").hex() not in stored
    assert mark_of(bytes(quoted.receipt_hash or b"")) not in page_of(crowd)


def test_words_are_escaped(crowd: Form, facilitator: User) -> None:
    text = "<script>alert(1)</script> & more"
    make_coded(crowd, facilitator, HOUSING, text=text, uses=["public"])
    publish(crowd, facilitator, notes=Notes(tensions=text), summary=text)
    page = page_of(crowd)
    assert text not in page
    assert page.count("&lt;script&gt;alert(1)") == 3


# -- how they go


@pytest.mark.parametrize("kind", ["withdraw", "correct", "consent"])
def test_words_taken_back_are_gone_at_once_and_the_page_says_so(
    crowd: Form, facilitator: User, quoted: Response, kind: str
) -> None:
    make_coded(crowd, facilitator, HOUSING, COURT, text=OTHER, uses=["public"])
    publish(crowd, facilitator)
    act(make_coded(crowd, facilitator, HOUSING), kind)  # somebody else's
    act(quoted, "add")
    assert SAID in page_of(crowd)
    act(quoted, kind)
    page = page_of(crowd)
    assert SAID not in page
    assert page.count(GONE) == 1


@pytest.mark.parametrize("version", ["standing", "superseded"])
def test_when_the_sweep_removes_her_words_no_copy_stays(
    crowd: Form, facilitator: User, quoted: Response, version: str
) -> None:
    pack = publish(crowd, facilitator)
    if version == "superseded":
        publish(crowd, facilitator, summary="More was said.")
    assert SAID in held()
    forget([bytes(quoted.receipt_hash or b"")])
    assert SAID not in held()
    assert page_of(crowd).count(GONE) == 1
    assert Outcome.objects.get(pk=pack.outcome_id or 0).version == "1.1"


def test_words_without_a_receipt_can_go_too(crowd: Form, facilitator: User) -> None:
    on_paper = make_coded(
        crowd, facilitator, HOUSING, text=SAID, uses=["public"], channel="paper", receipt_hash=""
    )
    publish(crowd, facilitator)
    assert SAID in page_of(crowd)
    on_paper.delete()
    assert SAID not in held()
    assert page_of(crowd).count(GONE) == 1


def test_a_use_taken_back_goes_where_it_was_needed_alone(
    crowd: Form, facilitator: User, quoted: Response
) -> None:
    pack = publish(crowd, facilitator)
    quoted.uses = ["design_team"]
    quoted.save()
    assert page_of(crowd).count(GONE) == 1
    pack.refresh_from_db()
    assert SAID not in json.dumps(pack.editions["public"])
    assert SAID not in json.dumps(Outcome.objects.get().quotes)
    assert SAID in json.dumps(pack.editions["review"])


@pytest.mark.parametrize("uses", [["public", "design_team"], ["public", "design_team", "report"]])
def test_saving_what_still_allows_it_changes_nothing(
    crowd: Form, facilitator: User, quoted: Response, uses: list[str]
) -> None:
    pack = publish(crowd, facilitator)
    quoted.uses = uses
    quoted.save()
    assert SAID in page_of(crowd)
    pack.refresh_from_db()
    assert pack.changes == {}


def test_removing_others_words_leaves_hers(
    crowd: Form, facilitator: User, quoted: Response
) -> None:
    publish(crowd, facilitator)
    remove_quotes([quoted.pk + 1])
    remove_quotes([])
    assert SAID in page_of(crowd)
    assert Outcome.objects.get().version == "1"


def test_while_the_intake_is_out_of_reach_the_page_stands_without_quotes(
    crowd: Form, facilitator: User, quoted: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OperationalError

    publish(crowd, facilitator)
    monkeypatch.setattr("insights.packs.public_quotes.mark_of", broken)
    act(make_coded(crowd, facilitator, HOUSING), "withdraw")
    assert SAID not in page_of(crowd)
    assert "In their words" not in page_of(crowd)
    assert "Women on remand were not asked" in page_of(crowd)


# -- the public process


def test_the_public_role_shows_them_and_lets_them_go(
    crowd: Form, facilitator: User, quoted: Response, as_public_role: Callable[[], None]
) -> None:
    publish(crowd, facilitator)
    as_public_role()
    assert SAID in page_of(crowd)
    act(quoted, "withdraw")
    assert SAID not in page_of(crowd)


@pytest.mark.parametrize("quotes", [1, 40])
def test_the_page_stays_light_however_much_was_said(
    crowd: Form, facilitator: User, quotes: int
) -> None:
    publish(crowd, facilitator, limits="x " * 400)
    outcome = Outcome.objects.get()
    text = "We had nowhere to go and nobody told us. " * 6
    row = {"theme": "Housing", "theme_cy": "Tai", "text": text, "language": "cy", "mark": "ab"}
    outcome.quotes = [row] * quotes
    outcome.save()
    default, intake = (CaptureQueriesContext(connections[name]) for name in ("default", "intake"))
    with default as one, intake as two:
        page = page_of(crowd)
    assert page.count(text.strip()) == quotes
    assert len(page.encode()) <= MOST_BYTES - 16 * 1024  # beside style, script and icon
    assert len(two) == 1
    assert len(one) <= 33  # the page tells of versions, news, promises and organisations too
