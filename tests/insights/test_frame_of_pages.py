"""Screens of the Themes area name their consultation, and quote nobody who may be in danger."""

import pytest
from django.urls import reverse

from consultations.models import ConsultationPage
from core.models import Area
from insights.services import add_coding
from tests.factories.cases import open_case
from tests.factories.themes import theme_of
from tests.insights.test_theme_pages import Staff, page, response_with, url

__all__ = ["page"]
pytestmark = pytest.mark.pages


def test_words_of_a_safeguarding_case_are_no_words_for_a_report(
    page: ConsultationPage, staff: Staff, area: Area
) -> None:
    client = staff("facilitator", area)
    theme, said = theme_of("need.housing"), response_with("hostel</b> was full")
    add_coding(response=said, theme=theme, by=client.user)
    words = "hostel&lt;/b&gt; was full"
    assert words in client.get(url("theme", page, theme.pk)).content.decode()
    case = open_case(said)
    assert words not in client.get(url("theme", page, theme.pk)).content.decode()
    case.delete()
    assert words in client.get(url("theme", page, theme.pk)).content.decode()


# There, Wagtail cuts the title off.
ON_A_PHONE = '<p class="where nice-padding narrow-only" aria-hidden="true">'


@pytest.mark.parametrize("name", ["overview", "map", "double_coding", "search", "memos"])
def test_each_screen_names_its_consultation(
    page: ConsultationPage, staff: Staff, area: Area, name: str
) -> None:
    content = staff("facilitator", area).get(url(name, page)).content.decode()
    main = content.partition('<p class="where')[2]
    assert url("responses", page) in main[:200]
    assert str(page) in main[:300]


def test_where_its_title_is_the_consultation_it_is_not_named_twice(
    page: ConsultationPage, staff: Staff, area: Area
) -> None:
    client = staff("facilitator", area)
    for address in (url("responses", page), url("bench", page, response_with("debt").pk)):
        shown = client.get(address).content.decode().replace(ON_A_PHONE, "")
        assert '<p class="where' not in shown
    assert '<p class="where' not in client.get(reverse("insights:themes")).content.decode()
