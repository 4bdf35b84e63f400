"""The demo's invented story: two areas, four consultations, and women who never lived.

Every name, place, number and word is ours. Days are counted from the day it is loaded.
"""

from dataclasses import dataclass
from typing import Any

from accounts.roles import Role

SOUTHDOWN, GLANWERN = "southdown", "glanwern"
AREAS = [
    {"slug": SOUTHDOWN, "name": "Southdown", "name_cy": "Southdown", "country": "england"},
    {"slug": GLANWERN, "name": "Glanwern", "name_cy": "Glan-wern", "country": "wales"},
]
PASSWORD = "walking-beside-you"  # noqa: S105  the demo is loopback only and says so
PEOPLE: list[tuple[str, str, list[tuple[Role, str]]]] = [
    ("editor@example.org", "Edie, editor", [(Role.EDITOR, SOUTHDOWN), (Role.EDITOR, GLANWERN)]),
    ("southdown@example.org", "Esther, editor of Southdown alone", [(Role.EDITOR, SOUTHDOWN)]),
    ("reader@example.org", "Rukhsana, reviewer", [(Role.REVIEWER, SOUTHDOWN)]),
    ("centre@example.org", "Cath, centre worker", [(Role.CENTRE_WORKER, SOUTHDOWN)]),
    ("safe@example.org", "Sian, safeguarding lead", [(Role.SAFEGUARDING_LEAD, SOUTHDOWN)]),
    ("contact@example.org", "Cora, contact worker", [(Role.CONTACT_WORKER, SOUTHDOWN)]),
    ("run@example.org", "Mair, administrator", [(Role.ADMINISTRATOR, SOUTHDOWN)]),
    ("audit@example.org", "Olwen, auditor", [(Role.AUDITOR, SOUTHDOWN)]),
    (
        "cover@example.org",
        "Carys, stands in as safeguarding lead",
        [(Role.SAFEGUARDING_LEAD, SOUTHDOWN), (Role.SAFEGUARDING_LEAD, GLANWERN)],
    ),
    ("panel@example.org", "Ruth, panel coordinator", [(Role.PANEL_COORDINATOR, SOUTHDOWN)]),
    ("finance@example.org", "Fran, finance", [(Role.FINANCE, SOUTHDOWN)]),
    ("sig@example.org", "Farah, SIG facilitator", [(Role.FACILITATOR, SOUTHDOWN)]),
    ("second@example.org", "Tamsin, second coder", [(Role.SECOND_CODER, SOUTHDOWN)]),
    ("nia@example.org", "Nia, Glanwern safeguarding lead", [(Role.SAFEGUARDING_LEAD, GLANWERN)]),
    (
        "glanwern@example.org",
        "Gwen, Glanwern reviewer and facilitator",
        [(Role.REVIEWER, GLANWERN), (Role.FACILITATOR, GLANWERN)],
    ),
]
# Glanwern has none yet: its page says so.
CONTACT_SERVICES = [
    {
        "area": SOUTHDOWN,
        "name": "Southdown Women's Centre",
        "about": "A worker for women, for a home, money, family, safety and what comes up.",
        "about_cy": "Gweithiwr i fenywod: cartref, arian, teulu, diogelwch a beth bynnag a ddaw.",
        "answers": "within two working days",
        "answers_cy": "o fewn dau ddiwrnod gwaith",
    },
    {
        "area": SOUTHDOWN,
        "name": "Southdown Domestic Abuse Service",
        "about": "If somebody hurts or scares you, now or in the past.",
        "about_cy": "Os oes rhywun yn eich brifo neu'n eich dychryn, nawr neu yn y gorffennol.",
        "answers": "on the next working day",
        "answers_cy": "ar y diwrnod gwaith nesaf",
    },
]
# who leads an area's safeguarding, or stands in: first and last day, counted from today
LEADS: list[tuple[str, str, str, int, int | None, str]] = [
    (SOUTHDOWN, "safe@example.org", "leads", -120, None, "inside number 5511, room 2"),
    (SOUTHDOWN, "cover@example.org", "stands_in", 20, 33, "inside number 5520"),
    (GLANWERN, "nia@example.org", "leads", -120, None, "inside number 5530"),
    (GLANWERN, "cover@example.org", "stands_in", -2, 5, "inside number 5520"),
]
# what the leads did about cases, in turn
DONE: list[tuple[str, str]] = [
    ("service", "Rang the duty worker there, who now asks every woman about it at the first talk."),
    ("could_not", "Nothing says where she is. The next poster names who to ring at night."),
    (
        "prison",
        "Safer custody looks at the wing again. Nobody was named, so nobody is singled out.",
    ),
    ("notice", "Cards with helplines lie in both centres, in the toilets too."),
]
ADMINISTRATOR = ("admin@example.org", "Ada, administrator")
CONTACT = "office@example.org"

