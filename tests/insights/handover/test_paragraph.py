"""A paragraph with its numbers: exact where it may be, and as published for anyone."""

import re

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Form
from insights.handover.paragraph import exact_paragraph, public_paragraph
from insights.models import QuietVoice, Sample, Theming
from insights.packs.services import publish_pack
from insights.rigour.sampling import draw_sample
from insights.rigour.voices import decide_voice
from insights.services import add_coding
from tests.factories.accounts import make_staff
from tests.factories.feedback import make_response
from tests.factories.packs import (
    COURT,
    HOUSING,
    MONEY,
    make_coded,
    make_crowd,
    sign_coding,
    signed_pack,
)
from tests.factories.themes import theme_of
from tests.insights.handover.coded import UNSAFE
from tests.insights.rigour.doubly import compared


def exact(page: ConsultationPage, code: str = "") -> str:
    return exact_paragraph(page, theme_of(code) if code else None).text


def public(page: ConsultationPage, code: str = "") -> str:
    return public_paragraph(page, theme_of(code) if code else None).text


# -- exact


def test_the_exact_one_says_numbers_base_codebook_and_coders(
    crowd: Form, page_of_crowd: ConsultationPage
) -> None:
    assert exact(page_of_crowd, HOUSING) == (
        "Of the 60 women who answered, the words of 44 were given themes (codebook Small codebook "
        "1.0). 40 of these 44 (91%) spoke of “Housing”. One person coded. The coding is not signed "
        "off yet."
    )


def test_of_all_themes_it_names_the_largest_without_stages(
    crowd: Form, page_of_crowd: ConsultationPage
) -> None:
    said = exact(page_of_crowd)
    assert "Most often these 44 spoke of “Housing” (40, 91%) and “Money” (4, 9%)." in said
    assert "quiet voice" not in said  # it is named already
    assert "Court" not in said


def test_a_theme_that_few_raised_is_named_beside_the_largest(
    crowd: Form, page_of_crowd: ConsultationPage, monkeypatch: pytest.MonkeyPatch, facilitator: User
) -> None:
    monkeypatch.setattr("insights.handover.paragraph.MOST", 1)
    assert (
        "Most often these 44 spoke of “Housing” (40, 91%). Few raised “Money” (4 of 44): a quiet "
        "voice. One person"
    ) in exact(page_of_crowd)
    money = theme_of(MONEY)
    decide_voice(
        consultation=page_of_crowd, theme=money, is_kept=False, why="Not asked.", by=facilitator
    )
    said = exact(page_of_crowd)
    assert "Money" not in said  # that it is left out was decided
    assert "1 more theme was raised." in said
    QuietVoice.objects.all().delete()
    make_crowd(crowd, facilitator, [([MONEY], "web")])
    assert "quiet voice" not in exact(page_of_crowd)


def test_rows_of_one_visit_are_one_woman(here: Form, first: User) -> None:
    visit = {"visit_hash": "ab" * 32}
    make_coded(here, first, HOUSING, **visit)
    make_coded(here, first, UNSAFE, **visit)
    make_response(here, "And one more.")
    assert exact(here.consultation, HOUSING).startswith(
        "Of the 2 women who answered, the words of 1 were given themes (codebook Small codebook "
        "1.0). 1 of these 1 (100%) spoke"
    )


def test_it_says_how_far_two_coders_agreed(
    here: Form, first: User, second: User, area: Area
) -> None:
    for _ in range(6):
        make_coded(here, first, HOUSING)
        make_coded(here, first, MONEY)
    lead = make_staff("facilitator", area)
    sample = draw_sample(consultation=here.consultation, second=second, by=lead)
    compared(sample, [[HOUSING], [MONEY]])
    sample = Sample.objects.get()
    sample.agreement["sets"] = {"value": 0.812, "low": 0.6, "high": 1.0}
    sample.agreement["themes"][str(theme_of(MONEY).pk)]["alpha"] = {
        "value": -0.05,
        "low": None,
        "high": None,
    }
    sample.save()
    said = exact(here.consultation)
    assert (
        "2 people coded. 12 responses, drawn at random, were coded by two people, blind: " in said
    )
    assert "Krippendorff's alpha .81 (95% interval .60 to 1.00)." in said
    none = "alpha for this theme -.05 (no interval: too few responses carry it)."
    assert none in exact(here.consultation, MONEY)
    assert "blind." in exact(here.consultation, COURT)


