"""Looking for new themes: which responses proposals are from, and what is kept of them."""

from collections.abc import Callable
from typing import Any

import pytest

from core.models import Area
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from feedback.payload import AnswerPayload
from feedback.services import Translated, translate_answers
from feedback.signals import answers_changed
from insights.models import (
    Coding,
    Proposal,
    ProposalMember,
    ProposalQuote,
    Suggestion,
    SuggestionRun,
)
from insights.proposals.proposing import ProposalReport, propose_themes
from insights.proposals.selectors import (
    members_of,
    proposals_for,
    shown,
    too_few,
    unexplained,
    unexplained_texts,
)
from insights.selectors.runs import said_of
from insights.services import (
    NoCodebook,
    accept_suggestion,
    add_coding,
    reject_suggestion,
    suggest_themes,
)
from insights.services.runs import RunFailed, ask_for_run, carry_out_run
from tests.factories.accounts import make_staff
from tests.factories.feedback import live, make_response
from tests.factories.proposals import BUSES, MIXED, make_proposal, make_unexplained
from tests.factories.themes import make_codebook, theme_of, use_codebook


@pytest.fixture
def asked(form: Callable[..., Form]) -> Form:
    """A form of a consultation that is coded with the small codebook."""
    made = form()
    use_codebook(made.consultation)
    return made


def look(form: Form) -> ProposalReport:
    suggest_themes(consultation=form.consultation)
    return propose_themes(consultation=form.consultation)


def withdraw(place: int) -> None:
    """Take back the words of the response that `make_unexplained` made at this place."""
    ReceiptAct.objects.create(receipt_hash=bytes.fromhex(f"{place + 1:02x}" * 32), kind="withdraw")


def without_theme(form: Form) -> set[int]:
    return set(unexplained(form.consultation).values_list("pk", flat=True))


def test_what_many_say_and_no_theme_explains_is_proposed(asked: Form) -> None:
    make_unexplained(asked)
    assert look(asked) == ProposalReport(unexplained=18, proposed=2, decided_before=0)
    buses = Proposal.objects.get(name__startswith="Evening group")
    assert (buses.state, buses.codebook_version, buses.engine) == ("open", "1.0", "nmf-1")
    assert buses.decided_on is None
    (one,) = [one for one in shown([buses]) if one.proposal == buses]
    assert one.women == buses.members.count() >= 5
    assert all(any(quote.text in said for said in BUSES) for quote in one.quotes)
    assert len({quote.response for quote in one.quotes}) == 3


def test_looking_codes_nothing(asked: Form) -> None:
    make_unexplained(asked)
    look(asked)
    assert not Coding.objects.exists()


def test_no_column_holds_a_sentence_of_hers(asked: Form) -> None:
    make_unexplained(asked)
    look(asked)
    kept = [str(list(m.objects.values())) for m in (Proposal, ProposalMember, ProposalQuote)]
    assert not [text for text in MIXED if text[:25] in " ".join(kept)]


@pytest.mark.parametrize(
    ("decide", "explains"),
    [
        ("nothing", True),
        ("accept", True),
        ("reject", False),
        ("reject and add", True),
        ("another rejects too", False),
        ("another accepts", True),
    ],
)
def test_a_suggestion_explains_unless_it_was_turned_down(
    asked: Form, area: Area, decide: str, explains: bool
) -> None:
    response = make_response(asked, "The hostel was full.")
    suggest_themes(consultation=asked.consultation)
    suggestion = response.suggestions.get()
    reader, other = make_staff("facilitator", area), make_staff("second_coder", area)
    if decide == "accept":
        accept_suggestion(suggestion=suggestion, by=reader)
    elif decide != "nothing":
        reject_suggestion(suggestion=suggestion, by=reader)
    if decide == "reject and add":
        add_coding(response=response, theme=theme_of("need.money"), by=reader)
    if decide == "another rejects too":
        reject_suggestion(suggestion=suggestion, by=other)
    if decide == "another accepts":
        accept_suggestion(suggestion=suggestion, by=other)
    assert without_theme(asked) == (set() if explains else {response.pk})


