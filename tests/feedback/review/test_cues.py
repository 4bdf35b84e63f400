"""Cues order the queue: the urgent first, ways of speaking not at all."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.review.choices import CUE_KINDS
from feedback.review.cues import CONCERN, NONE, UNSURE, URGENT, load_cues, safety_cues

URGENT_LINES = """
i dont want to be here anymore
I'm going to kill myself
I have been saving my meds for tonight
hes outside now he keeps ringing the bell
he said he would kill me if I told anyone
My ex has found my new address
he checks my phone so i cant ring
They said they would stab me if I don't pay
he keeps my passport and I have to work for nothing
An officer keeps asking me for sexual favours
My daughter is with her dad and he is hitting her
there's no food and the kids are hungry
I am pregnant and I am bleeding
Homeless tonight
my family say I brought shame on them
I will kill her when I get out
dwi ddim eisiau byw
Mae e wedi ffeindio ble dw i'n byw. Dw i'n ofnus iawn heno.
Mi-au luat pașaportul și mă obligă să muncesc.
""".strip().splitlines()
CONCERN_LINES = """
I went back to my ex as I had nowhere to go
I had 3 broken ribs and nobody asked
nightmares every night since the arrest
my hijab got pulled off in a search
I am sleeping rough since I got out
I do not want to kill myself
""".strip().splitlines()
CALM_LINES = """
I could have killed for a cup of tea in that police cell
I nearly died laughing when the tag lady turned up
My worker saved my life
Staff were dead nice and the food was to die for
I used to self harm every day. I haven't for two years.
The bus is killing me softly
Nobody rang me back about the flat
Script stopped at the gate. Rattling by 6pm.
Roedd y ganolfan menywod yn lle diogel i fi.

n/a
""".strip().splitlines()


@pytest.mark.parametrize("line", URGENT_LINES)
def test_danger_now_is_urgent(line: str) -> None:
    assert safety_cues(line)[0] == URGENT


@pytest.mark.parametrize("line", CONCERN_LINES)
def test_worry_is_a_concern(line: str) -> None:
    assert safety_cues(line)[0] == CONCERN


@pytest.mark.parametrize("line", CALM_LINES)
def test_ways_of_speaking_are_no_cue(line: str) -> None:
    assert safety_cues(line) == (NONE, [])


def test_kinds_are_those_of_the_codebook() -> None:
    assert {cue.category for cue in load_cues().cues} == set(CUE_KINDS) - {UNSURE}


def test_a_cue_reaches_across_no_sentence() -> None:
    assert safety_cues("I want to. Die Hard was on")[0] == NONE


def test_the_most_urgent_cue_decides() -> None:
    level, kinds = safety_cues("nightmares. he will kill me")
    assert (level, kinds) == (URGENT, ["domestic_abuse_now"])


def test_a_calm_sentence_does_not_clear_an_urgent_one() -> None:
    assert safety_cues("I could have killed for a tea. He will kill me.")[0] == URGENT


@given(st.text(max_size=300))
def test_any_text_gets_a_level(text: str) -> None:
    level, kinds = safety_cues(text)
    assert level in (NONE, CONCERN, URGENT)
    assert (level == NONE) == (kinds == [])


def test_apostrophes_and_accents_make_no_difference() -> None:
    assert safety_cues("I don’t want to live") == safety_cues("i dont want to live")


def test_a_long_hostile_text_comes_to_an_end() -> None:
    began = time.process_time()
    for words in ("he ", "kids ", "outside ", "no food "):
        safety_cues(words * 5000)
    assert time.process_time() - began < 20  # a runaway pattern would take hours
