"""Screens of what a draft concludes: who finds them, that nothing typed is lost, what they say."""

from collections.abc import Callable

import pytest

from accounts.models import User
from core.models import Area
from feedback.models import Form
from insights.models import Finding, ReviewPack
from insights.packs.services import sign_pack
from tests.factories.findings import make_quote
from tests.factories.packs import (
    HOUSING,
    MONEY,
    SAID,
    make_coded,
    make_finding,
)
from tests.factories.themes import make_codebook, theme_of
from tests.fixtures.screens import on_page
from tests.fixtures.story import StaffClient
from tests.insights.findings.screens import every_address, typed, url

pytestmark = pytest.mark.pages

NONE_FOUND = "We looked, and found nothing that does not fit."


# -- who finds them


def test_a_facilitator_finds_every_screen_of_her_area(
    client: StaffClient, draft: ReviewPack
) -> None:
    for address in every_address(draft, client.user):
        assert client.get(address).status_code == 200, address


def test_those_of_other_areas_are_not_found(
    staff: Callable[..., StaffClient], other_area: Area, draft: ReviewPack, facilitator: User
) -> None:
    stranger = staff("facilitator", other_area)
    for address in every_address(draft, facilitator):
        assert stranger.get(address).status_code == 404, address
        assert stranger.post(address).status_code == 404, address
    assert draft.findings.count() == draft.decisions.count() == 1


@pytest.mark.parametrize("role", ["second_coder", "reviewer", "finance", "administrator"])
def test_other_roles_are_sent_away(
    staff: Callable[..., StaffClient],
    area: Area,
    draft: ReviewPack,
    facilitator: User,
    role: str,
) -> None:
    somebody = staff(role, area)
    for address in every_address(draft, facilitator):
        assert somebody.get(address).status_code == 302, address
        assert somebody.post(address).status_code in (302, 403), address
    assert draft.findings.count() == draft.decisions.count() == 1


def test_a_row_of_another_pack_is_not_found(client: StaffClient, draft: ReviewPack) -> None:
    other = ReviewPack.objects.create(consultation=draft.consultation, number=7)
    finding = draft.findings.get()
    for name in ("finding", "remove_finding", "move_finding"):
        assert client.post(url(name, other, finding.pk), typed()).status_code == 404
    finding.refresh_from_db()
    assert finding.pack == draft


def test_of_a_signed_pack_every_screen_leads_back(
    client: StaffClient, draft: ReviewPack, facilitator: User
) -> None:
    addresses = every_address(draft, facilitator)
    sign_pack(pack=draft, by=facilitator)
    for address in addresses:
        for answer in (client.get(address), client.post(address, typed())):
            assert answer["Location"] == url("pack", draft), address
    assert "Start the next version" in client.get(url("pack", draft)).content.decode()
    assert draft.findings.get().sentence == "Women leave with nowhere to stay."


# -- findings


def test_a_finding_is_written_with_themes_and_quotes(
    client: StaffClient, crowd: Form, draft: ReviewPack, readers: list[User]
) -> None:
    said = make_coded(crowd, client.user, MONEY, text=SAID, uses=["public"])
    quote = make_quote(said, client.user, passed=readers)
    assert SAID in client.get(url("add_finding", draft)).content.decode()
    client.post(url("add_finding", draft), typed(quotes=[str(quote.pk)]))
    made = draft.findings.get(sentence="Women leave in debt.")
    assert (made.order, made.strength, made.negative) == (1, "moderate", "Some had saved.")
    assert list(made.themes.all()) == [theme_of(MONEY)]
    assert list(made.quotes.all()) == [quote]
    opened = client.get(url("finding", draft, made.pk))
    assert "Women leave in debt.</textarea>" in opened.content.decode()
    changed = {"sentence": "Changed,\n on one line.", "quotes": []}
    client.post(url("finding", draft, made.pk), {**on_page(opened), **changed})
    made.refresh_from_db()
    assert (made.sentence, made.quotes.count()) == ("Changed, on one line.", 0)