READERS = (
    "A trained reader takes out names first. Then the women's group of {area}, who asked this "
    "question, and their facilitator group what was said."
)
READERS_CY = (
    "Mae darllenydd wedi'i hyfforddi yn tynnu enwau allan yn gyntaf. Yna mae grŵp y menywod, a "
    "ofynnodd y cwestiwn, yn grwpio'r hyn a ddywedwyd."
)


@dataclass(frozen=True)
class Story:
    """One consultation. Days are counted from today; `state` says how far it has come."""

    slug: str
    form: str
    area: str
    stage: str
    title: str
    title_cy: str
    purpose: str
    purpose_cy: str
    question: str
    question_cy: str
    opens: int
    closes: int
    reply: int
    state: str  # "open", "reading" or "decided"


STORIES = [
    Story(
        slug="getting-out",
        form="form-1",
        area=SOUTHDOWN,
        stage="release",
        title="Getting out: the first two weeks",
        title_cy="Dod allan: y pythefnos cyntaf",
        purpose=(
            "The council and probation are planning what happens on the day you leave prison and "
            "in the two weeks after. The plan can still change."
        ),
        purpose_cy=(
            "Mae'r cyngor a'r gwasanaeth prawf yn cynllunio beth sy'n digwydd ar y diwrnod y "
            "byddwch yn gadael carchar ac yn y pythefnos wedyn. Gall y cynllun newid o hyd."
        ),
        question="What were your first two weeks out like?",
        question_cy="Sut oedd eich pythefnos cyntaf ar ôl dod allan?",
        opens=-30,
        closes=21,
        reply=60,
        state="open",
    ),
    Story(
        slug="first-contact",
        form="form-2",
        area=SOUTHDOWN,
        stage="police",
        title="When the police first spoke to you",
        title_cy="Pan siaradodd yr heddlu â chi gyntaf",
        purpose=(
            "The police are changing what happens when they first meet a woman, and who she can "
            "talk to. What would have helped you?"
        ),
        purpose_cy=(
            "Mae'r heddlu'n newid yr hyn sy'n digwydd pan fyddant yn cwrdd â menyw gyntaf. Beth "
            "fyddai wedi eich helpu chi?"
        ),
        question="What happened when the police first spoke to you, and in court?",
        question_cy="Beth ddigwyddodd pan siaradodd yr heddlu â chi gyntaf, ac yn y llys?",
        opens=-80,
        closes=-10,
        reply=45,
        state="reading",
    ),
    Story(
        slug="prison-and-after",
        form="form-3",
        area=SOUTHDOWN,
        stage="after",
        title="Prison and after: what helped, what got in the way",
        title_cy="Carchar ac wedyn: beth helpodd, beth rwystrodd",
        purpose=(
            "The Southdown board decides each year how to spend money on support for women in "
            "prison and after. You told us what helped."
        ),
        purpose_cy=(
            "Mae bwrdd Southdown yn penderfynu bob blwyddyn sut i wario arian ar gymorth i "
            "fenywod yn y carchar ac wedyn. Dywedoch wrthym beth helpodd."
        ),
        question="What helped you, and what got in the way?",
        question_cy="Beth helpodd chi, a beth oedd yn y ffordd?",
        opens=-200,
        closes=-120,
        reply=-20,
        state="decided",
    ),
    Story(
        slug="getting-there",
        form="form-4",
        area=GLANWERN,
        stage="community",
        title="Getting to your appointments",
        title_cy="Cyrraedd eich apwyntiadau",
        purpose=(
            "Glanwern is choosing where and when women meet probation and other workers. The "
            "places and the times can still change."
        ),
        purpose_cy=(
            "Mae Glan-wern yn dewis ble a phryd y bydd menywod yn cwrdd â'r gwasanaeth prawf a "
            "gweithwyr eraill. Gall y lleoedd a'r amserau newid o hyd."
        ),
        question="What is it like to get to appointments and keep them?",
        question_cy="Sut brofiad yw cyrraedd apwyntiadau a'u cadw?",
        opens=-25,
        closes=40,
        reply=90,
        state="open",
    ),
]

