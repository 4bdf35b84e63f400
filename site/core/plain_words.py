"""Words that hurt and words of the office, with what to say instead. Plain Python.

The list is ours: what women in contact with justice services say about words that are used of them,
and the words of plans and boards that nobody says aloud. A person decides; nothing is changed.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from core.plain_english import Reading, read

# What puts a label on a woman, or blames her: say what she is, did or needs.
HURTFUL = {
    "offender": "woman",
    "female offender": "woman",
    "women offender": "woman in contact with the justice system",
    "ex-offender": "woman who was in prison, or who was convicted",
    "re-offender": "woman who was convicted again",
    "criminal": "say what happened, or leave it out",
    "convict": "woman who was convicted",
    "inmate": "woman in prison",
    "felon": "woman who was convicted",
    "perpetrator": "person who did it",
    "service user": "woman who uses the service",
    "client": "woman",
    "caseload": "women we work with",
    "hard to reach": "women we have not reached",
    "hard-to-reach": "women we have not reached",
    "difficult to engage": "women we have not reached",
    "failed to engage": "did not come, or was not asked in a way that worked",
    "did not engage": "did not come, or was not asked in a way that worked",
    "non-compliant": "say what she did or did not do",
    "non-compliance": "say what she did or did not do",
    "non-disclosure": "say what was not told",
    "vulnerable": "say what puts her at risk",
    "victim": "woman who was hurt, unless she says victim herself",
    "addict": "woman who uses drugs or drinks",
    "alcoholic": "woman who drinks too much for her",
    "drug user": "woman who uses drugs",
    "substance misuser": "woman who uses drugs or drinks",
    "substance misuse": "drugs and alcohol",
    "substance abuse": "drugs and alcohol",
    "junkie": "woman who uses drugs",
    "prostitute": "woman who sells sex",
    "illegal immigrant": "woman without papers",
    "the homeless": "women without a home",
    "mentally ill": "has a mental illness",
    "schizophrenic": "has schizophrenia",
    "personality disordered": "say what she finds hard",
    "committed suicide": "died by suicide",
    "commit suicide": "die by suicide",
    "attention-seeking": "needs to be heard",
    "attention seeking": "needs to be heard",
    "manipulative": "say what happened",
    "chaotic": "say what is hard in her life",
    "dysfunctional": "say what is hard in the family",
    "broken home": "say what happened",
    "troubled": "say what is hard",
    "disadvantaged": "say what she goes without",
    "rehabilitate": "help",
    "reformed": "leave it out",
    "lifestyle": "life",
    "girls": "women",
    "ladies": "women",
    "simply": "leave it out",
}
# What is said in offices, and short forms that she may not know.
OF_THE_OFFICE = {
    "accommodation": "a place to stay",
    "utilise": "use",
    "utilisation": "use",
    "commence": "start",
    "cease": "stop",
    "implement": "do",
    "implementation": "doing it",
    "facilitate": "help",
    "endeavour": "try",
    "ascertain": "find out",
    "assist": "help",
    "assistance": "help",
    "additional": "more",
    "sufficient": "enough",
    "regarding": "about",
    "in relation to": "about",
    "with regard to": "about",
    "in respect of": "about",
    "in order to": "to",
    "prior to": "before",
    "subsequent to": "after",
    "going forward": "from now on",
    "at this moment in time": "now",
    "in the event that": "if",
    "notwithstanding": "even if",
    "pursuant": "under",
    "hereby": "leave it out",
    "stakeholder": "people who have a part in it",
    "multi-agency": "services together",
    "cross-agency": "services together",
    "interagency": "services together",
    "partnership working": "working together",
    "joined-up": "together",
    "holistic": "whole",
    "wraparound": "all the help she needs",
    "wrap-around": "all the help she needs",
    "pathway": "way, or steps",
    "intervention": "help, or say which",
    "provision": "what there is",
    "signpost": "tell where to go",
    "signposting": "telling where to go",
    "referral": "being sent on to",
    "co-production": "working it out together",
    "co-produced": "worked out together",
    "coproduction": "working it out together",
    "engagement": "taking part",
    "empower": "say what she can then do",
    "empowerment": "say what she can then do",
    "trauma-informed": "kind, and knowing what harm does",
    "desistance": "staying out of trouble",
    "resettlement": "getting settled again",
    "through the gate": "on the way out of prison",
    "criminogenic": "leave it out",
    "recidivism": "being convicted again",
    "reoffending": "being convicted again",
    "cohort": "group",
    "demographic": "group",
    "commissioning": "choosing and paying for services",
    "deliverable": "what will be done",
    "robust": "strong",
    "strategic": "leave it out",
    "framework": "plan, or rules",
    "methodology": "how it is done",
    "parameters": "limits",
    "safeguarding": "keeping people safe",
    "disclosure": "telling",
    "disclose": "tell",
    "OOCR": "a way to settle it without court",
    "OOCD": "a way to settle it without court",
    "PSR": "report for the court",
    "ROTL": "leave from prison for a while",
    "HDC": "tag at home",
    "MAPPA": "say what it is",
    "MARAC": "say what it is",
    "IOM": "say what it is",
    "CJS": "justice system",
    "HMPPS": "prison and probation service",
    "PCC": "police and crime commissioner",
    "VCSE": "charities",
    "KPI": "what we measure",
}
PLURAL = r"(?:s|es|'s|’s)?"


@dataclass(frozen=True)
class Hint:
    """Words that stand in a text, and what may be said instead."""

    words: str
    instead: str


@dataclass(frozen=True)
class Advice:
    """What an editor may look at again. A person decides what of it is right."""

    reading: Reading
    hurtful: list[Hint] = field(default_factory=list)
    of_the_office: list[Hint] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.hurtful) + len(self.of_the_office) + len(self.reading.long_sentences)


def advise(text: str) -> Advice:
    """What of an English text is hard to read, hurts, or is of the office."""
    return Advice(read(text), _found(text, HURTFUL), _found(text, OF_THE_OFFICE))


def _found(text: str, listed: dict[str, str]) -> list[Hint]:
    """Each of the listed words that is there, once, in the order of the text; the longer one where
    one holds another. Short forms count in capitals alone."""
    found: dict[str, Hint] = {}
    for match in _pattern(tuple(listed)).finditer(text):
        word = re.sub(r"\s+", " ", match.group(1))
        instead = listed.get(word) or listed.get(word.lower())
        if instead:
            found.setdefault(word.lower(), Hint(" ".join(match.group().split()), instead))
    return list(found.values())


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<![\w-])({either}){PLURAL}(?![\w-])", re.IGNORECASE)
