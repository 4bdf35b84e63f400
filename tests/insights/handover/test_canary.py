"""A woman who allowed no use: no word of hers is in any file, on any card or in any paragraph,
whatever is asked, whoever marked or pointed at it, and whatever else she allowed before."""

from itertools import product
from typing import Any

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form, Response
from feedback.selectors import answers_for
from feedback.uses import OFFERED, Use
from insights.handover.cards import CARD_USES, quotes_by_theme
from insights.handover.codes import codebook_file
from insights.handover.gathering import FILE_USES
from insights.handover.paragraph import exact_paragraph, public_paragraph
from insights.handover.selectors import handed_over
from insights.models import HandOver, Mark, Memo, Theme
from tests.factories.packs import HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of
from tests.insights.handover.coded import CANARY, csv_of, files, point, qdpx_of

HERS = f"He sold the caravan, said the {CANARY}, and kept all of the money."
ALL = [use.value for use in OFFERED]


@pytest.fixture
def her(here: Form, first: User) -> Response:
    """Words that everybody finds worth handing over, and that she lets nobody have."""
    response = make_coded(here, first, HOUSING, MONEY, text=HERS, uses=[], channel="phone")
    answers = answers_for(use=Use.READING_TEAM, responses=[response.pk])
    answers.update(translation=f"In translation: {CANARY}.", language="cy")
    point(response, HOUSING, f"said the {CANARY}, and kept")
    Mark.objects.create(
        response=response, kind=Mark.Kind.QUOTABLE, by=first, marked_on="2026-11-01"
    )
    page = here.consultation
    about: list[dict[str, Any]] = [{"response": response}, {"theme": theme_of(HOUSING)}, {}]
    for where in about:
        Memo.objects.create(
            consultation=page, author=first, text=f"Note: {HERS}", written_on="2026-11-01", **where
        )
    make_coded(here, first, HOUSING, text="Mine may go wherever you like.", uses=ALL)
    return response


def everything(page: ConsultationPage, reader: User) -> str:
    """All that can be made of a consultation."""
    made = [csv_of(page, use) for use in FILE_USES]
    made += [qdpx_of(page, use, with_memos=m) for use, m in product(FILE_USES, (False, True))]
    said = [str(files(one)) for one in made]
    said += [str(quotes_by_theme(page, use, reader)) for use in CARD_USES]
    said += [codebook_file(page).data.decode()]
    for theme in (None, *Theme.objects.all()):
        said += [exact_paragraph(page, theme).text, public_paragraph(page, theme).text]
    return "\n".join(said)


def test_no_word_of_hers_leaves(page: ConsultationPage, her: Response, first: User) -> None:
    said = everything(page, first)
    assert "Mine may go wherever you like." in said
    assert CANARY not in said
    assert str(her.pk) not in said
    assert "phone" not in files(csv_of(page))["coded.csv"]


def test_and_the_test_would_see_them(page: ConsultationPage, her: Response, first: User) -> None:
    her.uses = ALL
    her.save()
    made = files(qdpx_of(page, with_memos=True))
    assert f"said the {CANARY}, and kept" in made["project.qde"]
    assert f"Note: {HERS}" in made["project.qde"]
    assert f"In translation: {CANARY}." in str(made)
    assert CANARY in str(files(csv_of(page)))
    assert CANARY in str(quotes_by_theme(page, Use.READ_ALOUD, first))


@pytest.mark.parametrize("use", FILE_USES)
def test_each_use_is_for_itself_alone(
    page: ConsultationPage, her: Response, first: User, use: Use
) -> None:
    her.uses = [one for one in ALL if one != use.value]
    her.save()
    assert CANARY not in str(files(csv_of(page, use)))
    assert CANARY not in str(files(qdpx_of(page, use, with_memos=True)))


def test_she_counts_all_the_same(page: ConsultationPage, her: Response, first: User) -> None:
    told = exact_paragraph(page, theme_of(MONEY)).text
    assert "1 of these 2 (50%) spoke of “Money”." in told
    assert not handed_over(page)
    assert not HandOver.objects.exists()
