"""Neither of the two sees what the other gave, on whichever screen, until they are compared."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from core.models import Area
from feedback.models import Form, Response
from insights.codebook.selectors import rows_by_axis
from insights.handover.paragraph import exact_paragraph
from insights.models import Coding, Sample, Suggestion
from insights.packs.selectors import build_editions
from insights.proposals.selectors import unexplained
from insights.rigour.blind import hidden_from
from insights.rigour.pairs import members_of
from insights.rigour.quiet import quiet_voices
from insights.rigour.sampling import draw_sample
from insights.rigour.standing import standing_of_coding
from insights.selectors import (
    bench_for,
    coded_count,
    count_women,
    open_suggestions_of,
    parts_of,
    queue,
    quotes_for,
    rows_of,
)
from insights.services import (
    CodingBlind,
    accept_suggestion,
    add_coding,
    reject_suggestion,
    suggest_themes,
)
from tests.factories.packs import HOUSING, MONEY, draft_of, make_coded
from tests.factories.packs import rows_of as pack_rows
from tests.factories.themes import theme_of
from tests.fixtures.story import log_in
from tests.insights.rigour.doubly import compared


@pytest.fixture
def response(sample: Sample) -> Response:
    """One of the sample, with suggestions of housing and money."""
    found = members_of(sample)[0].response
    for code in (HOUSING, MONEY):
        Suggestion.objects.create(
            response=found, theme=theme_of(code), band="strong", engine="x", codebook_version="1.0"
        )
    return found


def test_she_is_shown_no_suggestion_and_all_themes(
    response: Response, second: User, first: User
) -> None:
    codebook = theme_of(HOUSING).codebook
    hers = bench_for(parts=parts_of(response), codebook=codebook, reader=second)
    assert hers.suggestions == []
    assert hers.place is not None
    assert not [
        run for part in hers.parts for said in part.said for run in said.words if run.themes
    ]
    assert theme_of(HOUSING) in [theme for _, themes in hers.groups for theme in themes]
    others = bench_for(parts=parts_of(response), codebook=codebook, reader=first)
    assert len(others.suggestions) == 2
    assert others.place is None


def test_once_compared_she_is_shown_suggestions(
    sample: Sample, response: Response, second: User
) -> None:
    compared(sample)
    codebook = theme_of(HOUSING).codebook
    bench = bench_for(parts=parts_of(response), codebook=codebook, reader=second)
    assert len(bench.suggestions) == 2
    assert (bench.place, bench.is_compared) == (None, True)


@pytest.mark.parametrize("decide", [accept_suggestion, reject_suggestion])
def test_she_decides_on_no_suggestion(response: Response, second: User, decide: object) -> None:
    with pytest.raises(CodingBlind):
        decide(suggestion=Suggestion.objects.first(), by=second)  # type: ignore[operator]
    assert not Coding.objects.filter(coder=second).exists()


def test_what_she_gives_counts_nowhere(
    response: Response, second: User, lead: User, asked_here: Form
) -> None:
    coding = add_coding(response=response, theme=theme_of(MONEY), by=second)
    assert not coding.counts
    page, money = asked_here.consultation, theme_of(MONEY)
    assert coded_count(consultation=page, theme=money) == 0
    assert open_suggestions_of(consultation=page, theme=money, reader=lead) == 1
    edition = build_editions(draft_of(asked_here, lead))["review"]
    assert MONEY not in pack_rows(edition)
    assert pack_rows(edition)[HOUSING]["number"] == 5


def test_what_others_add_still_counts(response: Response, lead: User, asked_here: Form) -> None:
    assert add_coding(response=response, theme=theme_of(MONEY), by=lead).counts
    assert coded_count(consultation=asked_here.consultation, theme=theme_of(MONEY)) == 1


def test_what_she_codes_outside_the_sample_counts(asked_here: Form, sample: Sample) -> None:
    other = make_coded(asked_here, sample.drawn_by)
    assert add_coding(response=other, theme=theme_of(MONEY), by=sample.second).counts


def test_no_list_tells_her_a_theme_of_the_sample(
    sample: Sample, response: Response, second: User, first: User, asked_here: Form
) -> None:
    page, housing = asked_here.consultation, theme_of(HOUSING)
    beside = make_coded(asked_here, first, HOUSING, uses=["report"])
    for member in members_of(sample):
        member.response.uses = ["report"]
        member.response.save()
    for reader, seen in ((second, 1), (first, 6)):
        listed = queue(consultation=page, reader=reader, themes=[housing])
        assert listed.count() == seen
        quotes = quotes_for(consultation=page, theme=housing, reader=reader)
        assert len(quotes.texts) == seen
        rows = rows_of(queue(consultation=page, reader=reader), reader=reader)
        assert sum(row.suggested for row in rows) == (2 if reader == first else 0)
    assert hidden_from(second) == {member.response_id for member in members_of(sample)}
    assert beside.pk not in hidden_from(second)


def test_all_rows_of_a_visit_are_hidden(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    rows = [make_coded(asked_here, first, HOUSING, visit_hash="ab" * 32) for _ in range(2)]
    draw_sample(consultation=asked_here.consultation, second=second, by=lead)
    assert hidden_from(second) == {row.pk for row in rows}
    assert hidden_from(first) == set()
    assert not add_coding(response=rows[0], theme=theme_of(MONEY), by=second).counts
    assert not add_coding(response=rows[1], theme=theme_of(MONEY), by=second).counts


def test_the_nearest_response_is_not_named_when_it_is_hidden(
    asked_here: Form, sample: Sample, response: Response, second: User, first: User
) -> None:
    other = make_coded(asked_here, first, text="The hostel was full.")
    suggest_themes(consultation=asked_here.consultation)
    Suggestion.objects.filter(response=other).update(nearest=response)
    codebook = theme_of(HOUSING).codebook
    nearest = [
        bench_for(parts=parts_of(other), codebook=codebook, reader=reader).suggestions[0].nearest
        for reader in (first, second)
    ]
    assert [near and near.response for near in nearest] == [response.pk, None]


def test_the_first_coder_sees_nothing_of_hers(
    response: Response, second: User, first: User
) -> None:
    add_coding(response=response, theme=theme_of(MONEY), by=second)
    codebook = theme_of(HOUSING).codebook
    bench = bench_for(parts=parts_of(response), codebook=codebook, reader=first)
    assert [coding.theme.code for coding in bench.codings] == [HOUSING]


def test_numbers_beside_the_lists_leave_out_what_she_codes_blind(
    asked_here: Form, sample: Sample, second: User, first: User
) -> None:
    page = asked_here.consultation
    codebook = theme_of(HOUSING).codebook

    def housing(reader: User) -> int:
        rows = [row for axis in rows_by_axis(codebook, reader) for row in axis.rows]
        return next(row.coded.value for row in rows if row.theme.code == HOUSING)

    assert quiet_voices(page, first) == []  # five women raised it
    members_of(sample)[0].response.codings.all().delete()
    assert [quiet.theme.code for quiet in quiet_voices(page, first)] == [HOUSING]
    assert quiet_voices(page, second) == []
    assert (housing(first), housing(second)) == (4, 0)
    assert "4 of these 4" in exact_paragraph(page, theme_of(HOUSING), reader=first).text
    assert exact_paragraph(page, theme_of(HOUSING), reader=second).text == ""
    assert count_women(unexplained(page, first)) == 1
    assert count_women(unexplained(page, second)) == 0


@pytest.mark.pages
def test_pages_that_would_tell_what_others_gave_are_not_hers(
    asked_here: Form, sample: Sample, second: User, first: User, area: Area
) -> None:
    grant_role(user=second, role=Role.FACILITATOR, area=area)
    signing = reverse("insights:sign_off", args=[asked_here.consultation.pk])
    theme = theme_of(HOUSING)
    split = reverse("insights:codebook:split", args=[theme.codebook_id, theme.pk])
    assert b"New themes lately" not in log_in(second).get(signing).content
    assert b"New themes lately" in log_in(first).get(signing).content
    told = log_in(second).get(split, follow=True).content.decode()
    assert "You are coding a sample by yourself" in told
    assert log_in(first).get(split).status_code == 200


@pytest.mark.pages
def test_the_overview_says_what_it_leaves_out(
    asked_here: Form, sample: Sample, second: User, first: User
) -> None:
    overview = reverse("insights:overview", args=[asked_here.consultation.pk])
    told = "Below, the 5 responses of your sample are left out"
    assert told in log_in(second).get(overview).content.decode()
    assert "left out" not in log_in(first).get(overview).content.decode()
    compared(sample)
    assert "left out" not in log_in(second).get(overview).content.decode()


def test_the_steps_of_signing_count_no_quiet_voice_of_her_sample(
    response: Response, asked_here: Form, second: User, lead: User
) -> None:
    page = asked_here.consultation

    def told(reader: User | None) -> list[str]:
        (checked,) = [s for s in standing_of_coding(page, reader).steps if s.step == "checked"]
        return [said for said in checked.missing if "few women raised" in said]

    before = told(second)
    add_coding(response=response, theme=theme_of(MONEY), by=lead)
    assert told(second) == before
    assert told(None) != before
