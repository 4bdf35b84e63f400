"""What people at the bench leave behind as they work, so that whoever is new sees it filled:
shares, memos, marks, summaries, whom they hope to hear, a theme said better, one reflexive reading.
"""

from collections.abc import Mapping

from accounts.models import User
from config.demo.voices import GROUPS, Voice
from consultations.models import ConsultationPage
from core.models import Area
from feedback.models import Response
from feedback.review.invites.models import Invite
from feedback.review.invites.services import make_invite
from insights.codebook.changes import edit_theme, name_in_area
from insights.framework.services import write_summary
from insights.heard.selectors import channel_key, group_key
from insights.heard.services import set_targets
from insights.models import Codebook, Mark, Theme, Theming
from insights.notes.marking import set_mark
from insights.notes.memos import write_memo
from insights.rigour.method import choose_method
from insights.sharing.services import share_out

SEED = 20261127
WANTED = {"web": 40, "paper": 15, "helped": 6}
WANTED_OF_A_GROUP = 12

# Row of the examples, theme, and what a facilitator says of it in her own words.
SUMMARIES = [
    ("syn-002", "need.housing", "No place was found before the day. She went back to her ex."),
    ("syn-002", "need.domestic_abuse", "Harm was the price of a roof."),
    ("syn-004", "need.housing", "Eight weeks inside cost her the flat and all that was in it."),
    ("syn-006", "need.housing", "A flat of her own, through a women's project. She sleeps."),
    ("syn-008", "need.housing", "Wants it settled three months ahead."),
    ("syn-009", "need.housing", "Refused for want of a local connection; she had fled the town."),
    ("syn-023", "need.mental_health", "Counselling, at the centre: it saved her."),
    ("syn-027", "need.mental_health", "An art group, and two years without hurting herself."),
    ("syn-048", "need.transport", "Her mother travels a whole day for a visit of an hour."),
    ("syn-062", "need.transport", "Buses stop before groups begin."),
    ("syn-058", "need.childcare", "A crèche decides whether she can come."),
    ("syn-067", "need.money", "Opened her letters with a worker, one at a time."),
    ("syn-067", "need.trust", "Tea, patience, and nobody judging."),
]
# Row of the examples, and a memo of a facilitator on it.
ON_RESPONSES = [
    ("syn-048", "Is this about travel, or about how visits are run? Both, I think. I gave both."),
    ("syn-088", "Three others say this too. See the memo on trust."),
]
ON_THEMES = [
    ("need.trust", "We keep meeting one thing here: the same face, again. Who stays, is trusted."),
    ("need.housing", "Two kinds are in this: no room on the day, and a home lost while inside."),
]
ON_THE_READING = (
    "Nearly all wrote on the web. I read these as women who are out, have a phone, and chose to "
    "write. What women inside would say we know from few."
)
FROM_THE_SECOND = "Reading the sample I missed “stage” most often: where in her story it happened."
RICH, QUOTABLE = ("syn-002", "syn-048", "syn-067"), ("syn-008", "syn-067")

SAID_BETTER = (
    "need.trust",
    "Also where trust was broken: a worker who left, a promise not kept.",
    "Tamsin and Farah read it two ways. Trust lost is about trust as well.",
)
STANDPOINT = (
    "I am a facilitator who grew up in Glanwern, and I have waited at these bus stops. I read for "
    "what getting somewhere costs a woman, in hours and in fear, and not for how many say so."
)
LOCAL = ("need.transport", "Buses and getting there", "Bysiau a chyrraedd")


def say_better(codebook: Codebook, by: User) -> None:
    """A theme says what it includes, since two people read it two ways: a second version."""
    code, include, why = SAID_BETTER
    theme = codebook.themes.get(code=code)
    said = f"{theme.include} {include}".strip()
    edit_theme(theme=theme, by=by, why=why, include=said)


def invite_groups(by: User, area: Area) -> list[Invite]:
    """Groups that hand the question on to women of theirs."""
    return [make_invite(user=by, area=area, group=group) for group in GROUPS]


def want_voices(consultation: ConsultationPage, invites: list[Invite], by: User) -> None:
    wanted: dict[str, int | None] = {channel_key(way): n for way, n in WANTED.items()}
    wanted |= {group_key(invite): WANTED_OF_A_GROUP for invite in invites}
    set_targets(consultation=consultation, wanted=wanted, by=by)


def note(
    consultation: ConsultationPage, voices: Mapping[int, Voice], by: User, second: User
) -> None:
    """Memos, marks and summaries beside a whole reading."""
    responses = Response.objects.in_bulk(voices)
    of_row = {str(voice.row["id"]): responses[pk] for pk, voice in voices.items()}
    themes = {theme.code: theme for theme in _themes_of(consultation)}
    for row, text in ON_RESPONSES:
        write_memo(consultation=consultation, text=text, by=by, response=of_row[row])
    for code, text in ON_THEMES:
        write_memo(consultation=consultation, text=text, by=by, theme=themes[code])
    write_memo(consultation=consultation, text=ON_THE_READING, by=by)
    write_memo(consultation=consultation, text=FROM_THE_SECOND, by=second)
    for row, code, text in SUMMARIES:
        write_summary(response=of_row[row], theme=themes[code], text=text, by=by)
    for kind, rows in ((Mark.Kind.RICH, RICH), (Mark.Kind.QUOTABLE, QUOTABLE)):
        for row in rows:
            set_mark(response=of_row[row], kind=kind, on=True, by=by)


def share(consultation: ConsultationPage, people: list[User], by: User) -> None:
    """What is still to be read is shared out."""
    share_out(consultation=consultation, people=people, by=by, seed=SEED)


def read_reflexively(consultation: ConsultationPage, by: User) -> None:
    """One reading, told with where its reader stands; and a theme by the name it has there."""
    method = Theming.Method.REFLEXIVE
    choose_method(consultation=consultation, method=method, standpoint=STANDPOINT, by=by)
    code, name, name_cy = LOCAL
    theme = next(theme for theme in _themes_of(consultation) if theme.code == code)
    name_in_area(theme=theme, area=consultation.area, by=by, name=name, name_cy=name_cy)


def _themes_of(consultation: ConsultationPage) -> list[Theme]:
    found: Codebook = Theming.objects.get(consultation=consultation).codebook
    return list(found.themes.all())
