"""What a consultation shows before, while and after women answer."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from consultations.models import ConsultationPage, Decision, Outcome, WhatHappenedPage
from consultations.services import (
    DecisionText,
    EditionText,
    OutcomeText,
    QuoteText,
    publish_outcome,
    take_back_quotes,
)
from core.models import Area, HomePage
from feedback.models import Form

pytestmark = pytest.mark.pages

Make = Callable[..., ConsultationPage]
MakeForm = Callable[..., Form]
WAY_IN = 'class="btn" href="/form/'


def text_of(client: Client, page: ConsultationPage) -> str:
    return client.get(page.url).content.decode()


SAID, SAID_CY = "The hostel was full.", "Doedd dim lle i fynd."


def quote(text: str, mark: str, language: str = "en-gb") -> QuoteText:
    return QuoteText(
        theme="Nowhere to stay", theme_cy="Dim lle", text=text, language=language, mark=mark
    )


def make_outcome(
    page: ConsultationPage, version: str = "1", edition: EditionText | None = None
) -> Outcome:
    return publish_outcome(
        consultation=page,
        text=OutcomeText(
            version=version,
            summary="Friday is the worst day to get out.",
            taken_to="the board",
            women=145,
            edition=edition or EditionText(),
            themes=[
                {"name": "Nowhere to stay", "name_cy": "Dim lle", "words": "many", "number": 85}
                | {"share": 59},
                {
                    "name": "My language",
                    "name_cy": "",
                    "words": "few",
                    "number": None,
                    "share": None,
                },
                {
                    "name": "Post",
                    "name_cy": "",
                    "words": "few_or_none",
                    "number": None,
                    "share": None,
                },
            ],
            decisions=[
                DecisionText(
                    you_said="The office was shut.",
                    answer=Decision.Answer.NOT,
                    what="It will stay shut.",
                    because="There is no money.",
                    owner="The council",
                )
            ],
        ),
    )


def test_an_open_page_has_a_way_in(client: Client, form: MakeForm) -> None:
    made = form()
    html = text_of(client, made.consultation)
    assert f'{WAY_IN}{made.slug}/"' in html
    assert "About 6 minutes" in html


@pytest.mark.parametrize("trait", ["closed", "planned"])
def test_a_page_that_is_not_open_has_no_way_in(
    client: Client, consultation: Make, form: MakeForm, trait: str
) -> None:
    html = text_of(client, form(consultation(trait)).consultation)
    assert WAY_IN not in html
    assert "About 6 minutes" not in html


def test_a_form_that_is_not_published_is_no_way_in(
    client: Client, consultation: Make, form: MakeForm
) -> None:
    html = text_of(client, form(consultation(), publish=False).consultation)
    assert WAY_IN not in html
    assert "The questions are not ready yet" in html


def test_forms_of_another_consultation_are_not_shown(
    client: Client, consultation: Make, form: MakeForm
) -> None:
    other = form(consultation())
    html = text_of(client, form(consultation()).consultation)
    assert html.count(WAY_IN) == 1
    assert f"/form/{other.slug}/" not in html


def test_a_closed_page_thanks_and_names_the_day_of_the_reply(
    client: Client, consultation: Make
) -> None:
    html = text_of(client, consultation("closed", reply_by=date(2040, 1, 20)))
    assert "Thank you to each woman who answered" in html
    assert "We promised a reply by 20 January 2040" in html
    assert "late." not in html


def test_a_late_reply_is_said_plainly(client: Client, consultation: Make) -> None:
    days = {"opens_on": date(2025, 12, 1), "closes_on": date(2026, 1, 2)}
    page = consultation("closed", reply_by=date(2026, 2, 3), **days)
    html = text_of(client, page)
    assert "Our reply is late." in html
    assert "We promised it by 3 February 2026" in html
    assert "Thank you to each woman" not in html
    assert "If it is late" not in html


def test_a_decided_page_says_what_was_done_and_why(client: Client, consultation: Make) -> None:
    page = consultation("closed")
    make_outcome(page)
    html = text_of(client, page)
    assert html.index("The office was shut.") < html.index("We could not")
    assert html.index("It will stay shut.") < html.index("There is no money.")
    assert "What happens next" not in html
    assert "Our reply is late" not in html


def test_themes_are_a_table_with_bars_for_those_that_have_a_share(
    client: Client, consultation: Make
) -> None:
    page = consultation("closed")
    make_outcome(page)
    html = text_of(client, page)
    assert "<caption>Of about 145 women who answered." in html
    assert html.count("<rect") == 1
    assert '<rect width="59%"' in html
    assert '<td class="n">a few</td>' in html
    assert "A few women or none spoke of:</b>" in html
    assert '<th scope="row">Post' not in html
    assert "None" not in html


HEADINGS = [
    *("In their words", "Where women disagreed", "What we recommend", "Who is missing"),
    *("Limits of this evidence", "How it was done"),
]


def test_the_public_edition_says_who_is_missing_and_how_far_it_goes(
    client: Client, consultation: Make
) -> None:
    page = consultation("closed")
    edition = EditionText(
        missing_voices="Nobody on remand.",
        tensions="Some want one worker.",
        recommended=[{"text": "Open on Fridays.\n\nPay for beds.", "decides": "", "equality": ""}],
        limits="One person coded.",
        quotes=[quote(SAID, "a1"), quote(SAID_CY, "b2", "cy")],
    )
    make_outcome(page, edition=edition)
    html = text_of(client, page)
    assert [html.index(f"<h2>{title}</h2>") for title in HEADINGS] == sorted(
        html.index(f"<h2>{title}</h2>") for title in HEADINGS
    )
    assert f'<q lang="cy" dir="auto">{SAID_CY}</q>' in html
    assert html.count('<p class="hint">Nowhere to stay</p>') == 2
    assert "<p>Open on Fridays.</p>\n\n<p>Pay for beds.</p>" in html
    assert "a1" not in html.partition("<main")[2].partition("</main>")[0]


def test_an_outcome_without_an_edition_has_no_empty_headings(
    client: Client, consultation: Make
) -> None:
    page = consultation("closed")
    make_outcome(page)
    html = text_of(client, page)
    assert not [title for title in HEADINGS if f">{title}<" in html]


@pytest.mark.parametrize(
    ("marks", "left"), [({"a1"}, [SAID_CY]), ({"a1", "b2"}, []), ({"c3"}, [SAID, SAID_CY])]
)
def test_quotes_are_taken_back_for_good_by_their_mark(
    client: Client, consultation: Make, marks: set[str], left: list[str]
) -> None:
    page = consultation("closed")
    edition = EditionText(quotes=[quote(SAID, "a1"), quote(SAID_CY, "b2")])
    outcome = make_outcome(page, edition=edition)
    take_back_quotes(outcome=outcome, marks=marks, version="1.1")
    outcome.refresh_from_db()
    html = text_of(client, page)
    assert [words for words in (SAID, SAID_CY) if words in html] == left
    assert [q["text"] for q in outcome.quotes if q["text"]] == left
    assert html.count("These words are no longer here.") == 2 - len(left)
    assert outcome.version == "1.1"


@pytest.mark.parametrize(
    ("taken", "shown"),
    [
        ([], False),
        ([None], False),
        ([["a1"]], False),
        ([[], None], False),
        ([[]], True),
        ([["b2"]], True),
    ],
)
def test_quotes_are_shown_only_while_somebody_can_say_what_was_taken_back(
    client: Client,
    consultation: Make,
    monkeypatch: pytest.MonkeyPatch,
    taken: list[list[str] | None],
    shown: bool,
) -> None:
    readers = [partial(lambda told: told, told) for told in taken]
    monkeypatch.setattr("consultations.selectors._taken_back", readers)
    page = consultation("closed")
    make_outcome(page, edition=EditionText(quotes=[quote(SAID, "a1")]))
    assert (SAID in text_of(client, page)) == shown


def test_a_superseded_outcome_is_not_shown(client: Client, consultation: Make) -> None:
    page = consultation("closed")
    old, new = make_outcome(page), make_outcome(page, version="2")
    html = text_of(client, page)
    assert f"outcome-{new.pk}" in html
    assert f"outcome-{old.pk}" not in html


def test_a_welsh_page_shows_the_form_and_the_outcome_of_the_english_one(
    client: Client, site_root: HomePage, form: MakeForm
) -> None:
    made = form()
    Outcome.objects.all().delete()
    page = made.consultation
    welsh = Locale.objects.get(language_code="cy")
    for twin in (site_root, page.get_parent().specific):
        twin.copy_for_translation(welsh).save_revision().publish()
    twin = page.copy_for_translation(welsh)
    twin.save_revision().publish()
    twin.refresh_from_db()
    assert f'href="/cy/form/{made.slug}/"' in text_of(client, twin)
    make_outcome(page)
    html = text_of(client, twin)
    assert "Dim lle" in html
    assert "Nowhere to stay" not in html


def test_index_puts_open_first_and_keeps_to_the_area(
    client: Client, consultation: Make, area: Area, other_area: Area
) -> None:
    consultation("closed", title="At court")
    here = consultation("open", title="Getting out")
    consultation("open", title="Elsewhere", area=other_area)
    index = here.get_parent().url
    html = client.get(index).content.decode()
    assert html.index("Getting out") < html.index("At court")
    assert "Elsewhere" in html
    html = client.get(index, {"area": area.slug}).content.decode()
    assert "Getting out" in html
    assert "Elsewhere" not in html


@pytest.mark.parametrize("area", ["nowhere", "<script>alert(1)</script>", ""])
def test_an_unknown_area_is_no_filter_and_is_not_repeated(
    client: Client, consultation: Make, other_area: Area, area: str
) -> None:
    page = consultation("open", title="Getting out", area=other_area)
    html = client.get(page.get_parent().url, {"area": area}).content.decode()
    assert "Getting out" in html
    assert "<script>alert" not in html
    assert "nowhere" not in html


def make_what_happened(home: HomePage) -> WhatHappenedPage:
    home.refresh_from_db()
    page: WhatHappenedPage = home.add_child(
        instance=WhatHappenedPage(title="What happened", slug="what-happened")
    )
    return page


@pytest.mark.parametrize(
    ("days", "said", "not_said"),
    [(0, "Promise kept", "Kept late"), (-1, "Kept late", "Promise kept")],
)
def test_a_promise_is_kept_up_to_its_own_day(
    client: Client, site_root: HomePage, consultation: Make, days: int, said: str, not_said: str
) -> None:
    reply_by = timezone.localdate() + timedelta(days=days)
    make_outcome(consultation("closed", reply_by=reply_by))
    html = client.get(make_what_happened(site_root).url).content.decode()
    assert said in html
    assert not_said not in html
    assert "It is not here yet" not in html


def test_a_newer_version_does_not_make_a_kept_promise_late(
    client: Client, site_root: HomePage, consultation: Make
) -> None:
    page = consultation("closed", reply_by=timezone.localdate() - timedelta(days=1))
    first = make_outcome(page)
    Outcome.objects.filter(pk=first.pk).update(published_on=page.reply_by)
    make_outcome(page, version="2")
    html = client.get(make_what_happened(site_root).url).content.decode()
    assert "Promise kept" in html
    assert "Kept late" not in html


def test_a_promise_that_was_not_kept_stands_first(
    client: Client, site_root: HomePage, consultation: Make
) -> None:
    consultation("closed", title="In time")
    consultation("closed", title="Too late", reply_by=timezone.localdate() - timedelta(days=1))
    consultation("planned", title="Not begun")
    html = client.get(make_what_happened(site_root).url).content.decode()
    assert html.index("Too late") < html.index("In time")
    assert "It is not here yet, and we are sorry." in html
    assert "Not begun" not in html