def test_who_codes_blind_is_no_coder_before_it_is_compared(
    here: Form, first: User, second: User, area: Area
) -> None:
    visit = {"visit_hash": "ab" * 32}
    rows = [make_coded(here, first, HOUSING, **visit) for _ in range(2)]
    page, lead = here.consultation, make_staff("facilitator", area)
    sample = draw_sample(consultation=page, second=second, by=lead)
    for row in rows:  # on whichever row of the visit
        add_coding(response=row, theme=theme_of(MONEY), by=second)
    assert "One person coded." in exact(page)
    outside = make_coded(here, first, HOUSING)
    add_coding(response=outside, theme=theme_of(MONEY), by=second)
    assert "2 people coded." in exact(page)
    outside.codings.filter(coder=second).delete()
    assert "One person coded." in exact(page)
    compared(sample, [[MONEY]])
    assert "2 people coded." in exact(page)


def test_a_reflexive_reading_has_no_number_of_agreement(
    crowd: Form, page_of_crowd: ConsultationPage, facilitator: User
) -> None:
    Theming.objects.update(method="reflexive")
    said = exact(page_of_crowd)
    assert "It is one reading, told with its standpoint." in said
    assert "alpha" not in said


def test_it_says_whether_the_coding_is_signed_off(
    crowd: Form, page_of_crowd: ConsultationPage, facilitator: User
) -> None:
    sign_coding(page_of_crowd, facilitator)
    assert exact(page_of_crowd).endswith("The coding is signed off.")


def test_without_codings_it_says_why_there_are_no_numbers(here: Form) -> None:
    make_response(here, "Words.")
    found = exact_paragraph(here.consultation)
    assert (found.text, found.why_none) == (
        "",
        "No response is coded yet, so there are no numbers.",
    )
    here.consultation.theming.delete()
    assert "Choose a codebook" in exact_paragraph(here.consultation).why_none


# -- public


def test_before_a_pack_is_published_there_are_no_public_numbers(
    crowd: Form, page_of_crowd: ConsultationPage, facilitator: User
) -> None:
    for _ in range(2):
        found = public_paragraph(page_of_crowd)
        assert found.text == ""
        assert "There are no public numbers yet" in found.why_none
        if not page_of_crowd.review_packs.exists():
            signed_pack(crowd, facilitator)  # and signing alone changes nothing


def test_the_public_one_says_what_was_published(
    crowd: Form, page_of_crowd: ConsultationPage, facilitator: User
) -> None:
    publish_pack(pack=signed_pack(crowd, facilitator), by=facilitator)
    assert re.fullmatch(
        r"About 60 women answered\. Many spoke of “Housing” \(about 40 women, 67%\)\. "
        r"Published as version 1 on \d+ \w+ \d{4}\. Numbers are rounded to 5\.",
        public(page_of_crowd, HOUSING),
    )
    assert "A few or none spoke of “Money”." in public(page_of_crowd, MONEY)
    assert public(page_of_crowd).count("spoke of") == 1


def test_women_who_came_since_change_nothing(
    crowd: Form, page_of_crowd: ConsultationPage, facilitator: User
) -> None:
    publish_pack(pack=signed_pack(crowd, facilitator), by=facilitator)
    before = [public(page_of_crowd, code) for code in (HOUSING, MONEY, "")]
    make_crowd(crowd, facilitator, [([MONEY, HOUSING], "web")] * 9)
    assert [public(page_of_crowd, code) for code in (HOUSING, MONEY, "")] == before


def test_exact_numbers_are_in_no_public_one(
    crowd: Form, page_of_crowd: ConsultationPage, facilitator: User
) -> None:
    make_crowd(crowd, facilitator, [([HOUSING], "web")] * 3)
    publish_pack(pack=signed_pack(crowd, facilitator), by=facilitator)
    said = public(page_of_crowd) + public(page_of_crowd, HOUSING)
    numbers = {int(n) for n in re.findall(r"about (\d+)", said, re.IGNORECASE)}
    assert numbers == {65, 45}
    assert said.count("spoke of “Housing” (about 45 women, 69%)") == 2


@pytest.mark.parametrize("code", [UNSAFE])
def test_a_theme_that_was_not_published_has_no_public_paragraph(
    crowd: Form, page_of_crowd: ConsultationPage, facilitator: User, code: str
) -> None:
    publish_pack(pack=signed_pack(crowd, facilitator), by=facilitator)
    found = public_paragraph(page_of_crowd, theme_of(code))
    assert found.text == ""
    assert "Nothing was published on this theme" in found.why_none


def test_of_a_small_consultation_there_are_words_and_no_number(
    asked: Form, facilitator: User
) -> None:
    make_crowd(asked, facilitator, [([HOUSING], "web")] * 20)
    publish_pack(pack=signed_pack(asked, facilitator), by=facilitator)
    said = public(asked.consultation, HOUSING)
    assert said.startswith("About 20 women answered. Many spoke of “Housing”. Published")
    make_crowd(asked, facilitator, [([MONEY], "web")] * 2)
    assert "22" not in public(asked.consultation)
