"""What came of a consultation at an address of its own, in both languages, to print."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Locale

from consultations.models import ConsultationPage, Telling
from core.models import HomePage
from tests.consultations.test_pages import make_outcome

pytestmark = pytest.mark.pages

Make = Callable[..., ConsultationPage]


def test_it_stands_alone_under_the_page(client: Client, consultation: Make) -> None:
    page = consultation("closed", title="Getting out")
    make_outcome(page)
    address = f"{page.get_url()}outcome/"
    html = client.get(address).content.decode()
    assert html.count("<h1") == 1
    assert "What came of it: Getting out" in html
    assert "It will stay shut." in html
    assert "Who reads what you say" not in html
    assert f'href="{address}"' in client.get(page.get_url()).content.decode()
    assert not client.get(address).cookies


@pytest.mark.parametrize("tail", ["outcome/", "outcome/more/", "outcomes/"])
def test_there_is_none_before_there_is_an_outcome(
    client: Client, consultation: Make, tail: str
) -> None:
    page = consultation("closed")
    assert client.get(f"{page.get_url()}{tail}").status_code == 404
    assert "outcome/" not in client.get(page.get_url()).content.decode()


@pytest.mark.parametrize("superseded", [True, False])
def test_none_stands_for_a_page_that_is_down(
    client: Client, consultation: Make, superseded: bool
) -> None:
    page = consultation("closed")
    outcome = make_outcome(page)
    if superseded:
        outcome.superseded = True
        outcome.save()
    else:
        page.unpublish()
    assert client.get(f"{page.get_url()}outcome/").status_code == 404


def test_each_language_leads_to_the_other(
    client: Client, site_root: HomePage, consultation: Make
) -> None:
    page = consultation("closed")
    outcome = make_outcome(page)
    welsh = Locale.objects.get(language_code="cy")
    for thing in (site_root, page.get_parent().specific, page):
        twin = thing.copy_for_translation(welsh)
        twin.save_revision().publish()
    decision = outcome.decisions.get()
    Telling.objects.create(
        outcome=outcome,
        form="cy",
        summary="Dydd Gwener yw'r gwaethaf.",
        decisions=[
            {"key": str(decision.key), "you_said": "Ar gau.", "what": "Bydd.", "because": "Arian."}
        ],
        checked_by="Nia",
        written_on=outcome.published_on,
    )
    english, cymraeg = f"{page.get_url()}outcome/", f"{twin.get_url()}outcome/"
    assert f'href="{cymraeg}" lang="cy"' in client.get(english).content.decode()
    html = client.get(cymraeg).content.decode()
    assert f'href="{english}" lang="en-gb"' in html
    assert "Beth ddaeth ohono" in html
    assert "Dydd Gwener" in html
