"""What is denied is not urgent; what only has a "not" in it is."""

import pytest

from feedback.review.cues import CONCERN, NONE, URGENT, safety_cues
from feedback.review.denials import DENIED, HALF_DENIED, without_denied
from feedback.review.plain_words import plain_words

# What is denied, and beside it what has the same words and denies nothing.
PAIRS = """
I do not want to kill myself | why wouldn't I kill myself
im not going to hurt myself or anyone | i cant promise i wont hurt myself tonight
he has never hit me | he never hits me where it shows
he doesn't hit me any more | he will not stop hitting me
I don't feel unsafe | im not safe here tonight
they asked was i feeling suicidal and i said no | they asked was i feeling suicidal and i said yes
i am not suicidal | i said im not suicidal but i am
no one has hurt me | no one believes that he hurt me last night
I didn't take an overdose | they didn't ask about the overdose i took today
I don't want to die, I want to live | I don't want to live any more
nobody is hurting me | nobody stops him hitting me
i have no thoughts of hurting myself | i have no way of not hurting myself, i cut my arm today
he never laid a hand on me | he never goes a day without hitting me
i was never in danger | i never know which day he is going to kill me
i havent self harmed since i was 19 | i cant stop hurting myself
he isn't violent | he isnt going to stop till he kills me
i would never hurt my kids | i never thought i would hurt my baby but i want to
im not scared of him | im not the only one scared to go home tonight
i am not homeless | i am not allowed back so im homeless tonight
he has not hit me | he hasnt hit me yet today but he will
i never took an overdose | i never told them i took all my tablets
i don't want to end my life | i dont want to wake up tomorrow
i was not raped | i was not asked before he raped me last night
my kids have never been hit | my kids have never been so scared of him, he hits them
nobody threatened me | nobody listened when he threatened me with a knife
i have never tried to kill myself | i have never been closer to killing myself
the nurse asked if i had thoughts of suicide, no i said | the nurse never asked and i want to die
there was no violence | there was no end, he strangled me
nobody has ever touched me there | nobody knows he touches me, he comes in my bed every night
they ask if you are suicidal every week | they never ask and i am suicidal
i am not in any danger | i am not out of danger, he has a knife
he did not threaten me | he did not only threaten me, he stabbed me
i dont think about dying any more | i dont think about anything but dying tonight
she has not been bullying me | she has not stopped, they are going to stab me
he isn't abusive | he isnt right in the head, he put a knife to my throat
i have not been abused | i have not slept, he beats me every night
we were never at risk | we were never told he found my address
i am not being abused | i am not being believed, he punches me every night
i have no plans to end my life | i have no reason to live
he would never hurt me | he would never let me leave, he said he will kill me
i dont feel suicidal | i dont feel anything, took all my tablets an hour ago
i have never hurt anyone | i have never wanted to hurt someone like this, i will stab her
""".strip().splitlines()
DENIALS = [pair.split(" | ")[0] for pair in PAIRS]
DANGERS = [pair.split(" | ")[1] for pair in PAIRS]
CLEARED = """
he has never hit me
he doesn't hit me any more
I don't feel unsafe
they asked was i feeling suicidal and i said no
i am not suicidal
no one has hurt me
I didn't take an overdose
I don't want to die, I want to live
""".strip().splitlines()
FLAGGED = """
not safe
I'm not safe
I do not want to kill myself
not once did they help when he hit me
nobody came when I was bleeding
nobody asked if he was hitting me
its not that i dont want to die
not a day goes by he doesnt hit me
""".strip().splitlines()


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 40


@pytest.mark.parametrize("text", DENIALS)
def test_what_is_denied_is_not_urgent(text: str) -> None:
    assert safety_cues(text)[0] <= CONCERN


@pytest.mark.parametrize("text", DANGERS)
def test_what_denies_nothing_is_urgent(text: str) -> None:
    assert safety_cues(text)[0] == URGENT


@pytest.mark.parametrize("text", CLEARED)
def test_a_plain_denial_is_no_cue(text: str) -> None:
    assert safety_cues(text) == (NONE, [])


@pytest.mark.parametrize("text", FLAGGED)
def test_safety_denied_and_help_denied_are_cues(text: str) -> None:
    assert safety_cues(text)[0] >= CONCERN


def test_what_was_on_her_mind_to_be_denied_is_a_concern() -> None:
    assert safety_cues("I am not going to hurt myself") == (CONCERN, ["suicide_self_harm"])


@pytest.mark.parametrize("danger", ["he will kill me", "I took all my tablets"])
@pytest.mark.parametrize("denial", DENIALS[:12])
def test_a_denial_hides_no_danger_beside_it(denial: str, danger: str) -> None:
    assert safety_cues(f"{denial}. {danger}")[0] == URGENT
    assert safety_cues(f"{danger} but {denial}")[0] == URGENT


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("he has never hit me ok", f"hes {DENIED} ok"),
        ("i dont want to kill myself", f"i {HALF_DENIED}"),
        ("he never hits me in front of them", "he never hits me in front of them"),
        ("not. Suicidal", "not . suicide"),
        ("", ""),
    ],
)
def test_a_denial_becomes_one_word(text: str, left: str) -> None:
    assert " ".join(without_denied(plain_words(text))) == left
