"""The demo's published outcome in Welsh and easy read, and a brief that panels have."""

from accounts.models import User
from consultations.models import Telling
from consultations.services import ToldDecision
from insights.briefs.parts import ABOUT, ASKED, DECIDED, DISAGREED, TOLD, UNSURE, Part
from insights.briefs.selectors import quotes_to_choose
from insights.briefs.services import give_brief, save_brief
from insights.models import ReviewPack
from insights.notices.services import tell_outcome

CHECKED = "Demo: no fluent speaker has checked it"
WELSH = (
    "O'r holl bethau sydd eu hangen ar fenywod, clywsom fwyaf am weithwyr y gallant ymddiried "
    "ynddynt: sy'n cadw eu gair, ac yn aros. Soniodd rhai am gymorth sy'n dal gyda'i gilydd, neu "
    "sy'n disgyn rhwng un swyddfa a'r nesaf. Aeth yr hyn a ddywedodd ychydig at y bwrdd hefyd."
)
IN_WELSH = [
    ToldDecision(
        "Mae cymorth yn disgyn rhwng un swyddfa a'r nesaf.",
        "Mae cyngor tai a nyrs nawr yng nghanolfan y menywod, ddau ddiwrnod yr wythnos.",
        "Mae dau o bum gwasanaeth wedi symud i mewn. Mae prydlesi'r lleill yn parhau.",
    ),
    ToldDecision(
        "Mae gweithwyr yn newid drwy'r amser, a ninnau'n dechrau eto.",
        "Mae pob menyw yn cadw un gweithiwr o'r carchar i'r chwe mis cyntaf y tu allan.",
    ),
    ToldDecision(
        "Mae gweithwyr yr ydym yn ymddiried ynddynt yn mynd pan ddaw'r arian i ben.",
        "Ni allem dalu gweithwyr y ganolfan am fwy na blwyddyn.",
        "Arian cenedlaethol yw e, am flwyddyn ar y tro. Ysgrifennom at y gweinidog ac aros.",
    ),
]
EASY = (
    "You told us what helps. You spoke most of workers you can trust. You want them to stay. "
    "Some of you want all help in one place."
)
IN_EASY = [
    ToldDecision(
        "Help falls apart. One office does not know the next.",
        "Housing advice and a nurse are in the women's centre. They come two days a week.",
        "Two of five services have moved in. The others can't move yet.",
    ),
    ToldDecision(
        "Workers change all the time. We start again.",
        "You keep one worker. She stays with you for six months after you leave.",
    ),
    ToldDecision(
        "We trust a worker. Then the money ends, and she goes.",
        "We can't pay workers for more than a year.",
        "The money is not ours. We asked the minister. We wait for an answer.",
    ),
]
BRIEF = [
    Part(
        ABOUT,
        [
            "Each year the Southdown board decides what to spend on help for women in prison and "
            "after. It has not decided about next year yet.",
            "We asked women what helped them, and what got in the way. This is what they said.",
        ],
    ),
    Part(
        TOLD,
        ["Women spoke most of workers they can trust."],
        [
            "They want workers who keep their word, and who stay.",
            "Some want all help in one place.",
            "Some said that help falls apart from one office to the next.",
        ],
    ),
    Part(
        UNSURE,
        ["We don't know enough of some women:"],
        [
            "We heard few women who don't speak English.",
            "Nobody on remand was asked.",
            "Paper forms got to one prison of two.",
        ],
    ),
    Part(
        DISAGREED,
        [
            "Some want one worker for everything.",
            "Some want a worker who has no part in the reports that are written about them.",
        ],
    ),
    Part(
        DECIDED,
        [],
        [
            "Housing advice and a nurse are now in the women's centre, two days a week.",
            "You keep one worker from prison into your first six months outside.",
            "Workers are still paid for a year at a time. The money is not ours to give.",
        ],
    ),
    Part(
        ASKED,
        [
            "You don't have to tell your own story. You can pass on any question.",
            "We may ask that each woman keeps one worker. You may see it another way.",
        ],
    ),
]
ASKS = [
    "If there is money for one thing, what should come first?",
    "What should a worker do in the first week after you leave?",
    "One worker for everything, or one who writes no reports: can we do both? How?",
]
MOST_QUOTES = 2


def tell(pack: ReviewPack, facilitator: User) -> None:
    """The outcome in two more forms, and a brief for the panel."""
    forms = ((Telling.Form.WELSH, WELSH, IN_WELSH), (Telling.Form.EASY, EASY, IN_EASY))
    for form, summary, decisions in forms:
        tell_outcome(
            pack=pack,
            by=facilitator,
            form=form,
            summary=summary,
            decisions=decisions,
            checked_by=CHECKED,
        )
    places = list(quotes_to_choose(pack))[:MOST_QUOTES]
    save_brief(pack=pack, by=facilitator, parts=BRIEF, asks=ASKS, places=places)
    give_brief(pack=pack, by=facilitator)