def test_suggestions_without_a_cue_or_of_another_codebook_explain_nothing(asked: Form) -> None:
    make_codebook([{"name": "Feeling safe"}], slug="flat")
    response = make_response(asked, "She rang.")
    weighed, by_cue = {"answer": 1, "cue": ""}, {"answer": 1, "cue": "rang"}
    for theme, words in (
        ("need.money", [weighed]),
        ("stage.court", []),
        ("feeling-safe", [by_cue]),
    ):
        Suggestion.objects.create(
            response=response, theme=theme_of(theme), band="weak", engine="pairs-1", words=words
        )
    assert without_theme(asked) == {response.pk}
    Suggestion.objects.filter(theme=theme_of("need.money")).update(words=[weighed, by_cue])
    assert without_theme(asked) == set()


def test_rows_of_one_visit_are_one_woman(asked: Form) -> None:
    visit = "ab" * 32
    explained = make_response(asked, "The hostel.", visit_hash=visit)
    make_response(asked, "The bus.", visit_hash=visit)
    twice = [make_response(asked, t, visit_hash="cd" * 32) for t in ("A bus.", "No bus.")]
    suggest_themes(consultation=asked.consultation)
    assert explained.suggestions.exists()
    assert len(without_theme(asked)) == 1
    (woman,) = unexplained_texts(asked.consultation)
    assert sorted(woman.text.split("\n\n")) == ["A bus.", "No bus."]
    assert {piece.response for piece in woman.pieces} == {row.pk for row in twice}


def test_one_woman_in_many_rows_makes_no_proposal(asked: Form) -> None:
    for text in BUSES:
        make_response(asked, text, visit_hash="ab" * 32)
    make_unexplained(asked, tuple(f"Plain{n} quiet{n} line{n}." for n in range(12)))
    assert look(asked).proposed == 0


def test_a_translation_by_a_person_is_read_in_place_of_her_words(asked: Form) -> None:
    key = live(asked).definition["questions"][0]["key"]
    welsh = make_response(asked, "Dim bws gyda'r nos.")
    translate_answers(response=welsh, translated={key: Translated("cy", "No bus in the evening.")})
    (woman,) = unexplained_texts(asked.consultation)
    assert woman.text == "No bus in the evening."
    assert woman.piece_at(5).translated


def test_quotes_of_a_translation_and_of_a_later_answer_show_the_right_words(asked: Form) -> None:
    first, _, last = (q["key"] for q in live(asked).definition["questions"])
    for text in BUSES:
        answers = {first: AnswerPayload(text="Hm."), last: AnswerPayload(text="Bws.")}
        response = make_response(asked, answers=answers)
        translate_answers(response=response, translated={last: Translated("cy", text)})
    make_unexplained(asked, tuple(f"Plain{n} quiet{n} line{n}." for n in range(5)))
    look(asked)
    (one,) = shown(proposals_for(asked.consultation))
    assert {quote.language for quote in one.quotes} == {"en-gb"}
    assert {quote.text for quote in one.quotes} <= set(BUSES)


@pytest.mark.parametrize(("number", "more"), [(0, 10), (9, 1), (10, 0), (40, 0)])
def test_how_many_more_are_needed(number: int, more: int) -> None:
    assert too_few(number) == more


def test_too_few_and_another_consultations_words_propose_nothing(
    asked: Form, form: Callable[..., Form]
) -> None:
    elsewhere = form()
    use_codebook(elsewhere.consultation)
    make_unexplained(elsewhere)
    make_response(asked, BUSES[0])
    assert look(asked) == ProposalReport(1, 0, 0)
    assert not Proposal.objects.exists()


def test_without_a_codebook_nobody_looks(form: Callable[..., Form]) -> None:
    made = form()
    make_response(made, BUSES[0])
    with pytest.raises(NoCodebook):
        look(made)
    assert not unexplained(made.consultation).exists()


def test_words_taken_back_are_not_read(asked: Form) -> None:
    make_unexplained(asked, BUSES[:5] + MIXED[:7])
    withdraw(0)
    look(asked)
    assert not Proposal.objects.filter(name__startswith="Evening").exists()


def test_looking_again_replaces_open_proposals_and_keeps_decided_ones(asked: Form) -> None:
    responses = make_unexplained(asked)
    stale = make_proposal(responses[:5], name="Stale", words=["stale"])
    kept = [
        make_proposal(responses[:5], name=state, words=[state], state=state)
        for state in ("accepted", "merged", "discarded")
    ]
    assert look(asked).proposed == 2
    assert not Proposal.objects.filter(pk=stale.pk).exists()
    assert Proposal.objects.filter(pk__in=[p.pk for p in kept]).count() == 3
    look(asked)
    assert Proposal.objects.filter(state="open").count() == 2