def test_an_unfinished_finding_is_kept_and_the_list_says_what_is_missing(
    client: StaffClient, draft: ReviewPack
) -> None:
    client.post(url("add_finding", draft), {"sentence": "Half a thought."})
    page = client.get(url("findings", draft)).content.decode()
    assert "Half a thought." in page
    assert "Not weighed yet" in page
    assert "Choose a strength. Write why this strength." in " ".join(page.split())
    pack = client.get(url("pack", draft)).content.decode()
    assert "Finding 2: Tick at least one theme." in pack
    assert "1 lacks something" in pack


@pytest.mark.parametrize(
    "field", ["sentence", "said", "reasons", "methods", "between_women", "negative"]
)
def test_a_mistake_loses_nothing(client: StaffClient, draft: ReviewPack, field: str) -> None:
    long = "x" * 1_501
    answer = client.post(url("add_finding", draft), typed(**{field: long}))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Nothing that you wrote is lost." in page
    assert f'href="#id_{field}"' in page
    assert long in page
    kept = {"Women leave in debt.", "Debts grew while they were inside.", "Some had saved."}
    assert len([words for words in kept if words in page]) >= 2
    assert f'value="{theme_of(MONEY).pk}" checked' in page
    assert 'value="moderate"' in page
    assert draft.findings.count() == 1


def test_looking_at_the_evidence_saves_nothing_and_loses_nothing(
    client: StaffClient, draft: ReviewPack
) -> None:
    ticked = [str(theme_of(code).pk) for code in (HOUSING, MONEY)]
    sent = {"look": "1", "said": "Half a thought.", "themes": ticked}
    page = client.post(url("add_finding", draft), sent).content.decode()
    assert "<dd>44</dd>" in page
    assert "40 women raised it" in page
    assert "A quiet voice" in page
    assert "Half a thought." in page
    assert "not saved yet" not in page
    assert draft.findings.count() == 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"none_found": "on", "negative": ""}, NONE_FOUND),
        ({"none_found": "on", "negative": "Some had saved."}, "Some had saved."),
        ({"negative": ""}, ""),
    ],
)
def test_that_nothing_was_found_is_said_in_words(
    client: StaffClient, draft: ReviewPack, sent: dict[str, str], kept: str
) -> None:
    client.post(url("add_finding", draft), typed(**sent))
    assert draft.findings.get(sentence="Women leave in debt.").negative == kept


def test_themes_and_quotes_that_are_not_offered_are_let_go(
    client: StaffClient, crowd: Form, draft: ReviewPack, readers: list[User]
) -> None:
    make_codebook([{"name": "Feeling safe"}], slug="flat")
    said = make_coded(crowd, client.user, MONEY, text=SAID, uses=["public"])
    unread = make_quote(said, client.user, passed=readers[:1])
    themes = [str(theme_of("feeling-safe").pk), str(theme_of(MONEY).pk), "٣"]
    client.post(url("add_finding", draft), typed(themes=themes, quotes=[str(unread.pk)]))
    made = draft.findings.get(sentence="Women leave in debt.")
    assert list(made.themes.all()) == [theme_of(MONEY)]
    assert not made.quotes.exists()


def test_a_single_account_is_warned_of(client: StaffClient, draft: ReviewPack) -> None:
    make_finding(draft, client.user, MONEY, strength="single")
    assert "never in public" in client.get(url("findings", draft)).content.decode()
    form = client.get(url("add_finding", draft)).content.decode()
    assert "It never goes public." in form
    assert "No count ever sets a level" in form


def test_findings_are_moved_by_buttons(client: StaffClient, draft: ReviewPack) -> None:
    first = draft.findings.get()
    second = make_finding(draft, client.user, sentence="Second.")
    client.post(url("move_finding", draft, second.pk), {"up": "1"})
    assert list(draft.findings.all()) == [second, first]
    client.post(url("move_finding", draft, second.pk), {"down": "1"})
    assert list(draft.findings.all()) == [first, second]
    assert client.get(url("move_finding", draft, first.pk)).status_code == 405


def test_removing_asks_first(client: StaffClient, draft: ReviewPack) -> None:
    finding = draft.findings.get()
    page = client.get(url("remove_finding", draft, finding.pk)).content.decode()
    assert finding.sentence in page
    assert Finding.objects.filter(pk=finding.pk).exists()
    client.post(url("remove_finding", draft, finding.pk))
    assert not draft.findings.exists()
    assert "There is no finding yet." in client.get(url("findings", draft)).content.decode()
