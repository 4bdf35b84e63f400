"""The engine as a run uses it: cues on day 0, the pair model from fifty coded responses on."""

import numpy as np
import pytest

from insights.analysis.cues import Band
from insights.analysis.engine import CUES, MOST, PAIRS, Coded, Engine, Suggested, ThemeCard
from insights.analysis.pace import READY_AT
from tests.insights.analysis.invented import CARDS, COURT, HOUSING, MONEY, coded, texts

NEW = "My landlord sold the flat. I have nowhere to sleep."


def engine(many: int = 0) -> Engine:
    return Engine(CARDS, [*texts(), NEW], coded(many))


def themes(found: list[Suggested]) -> list[int]:
    return [suggested.theme for suggested in found]


def shown(text: str, suggested: Suggested) -> list[str]:
    return [text[word.start : word.end] for word in suggested.reasons.words]


def test_on_day_0_a_cue_suggests_and_is_shown() -> None:
    (found,) = engine().suggest([(NEW,)])
    assert themes(found) == [HOUSING]
    assert (found[0].band, found[0].chance, found[0].nearest) == (Band.WEAK, None, None)
    assert "flat" in shown(NEW, found[0])


def test_two_different_cues_are_strong() -> None:
    ((first, *_),) = engine().suggest([("A hostel, then a flat.",)])
    assert (first.theme, first.band) == (HOUSING, Band.STRONG)


def test_without_a_cue_likeness_is_faint() -> None:
    ((first, *_),) = engine().suggest([("I was in front of the magistrate for a trial",)])
    assert (first.theme, first.band) == (COURT, Band.FAINT)
    assert not any(word.cue for word in first.reasons.words)


def test_words_that_nobody_has_used_suggest_nothing() -> None:
    assert engine().suggest([("Zzyzx qwrt",)]) == [[]]


def test_an_empty_response_suggests_nothing_on_day_0() -> None:
    assert engine().suggest([(), ("",)]) == [[], []]


@pytest.mark.parametrize(("many", "name"), [(0, CUES), (READY_AT - 1, CUES), (READY_AT, PAIRS)])
def test_the_model_waits_for_enough_coded_responses(many: int, name: str) -> None:
    assert engine(many).name == name


def test_the_model_learns_words_that_are_no_cue() -> None:
    ((first, *_),) = engine(60).suggest([("They threw me out of the tenancy.",)])
    assert first.theme == HOUSING
    assert first.chance is not None
    assert first.chance > 0.5
    assert not any(word.cue for word in first.reasons.words)
    assert first.reasons.words


def test_the_nearest_coded_response_has_the_theme() -> None:
    rows = coded(60)
    ((first, *_),) = engine(60).suggest([("The landlord threw me out again",)])
    assert first.nearest is not None
    assert first.theme in rows[first.nearest].themes
    assert "landlord" in rows[first.nearest].passages[0]


def test_nothing_like_it_names_no_nearest() -> None:
    (found,) = engine(60).suggest([("A judge, and sheep on hills, a song, rain and wind.",)])
    assert {s.nearest for s in found if s.theme == COURT} == {None}


def test_a_cue_is_never_dropped_however_rare_its_theme() -> None:
    only_two = [row for row in coded(60) if MONEY not in row.themes]
    many = [Coded(100 + n, row.passages, row.themes) for n, row in enumerate(only_two * 2)]
    (found,) = Engine(CARDS, texts(), many).suggest([("debt",)])
    assert MONEY in themes(found)


def test_suggestions_are_ranked_and_few() -> None:
    (found,) = engine(60).suggest([("The judge asked about my benefits and the hostel.",)])
    chances = [suggested.chance or 0 for suggested in found]
    assert chances == sorted(chances, reverse=True)
    assert {HOUSING, MONEY, COURT} == set(themes(found))
    assert len(found) <= MOST + len(CARDS)


def test_suggestions_point_at_the_sentence() -> None:
    text = "It rained all day. The judge never looked up. I went home."
    for many in (0, 60):
        ((first, *_),) = engine(many).suggest([(text,)])
        (place, start, end) = first.reasons.sentences[0]
        assert (place, text[start:end]) == (0, "The judge never looked up.")


def test_passages_are_told_apart() -> None:
    ((first, *_),) = engine().suggest([("Nothing here.", "The judge.")])
    assert {word.passage for word in first.reasons.words if word.cue} == {1}


def test_the_same_run_twice_gives_the_same() -> None:
    new = [(NEW,), ("The fine took my wages.",)]
    assert engine(60).suggest(new) == engine(60).suggest(new)


def test_chunks_make_no_difference() -> None:
    made = engine(60)
    new = [(text,) for text in texts(12)]
    together = made.suggest(new)
    apart = [made.suggest([row])[0] for row in new]
    assert [themes(found) for found in together] == [themes(found) for found in apart]


def test_codings_of_themes_that_are_gone_are_left_out() -> None:
    stray = [Coded(row.key, row.passages, row.themes | {99}) for row in coded(60)]
    assert Engine(CARDS, texts(), stray).name == PAIRS


def test_when_every_coded_response_has_every_theme_there_is_nothing_to_learn() -> None:
    every = frozenset({HOUSING, MONEY, COURT})
    same = [Coded(row.key, row.passages, every) for row in coded(60)]
    assert Engine(CARDS, texts(), same).name == CUES


def test_scores_are_chances_with_a_model_and_agree_with_what_is_chosen() -> None:
    scores, chosen = engine(60).scores([(text,) for text in texts(6)])
    assert scores.shape == chosen.shape == (6, 3)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert (np.where(chosen, scores, -1).max(axis=1) == scores.max(axis=1)).all()


def test_a_codebook_without_cues_is_suggested_by_likeness() -> None:
    bare = [type(card)(card.key, card.text) for card in CARDS]
    (found,) = Engine(bare, texts()).suggest([("The hearing at court",)])
    assert themes(found)[0] == COURT
    assert {suggested.band for suggested in found} == {Band.FAINT}


def test_no_response_at_all() -> None:
    assert Engine(CARDS, []).suggest([("flat",)])[0][0].theme == HOUSING


def test_bands_follow_the_chance() -> None:
    (found,) = engine(60).suggest([("The landlord threw me out. Sheep on the hill, and a judge.",)])
    bands = {
        Band.STRONG: [s.chance for s in found if s.band == Band.STRONG],
        Band.WEAK: [s.chance for s in found if s.band == Band.WEAK],
        Band.FAINT: [s.chance for s in found if s.band == Band.FAINT],
    }
    assert all(chance is not None and chance >= 0.6 for chance in bands[Band.STRONG])
    assert all(chance is not None and 0.3 <= chance < 0.6 for chance in bands[Band.WEAK])
    assert all(chance is not None and chance < 0.3 for chance in bands[Band.FAINT])


def test_what_no_word_of_hers_speaks_for_is_not_suggested() -> None:
    for many in (0, 60):
        assert engine(many).suggest([("",), (), ("Zzyzx qwrt",)]) == [[], [], []]


def test_likeness_alone_names_five_at_most_before_there_is_a_model() -> None:
    cards = [ThemeCard(n, f"Waiting for thing {n}.") for n in range(12)]
    (found,) = Engine(cards, texts()).suggest([("I was waiting for a thing.",)])
    assert len(found) == MOST


def test_a_negated_cue_says_so() -> None:
    ((first, *_),) = engine().suggest([("I never had a flat.",)])
    assert [(word.cue, word.negated) for word in first.reasons.words if word.cue] == [
        ("flat", True)
    ]