@pytest.mark.parametrize(
    ("words", "again"),
    [
        (["evening groups", "bus"], False),  # nearly the same
        (["bus", "driver", "fare", "ticket"], True),
    ],
)
def test_what_was_discarded_is_not_proposed_again(
    asked: Form, words: list[str], again: bool
) -> None:
    responses = make_unexplained(asked)
    make_proposal(responses[7:14], words=words, state="discarded")
    report = look(asked)
    assert Proposal.objects.filter(state="open", name__startswith="Evening").exists() is again
    assert report.decided_before == (0 if again else 1)


def test_a_response_that_is_deleted_leaves(asked: Form) -> None:
    responses = make_unexplained(asked, BUSES)
    proposal = make_proposal(responses)
    responses[0].delete()
    assert proposal.members.count() == 6
    assert not proposal.quotes.filter(response_id=responses[0].pk).exists()


@pytest.mark.parametrize(
    ("state", "stays"),
    [("open", False), ("discarded", False), ("accepted", True), ("merged", True)],
)
def test_below_five_women_name_and_words_go_too(asked: Form, state: str, stays: bool) -> None:
    responses = make_unexplained(asked, BUSES)
    proposal = make_proposal(responses, state=state)
    Response.objects.filter(pk__in=[r.pk for r in responses[:3]]).delete()
    assert Proposal.objects.filter(pk=proposal.pk).exists() is stays


def test_five_women_are_enough_and_rows_of_one_are_not_five(asked: Form) -> None:
    women = make_unexplained(asked, BUSES[:5])
    one = [make_response(asked, text, visit_hash="ab" * 32) for text in BUSES]
    stays, goes = make_proposal([*women, one[0]]), make_proposal([*women[:4], *one])
    one[0].delete()
    assert Proposal.objects.filter(pk__in=[stays.pk, goes.pk]).count() == 2
    women[0].delete()
    assert not Proposal.objects.filter(pk=stays.pk).exists()
    assert not Proposal.objects.filter(pk=goes.pk).exists()


def test_words_taken_back_a_moment_ago_are_neither_shown_nor_counted(asked: Form) -> None:
    responses = make_unexplained(asked, BUSES[:6])
    proposal = make_proposal(responses)
    withdraw(0)
    (one,) = shown([proposal])
    assert one.women == 5
    assert responses[0].pk not in {quote.response for quote in one.quotes}
    assert responses[0] not in members_of(proposal)
    withdraw(1)
    assert shown([proposal]) == []


def test_quotes_go_when_the_words_change(asked: Form) -> None:
    responses = make_unexplained(asked, BUSES)
    proposal = make_proposal(responses)
    assert proposal.quotes.count() == 3
    changed = proposal.quotes.all()[0].response
    answers_changed.send(sender=Response, response=changed, hides_more=False)
    assert proposal.quotes.count() == 2
    assert proposal.members.count() == 7


def test_a_run_ends_with_proposals_and_says_so(asked: Form) -> None:
    make_unexplained(asked)
    carry_out_run(run=ask_for_run(consultation=asked.consultation, by=None))
    run = SuggestionRun.objects.get()
    assert (run.proposed, Proposal.objects.count()) == (2, 2)
    assert "2 new themes proposed" in said_of(run)


def test_a_run_that_is_stopped_proposes_nothing(asked: Form) -> None:
    make_unexplained(asked)
    run = ask_for_run(consultation=asked.consultation, by=None)

    def stop(_: SuggestionRun) -> None:
        SuggestionRun.objects.update(state="cancelling")

    carry_out_run(run=run, seen=stop)
    assert not Proposal.objects.exists()
    assert "proposed" not in said_of(SuggestionRun.objects.get())


def test_what_fails_while_proposing_is_told_without_words(
    asked: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("her words")

    make_unexplained(asked)
    monkeypatch.setattr("insights.proposals.proposing.unexplained_texts", fail)
    with pytest.raises(RunFailed, match=r"^ValueError in fail") as told:
        carry_out_run(run=ask_for_run(consultation=asked.consultation, by=None))
    assert "her words" not in str(told.value)
    assert SuggestionRun.objects.get().reason == "error"


def test_the_number_of_queries_does_not_grow(
    asked: Form, django_assert_num_queries: Callable[..., Any]
) -> None:
    responses = make_unexplained(asked, BUSES)
    for many in (1, 4):
        while Proposal.objects.count() < many:
            make_proposal(responses)
        with django_assert_num_queries(5):
            assert len(shown(proposals_for(asked.consultation))) == many
