"""What the demo's published pack concludes: invented, and as unsure as such evidence is.

Its decisions stand in story.py.
"""

from typing import Any

TENSIONS = (
    "One worker for everything, or a worker who has nothing to do with the reports that are "
    "written about you: women told us both."
)
# In their order. No finding is strong: nearly all of these women wrote on the web.
FINDINGS: list[dict[str, Any]] = [
    {
        "themes": ["need.trust"],
        "sentence": "Women take help from workers who keep their word, and who stay.",
        "said": (
            "Women told us of workers who sat down with them, did one thing at a time and came "
            "back. Others told us of a worker who was gone within a week, without a goodbye. Then "
            "they told their story again, or stopped telling it."
        ),
        "strength": "moderate",
        "reasons": (
            "It is what women spoke of most, in good stories and in bad ones, and the stories fit "
            "together. Nearly all of them wrote on the web, so women in prison are heard less."
        ),
        "methods": "The question asked what helped, which invites stories about workers.",
        "relevance": "Few wrote from prison. It may look different there.",
        "between_women": (
            "Some want one worker for everything. Some want a worker who writes no reports on them."
        ),
        "with_services": "The centre says that workers go when the money ends, not by choice.",
        "negative": (
            "Some had their best help from a group or an employer, and not from any worker. Some "
            "would trust nobody, and said so."
        ),
    },
    {
        "themes": ["factor.structures"],
        "sentence": "Help works when it hangs together, and gets lost between offices.",
        "said": (
            "Women praised places where a nurse, housing advice and somebody to talk to are under "
            "one roof. They told us how letters, forms and appointments crossed, and nobody saw "
            "the whole."
        ),
        "strength": "moderate",
        "reasons": (
            "The stories fit together, and they come from before and after release. They name few "
            "places, so we can't say that it is so everywhere in Southdown."
        ),
        "adequacy": "Short answers: most say that it happened, few say how.",
        "negative": (
            "Some found one building too open: everybody there knows who goes in. They would "
            "rather go to several."
        ),
    },
    {
        "themes": ["need.housing"],
        "sentence": "Women leave prison without a place to stay, and hear so late.",
        "said": (
            "Women told us that they learnt on the day, or days before, that there was no room. "
            "Some went back to a man who had hurt them. A flat with her own name on the door "
            "changed everything for a woman who got one."
        ),
        "strength": "emerging",
        "reasons": "Few women, and all of them on the web. What they say fits together closely.",
        "adequacy": "Few women.",
        "relevance": "All had left prison in the last year or two.",
        "negative": "We looked, and found nothing that does not fit.",
    },
    {
        "themes": ["need.trust", "factor.lived_experience"],
        "sentence": "Women who have been there can tell whom other women will trust.",
        "said": (
            "Women asked that those who have been in prison help to choose staff, and meet women "
            "at the gate."
        ),
        "strength": "emerging",
        "reasons": "Few women, who all know the same centre.",
        "adequacy": "Few women.",
        "negative": "Some would not want to be known by somebody from their own town.",
    },
    {
        "themes": ["need.health"],
        "sentence": "A woman was ill in prison for weeks before anybody saw her.",
        "said": "She asked again and again, and was told to wait.",
        "strength": "single",
        "reasons": "One woman's account. The safeguarding lead has taken it up.",
        "negative": "We did not ask about health, so nobody else was asked to tell of it.",
    },
]
# Which quotes of the bank each finding would be told with: themes by the finding's place above.
QUOTES_WANTED: dict[int, list[str]] = {
    0: ["need.trust", "need.confidence"],
    1: ["factor.structures", "factor.multi_agency"],
    2: ["need.housing"],
    3: ["factor.lived_experience"],
}
# "findings" are places above.
RECOMMENDATIONS: list[dict[str, Any]] = [
    {
        "findings": [0, 1],
        "text": "Let each woman keep one worker from prison into her first six months outside.",
        "decides": "The women's centre, with probation",
        "scope": "How workers share their time can change now. How long they are paid for can't.",
        "equality": (
            "It helps most those who have to tell hard things again. A woman must be able to "
            "change her worker without giving a reason."
        ),
    },
    {
        "findings": [3],
        "text": "Put women who have been there on the panel that chooses staff.",
        "decides": "The manager of the women's centre",
        "scope": "The centre's own posts. Probation chooses its staff by national rules.",
        "equality": "Pay them, and pay for childcare, or only those who can afford it come.",
    },
    {
        "findings": [2],
        "text": "Pay for the other six flats.",
        "decides": "The council's cabinet, in spring",
        "scope": "Flats are for the council to decide. The day of release is not.",
        "equality": "Two of them for a woman with a child, and one that a wheelchair gets into.",
    },
]
