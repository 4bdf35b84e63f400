"""Addresses and numbers as women write them: misspelt, spoken, without a sort of road."""

import pytest

from feedback.redaction import candidates


def covered(text: str) -> list[str]:
    return [text[span.start : span.end] for span in candidates(text)]


FOUND = [
    # A number and a name, whatever sort of road.
    ("im at number 12 on Rosemead now", "number 12 on Rosemead"),
    ("its twenty two b Larkfield", "twenty two b Larkfield"),
    ("went to 90 Leesdale Avanue", "90 Leesdale Avanue"),
    ("curfew at 88 wolsey wk", "88 wolsey wk"),
    ("one hundred and four Kingsway", "one hundred and four Kingsway"),
    ("write to 106 St. Annes Rd", "106 St. Annes Rd"),
    ("he is outside number 80", "number 80"),
    ("2 the Cuttings, it says", "2 the Cuttings"),
    # A name and a sort of road.
    ("she cried on Cressida Way", "Cressida Way"),
    ("the flats at larkhollow court", "larkhollow court"),
    ("begging down Mercer's Row", "Mercer's Row"),
    ("we are on maple close", "maple close"),
    # What stands around it.
    ("he sits outside the blue door opposite the Spar on Kettle Lane", None),
    ("its the corner of Marsden and Tithe street", "the corner of Marsden and Tithe street"),
    ("lived up Hollins Lane by the chippy", "Hollins Lane by the chippy"),
    ("i stay above the bookies on Queensgate", "above the bookies on Queensgate"),
    ("34 Alma rd, flat 6", "34 Alma rd, flat 6"),
    # Names alone, Welsh, vans, codes.
    ("they left me on hollinside with nothing", "hollinside"),
    ("dwi'n aros yn Hafod y Bryn", "Hafod y Bryn"),
    ("the door code is 4471", "4471"),
    ("find us at ///spoons.candle.river", "///spoons.candle.river"),
    ("the van is at 53.4808, -2.2426", "53.4808, -2.2426"),
    # Postcodes.
    ("its b r 3 4 x y", "b r 3 4 x y"),
    ("postcode em fourteen five tee jay", "em fourteen five tee jay"),
    ("postcode is S0l4 6QT", "S0l4 6QT"),
    ("i want a flat in b31", "b31"),
    # Numbers behind their names.
    ("sort double oh one one double two", "double oh one one double two"),
    ("family case LV21P 00455", "LV21P 00455"),
    ("my card ends in 4421", "4421"),
    ("pnc id 08/4521 7B", "08/4521 7B"),
    ("number A one two three four B C", "A one two three four B C"),
    ("cvv 123", "123"),
    # Numbers by themselves.
    ("999-0001-123", "999-0001-123"),
    ("qq 11 22 33 x it says", "qq 11 22 33 x"),
    ("prison A12 34BC", "A12 34BC"),
    ("quebec xray zero seven zulu quebec bravo", "quebec xray zero seven zulu quebec bravo"),
    ("born 4th 11th 91", "4th 11th 91"),
    ("im sharonthe3rd on tiktok", "sharonthe3rd"),
]


@pytest.mark.parametrize(("text", "words"), FOUND)
def test_it_is_covered(text: str, words: str | None) -> None:
    whole = words or "the blue door opposite the Spar on Kettle Lane"
    assert any(whole in part for part in covered(text)), covered(text)


@pytest.mark.parametrize(
    "text",
    [
        *("number one, listen. number two, believe us", "number 1 priority should be kids"),
        *("twenty two women and a kettle", "four officers for eighty women"),
        *("a 10 minute walk from the park", "it costs 4 pound 60 each way"),
        *("12 weeks on remand then 8 months", "my 3 bed house went to repossession"),
        *("it has been a long road", "the road to hell is paved with forms"),
        *("on my way to court", "in this house and in that court"),
        *("i cant drive and he drove me mad", "being close to my kids"),
        *("in the Crown Court", "at the Family Court"),
        *("on the corner of my bed", "by the door theres a box"),
        *("opposite the desk is a poster", "above all listen to us"),
        *("room 4 is the quiet one", "room 101 feeling"),
        *("live from one day to the next", "moved to another wing at 9"),
        *("stayed clean 9 months", "put me on the waiting list"),
        *("in hindsight i should have said", "up on the wing"),
        *("on b3 landing", "from b2 wing to the seg"),
        *("door to door in 10 minutes", "the gate is 20 feet high"),
        *("i been to court 14 times in 3 years", "the case was put off 4 times since 2021"),
        *("text me at 7 they said", "my number was never called"),
        *("prison in 2019 and again in 2022", "account closed, the bank said no"),
        *("my card was declined twice", "the order was 12 months with 6 on tag"),
        *("born in the back of a van", "pin the tail on the donkey"),
        *("we talk on messenger", "it was all on facebook"),
        *("lima beans and a pint of golf club beer", "10 out of 10, half of 8 is 4"),
        *("5 a day, we get 1", "20 to 4 and still not unlocked"),
        *("i had 2 jobs and 3 kids", "30 degrees in the cell no window"),
        *("no place for a woman like me", "a house is not a home"),
        *("fields of study they asked", "we walk the yard for 1 hour"),
        *("the view from the top bunk", "the rise in prices"),
        *("level 2 in maths, entry 3 english", "stage 2 of the programme, day 1 no call"),
        *("bus 42 takes an hour", "the no 9 bus runs till 6"),
        *("section 17 money", "wing 2 spur 3"),
        *("flat broke and no credit", "room for improvement"),
        *("hes down the pub most nights", "mum is over the moon"),
        *("the last of the line", "the end of the road for me"),
        *("the case went on and on", "they read my number out not my name"),
        *("a visa would help", "no passport no job"),
        *("sort it out", "plates of cold food"),
        *("ring me back at 9", "12 noon and still in bed"),
        *("step 4 of the 12 steps", "question 6 makes no sense"),
        *("15 and 17 year old boys", "6 or 7 women"),
    ],
)
def test_words_that_only_look_like_it_are_left_alone(text: str) -> None:
    assert covered(text) == []