BETTER = ("What would have made it better?", "Beth fyddai wedi ei wneud yn well?")
ABOUT = ("What is it about?", "Am beth mae hyn?")
TOPICS: list[tuple[str, str, list[str]]] = [
    ("A place to stay", "Lle i aros", ["need.housing"]),
    ("Money", "Arian", ["need.money"]),
    ("Health", "Iechyd", ["need.health", "need.mental_health", "need.pregnancy"]),
    ("Children and family", "Plant a theulu", ["need.children_family", "need.childcare"]),
    ("Staying safe", "Bod yn ddiogel", ["need.safety", "need.domestic_abuse"]),
    ("Work or learning", "Gwaith neu ddysgu", ["need.work", "need.education"]),
    ("Something else", "Rhywbeth arall", []),
]

PACK: dict[str, Any] = {
    "summary": (
        "Of all that women need, they told us most about workers whom they can trust: who keep "
        "their word, and stay. Some told us about help that hangs together, such as all of it in "
        "one place, or that falls apart between one office and the next. What only a few said "
        "went to the board as well."
    ),
    "missing_voices": (
        "We heard few women who don't speak English, and nobody on remand. Paper forms reached one "
        "prison of two. Women who had left the area were not asked."
    ),
    "taken_to": "Southdown Reducing Reoffending Board",
    "limits": (
        "One person coded the responses, and a second coder a sample of them. The words were "
        "sent by those who chose to, so they don't stand for every woman in Southdown."
    ),
}
# The last answers what fewer than ten women said, so it is for reviewers alone.
DECISIONS: list[dict[str, Any]] = [
    {
        "theme": "factor.structures",
        "you_said": "Help falls apart between one office and the next.",
        "answer": "part",
        "what": "Housing advice and a nurse now sit in the women's centre, two days a week.",
        "because": "Two of five services have moved in. The leases of the others run on.",
        "owner": "Southdown Council, head of housing",
        "board": "Southdown Reducing Reoffending Board",
        "money": "£18,000 a year for the rooms, paid by the council",
        "session": "Second session of the Southdown panel",
        "recommendation": None,
        "due": 120,
    },
    {
        "theme": "need.trust",
        "you_said": "Workers change all the time, and we start again.",
        "answer": "do",
        "what": "Each woman keeps one worker from prison into the first six months outside.",
        "because": "",
        "owner": "Southdown Women's Centre, manager",
        "board": "Southdown Reducing Reoffending Board",
        "money": "Within the centre's budget until next spring",
        "session": "First session of the Southdown panel",
        "recommendation": 0,
        "due": 60,
    },
    {
        "theme": "need.trust",
        "you_said": "Workers whom we trust go when the money ends.",
        "answer": "not",
        "what": "We could not pay workers of the centre for longer than a year.",
        "because": "The money is national, a year at a time. We wrote to the minister and wait.",
        "owner": "Reducing Reoffending Board, chair",
        "board": "Southdown Reducing Reoffending Board",
        "money": "None this year",
        "session": "",
        "recommendation": None,
        "due": 90,
    },
    {
        "theme": "need.housing",
        "you_said": "We leave with nowhere to stay, and find out on the day.",
        "answer": "part",
        "what": "A housing worker now comes to the prison 12 weeks before release.",
        "because": "There are six flats for women. We asked for twelve; six are paid for.",
        "owner": "Southdown Council, head of housing",
        "board": "Southdown Housing Board",
        "money": "£54,000 a year for six flats, paid by the council",
        "session": "Second session of the Southdown panel, on homes",
        "recommendation": 2,
        "due": 120,
    },
]
