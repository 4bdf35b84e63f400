"""The parts of the engine, each alone."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import Ridge as SklearnRidge

from feedback.redaction.spans import TOKENS
from insights.analysis.choice import likeliest
from insights.analysis.corpus import Corpus
from insights.analysis.cues import Span
from insights.analysis.likeness import ThemeRows
from insights.analysis.pairs import Labels, PairModel
from insights.analysis.reasons import Passage, Reasons, reasons, spots
from insights.analysis.ridge import fit_ridge
from insights.analysis.sentences import sentences
from insights.analysis.space import Space
from insights.analysis.synonyms import RINGS, rings_of
from insights.analysis.tokens import WORD, stem, stems, tokenise

TEXTS = ["The jail was cold", "A prison far away", "My kids were small", "Nobody rang", ""]


def near(first: str, second: str, space: Space) -> float:
    one, two = space.rows([first, second]).toarray()
    return float(one @ two)


def test_rows_have_unit_length_or_none() -> None:
    known = TEXTS[:4]
    rows = Space([*known, *known]).rows([*known, "zzz", ""])
    lengths = np.linalg.norm(rows.toarray(), axis=1)
    assert lengths[:4] == pytest.approx([1, 1, 1, 1], abs=1e-5)
    assert lengths[4:].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [("jail", "prison"), ("kids", "children"), ("kid's", "kids"), ("carchar", "jail")],
)
def test_synonyms_are_near(one: str, other: str) -> None:
    space = Space([*TEXTS, "children kid's carchar"])
    assert near(one, other, space) > near(one, "rang", space)


def test_a_misspelt_word_is_nearer_than_another_word() -> None:
    space = Space(["probation", "probaton officer", "a bus came"])
    assert near("probation", "probaton", space) > near("probation", "bus", space)


def test_grammar_alone_makes_nothing_near() -> None:
    space = Space(["the cat of my house", "the dog of my street"])
    assert near("the cat", "the dog", space) == 0


def test_stem_weights_add_up_to_the_score_of_single_words() -> None:
    space = Space(["jail", "kids", "rang"])
    weights = np.arange(space.rows(["jail"]).shape[1], dtype=np.float32)[:, None]
    table = space.of_stems(weights)
    assert table.shape == (len(space.number_of), 1)
    raw = space.rows(["jail"]) @ weights  # of unit length: so in proportion to what the stem brings
    other = space.rows(["rang"]) @ weights
    assert (raw > other)[0, 0] == (table[space.number_of["jail"]] > table[space.number_of["rang"]])[
        0
    ]


def test_each_synonym_is_one_word_and_ascii_or_welsh() -> None:
    words = RINGS.split()
    assert [word for word in words if WORD.fullmatch(word) is None] == []
    assert all(len(numbers) <= 4 for numbers in rings_of().values())


@given(st.lists(st.text(max_size=40), max_size=8))
def test_a_corpus_gives_back_the_stems(texts: list[str]) -> None:
    corpus = Corpus(texts)
    rows, numbers = corpus.slice(0, len(texts))
    words = list(corpus.number_of)
    for row, text in enumerate(texts):
        assert [words[n] for n in numbers[rows == row]] == stems(text)


@given(st.text(max_size=60))
def test_the_fast_stems_are_those_of_the_tokens(text: str) -> None:
    assert stems(text) == [token.stem for token in tokenise(text)]


def test_ridge_is_that_of_a_library() -> None:
    random = np.random.default_rng(4)
    rows = Space(TEXTS).rows([t for t in TEXTS if t] * 5)
    truth = random.integers(0, 2, (20, 2)).astype(np.float32)
    prior = np.zeros(2, dtype=np.float32)
    ours = fit_ridge(rows, truth, np.ones(20, dtype=np.float32), prior, prior, 0.3)
    theirs = SklearnRidge(alpha=0.3, fit_intercept=False).fit(rows.toarray(), truth)
    assert ours.scores(rows) == pytest.approx(theirs.predict(rows.toarray()), abs=1e-3)


def test_left_out_is_what_leaving_out_gives() -> None:
    rows = Space(TEXTS).rows(TEXTS[:4])
    truth = np.array([[1], [1], [0], [0]], dtype=np.float32)
    weight, prior = np.array([1, 0.3, 1, 1], dtype=np.float32), np.array([0.4], dtype=np.float32)
    all_of_them = fit_ridge(rows, truth, weight, prior, prior, 0.3)
    for left in range(4):
        rest = [n for n in range(4) if n != left]
        without = fit_ridge(rows[rest], truth[rest], weight[rest], prior, prior, 0.3)
        assert all_of_them.left_out[left] == pytest.approx(
            without.scores(rows[[left]])[0], abs=1e-4
        )


def bare_themes(space: Space) -> ThemeRows:
    return ThemeRows(space.rows(["one", "two"]), space.rows([]), np.zeros(0, dtype=np.int64))


def test_a_label_of_its_own_never_speaks_for_it() -> None:
    """One response alone has a theme: left out, nothing says that it has it."""
    said = ["sheep on hills", *(f"bus number {n}" for n in range(59))]
    space = Space(said)
    rows, no_hits = space.rows(said), np.zeros((60, 2), np.float32)
    truth = np.zeros((60, 2), dtype=np.float32)
    truth[0, 0] = truth[1:, 1] = 1
    model = PairModel(bare_themes(space), Labels(rows, no_hits, truth), np.zeros(2, np.float32))
    met = model.chances(rows[[0]], no_hits[:1], model.near(rows[[0]]))
    assert model.left_out[0, 0] < met[0, 0]
    assert model.left_out[0, 0] < 0.2


def test_how_common_a_theme_is_is_learned_here_and_not_elsewhere() -> None:
    """Elsewhere nearly all speak of sheep; here nobody does, and the words are the same."""
    said = [f"The {word} was late {n}" for n in range(30) for word in ("train", "bus")]
    space = Space(said)
    rows, no_hits = space.rows(said), np.zeros((60, 2), np.float32)
    truth = np.zeros((60, 2), dtype=np.float32)
    truth[:, 1] = 1
    truth[:30] = [1, 0]
    new = space.rows(["The train was late.", "The bus was late."])
    here = np.arange(60) >= 30

    def chance(labels: Labels) -> float:
        model = PairModel(bare_themes(space), labels, np.full(2, 0.01, np.float32))
        return float(model.chances(new, no_hits[:2], model.near(new))[:, 0].mean())

    apart = chance(Labels(rows, no_hits, truth, here))
    together = chance(Labels(rows, no_hits, truth))
    assert apart < 0.7 * together


@pytest.mark.parametrize("value", [0, 1])
def test_a_model_needs_both_kinds(value: int) -> None:
    space = Space(TEXTS)
    rows = space.rows(TEXTS)
    truth = np.full((5, 2), value, dtype=np.float32)
    with pytest.raises(ValueError, match="needs coded responses"):
        PairModel(bare_themes(space), Labels(rows, truth * 0, truth), np.zeros(2, np.float32))


@pytest.mark.parametrize(
    ("chances", "chosen"),
    [
        ([0.9, 0.1, 0.05], [1, 0, 0]),
        ([0.9, 0.8, 0.05], [1, 1, 0]),
        ([0.2, 0.05, 0.05], [1, 0, 0]),  # at least one
        ([0.5, 0.5, 0.5], [1, 1, 1]),
    ],
)
def test_the_likeliest_set(chances: list[float], chosen: list[int]) -> None:
    assert likeliest(np.array([chances], dtype=np.float32)).astype(int).tolist() == [chosen]


@pytest.mark.parametrize(
    ("one", "other"),
    [("bus", "buses"), ("woman", "women's"), ("man", "Men"), ("child", "children's")],
)
def test_plurals_without_a_rule_are_one_word(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("judge", "judged"), ("travellers", "travel")])
def test_words_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I rang [name] at [phone] twice", ["rang", "twice"]),
        ("[illegible]", []),
        ("a [bracket that she wrote\nherself] and more", ["bracket", "herself", "more"]),
    ],
)
def test_what_stands_for_a_detail_is_nobodys_word(text: str, left: list[str]) -> None:
    found = [text[token.start : token.end] for token in tokenise(text)]
    assert [word for word in left if word in found] == left
    assert not {"name", "phone", "illegible"} & set(found)
    assert stems(text) == [token.stem for token in tokenise(text)]


@pytest.mark.parametrize("token", sorted({*TOKENS.values(), "[illegible]"}))
def test_all_that_a_reader_may_put_there_is_known(token: str) -> None:
    assert stems(f"see {token} now") == ["see", "now"]


def test_no_phrase_runs_over_what_was_taken_out() -> None:
    _, after = tokenise("my [name] flat")
    assert not after.joined


@pytest.mark.parametrize("word", ["not", "never", "nobody", "please", "2024"])
def test_a_word_that_says_nothing_is_no_reason(word: str) -> None:
    assert not spots([passage(f"{word} {word}")])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two!", ["One.", "Two!"]),
        ("no end", ["no end"]),
        (" spaces \n\n lines ", ["spaces", "lines"]),
        ("...", []),
        ("", []),
        ("Really?! Yes… no", ["Really?!", "Yes…", "no"]),
        ("At 3.30 she came", ["At 3.30 she came"]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


def test_in_words_that_are_translated_nothing_learned_is_looked_for() -> None:
    both = [passage("hostel"), passage("hostel")]
    assert spots(both) == {stem("hostel"): [(0, 0, 6), (1, 0, 6)]}
    assert spots(both, {0}) == {stem("hostel"): [(1, 0, 6)]}


def passage(text: str, **cues: str) -> Passage:
    spans = {
        int(theme[1:]): [Span(text.index(cue), text.index(cue) + len(cue), cue)]
        for theme, cue in cues.items()
    }
    return Passage(tokenise(text), sentences(text), spans)


def reasons_of(here: Passage, theme: int, weights: Mapping[str, float]) -> Reasons:
    heaviest = sorted(weights.items(), key=lambda each: -each[1])
    return reasons([here], theme, heaviest, spots([here]))


def test_cues_come_before_learned_words_and_silent_words_never() -> None:
    text = "The hostel was cold and the warden shouted."
    weights = {stem("cold"): 0.2, stem("warden"): 0.5, "the": 0.9, stem("shouted"): 0.1}
    found = reasons_of(passage(text, t0="hostel"), 0, weights)
    assert [text[w.start : w.end] for w in found.words] == ["hostel", "warden", "cold"]
    assert [w.cue for w in found.words] == ["hostel", "", ""]


def test_cues_of_another_theme_are_no_reason() -> None:
    found = reasons_of(passage("The hostel was cold.", t0="hostel"), 1, {})
    assert (found.words, found.sentences) == ((), ())


def test_a_word_is_shown_once_and_not_inside_a_cue() -> None:
    text = "hostel hostel door door"
    found = reasons_of(passage(text, t0="hostel"), 0, {stem("hostel"): 0.4, stem("door"): 0.4})
    assert [(w.start, w.cue) for w in found.words] == [(0, "hostel"), (7, ""), (14, "")]


def shown(text: str, found: Reasons) -> list[str]:
    return [text[start:end] for _, start, end in found.sentences]


def test_a_cue_s_sentence_stands_before_all_that_was_learned() -> None:
    text = "The judge sat and never listened. My children were taken."
    weights = {stem("judge"): 28.0, stem("sat"): 20.0, stem("listened"): 17.0}
    found = reasons_of(passage(text, t0="My children"), 0, weights)
    assert [text[w.start : w.end] for w in found.words] == [
        "My children",
        *("judge", "sat", "listened"),
    ]
    assert shown(text, found) == ["My children were taken."]


def test_without_a_cue_the_heaviest_sentence_comes_first() -> None:
    text = "The bus was late. The landlord shouted."
    weights = {stem("late"): 6.0, stem("landlord"): 5.0, stem("shouted"): 4.0}
    found = reasons_of(passage(text), 0, weights)
    assert shown(text, found) == ["The landlord shouted.", "The bus was late."]


def test_a_light_sentence_is_not_pointed_at() -> None:
    text = "The bus was late. The landlord shouted at the door."
    weights = {stem(word): 1.0 for word in ("late", "landlord", "shouted", "door")}
    found = reasons_of(passage(text), 0, weights)
    assert shown(text, found) == ["The landlord shouted at the door."]
