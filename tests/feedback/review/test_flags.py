"""Swearing, abuse at a person and danger are three things, and stay apart."""

import pytest

from feedback.review.cues import NONE, safety_cues
from feedback.review.flags import ABUSE, SWEARING, content_flags

ABUSIVE = """
that Janine bitch wants sacking
my probation officer is a fat lazy cow
shes a right stupid cow
you are all scum
you lot are all scum
them lot are scum
You’re a w*nker
fuck you
go kill yourself
I hope he rots in hell
the officers are a bunch of c*nts
foreigners get everything and we get nothing send them all back
what an absolute prick he was
the p1kies get all the flats
""".strip().splitlines()
SWEARING_ALONE = """
Probation is a f*cking joke. Sorry for swearing but it is.
probashun is shite but Trish is sound
what a load of bollocks that course was
I was so f-ing cold, sh!t blankets
fuuuuck this
mae'n ffycin oer yma
bleeding heck that queue
the whole thing pissed me off
""".strip().splitlines()
REPORTED = """
he called me a slag every day
The officer shouted that I was a stupid bitch
they call my kids pikeys at school
I am a stupid cow for going back
I felt like a right idiot
She said I'm a waste of space and a fat bitch
""".strip().splitlines()
NEITHER = """
She is a lovely woman and she is right
the dog van was late and I had a cow of a day
my worker is useless, she never rings back
we kept pigs at the open prison farm
the class is in Scunthorpe, in the Essex wing
Trick question: is it 5* or 4*?
sixty-one days clean!!!
bleeding
I am bleeding heavy and the bleeding won't stop
he gave me a cockerel to feed

""".splitlines()


@pytest.mark.parametrize("text", ABUSIVE)
def test_abuse_at_a_person_is_seen(text: str) -> None:
    assert ABUSE in content_flags(text)


@pytest.mark.parametrize("text", SWEARING_ALONE)
def test_swearing_alone_is_no_abuse(text: str) -> None:
    assert content_flags(text) == {SWEARING}


@pytest.mark.parametrize("text", REPORTED)
def test_abuse_that_she_had_to_hear_is_not_hers(text: str) -> None:
    assert ABUSE not in content_flags(text)


@pytest.mark.parametrize("text", NEITHER)
def test_plain_words_carry_no_flag(text: str) -> None:
    assert content_flags(text) == frozenset()


@pytest.mark.parametrize("text", SWEARING_ALONE)
def test_swearing_is_no_cue_of_danger(text: str) -> None:
    assert safety_cues(text)[0] == NONE


def test_danger_is_no_abuse() -> None:
    text = "he will kill me"
    assert content_flags(text) == frozenset()
    assert safety_cues(text)[0] > NONE
