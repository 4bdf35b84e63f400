"""The demo's consultations on their road: what their gates ask for, and who took each step when."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from config.demo.days import day
from config.demo.story import Story
from consultations.models import (
    ConsultationPage,
    Decision,
    FollowUp,
    Involvement,
    Outcome,
    Route,
    Setting,
    Stage,
    StageChange,
)
from consultations.services import (
    DecisionText,
    OutcomeText,
    enter_stage,
    publish_outcome,
    reach_outcome,
)


@dataclass(frozen=True)
class Asked:
    """What one consultation says of itself before it opens."""

    open_to_change: str
    open_to_change_cy: str
    reasons: str
    reasons_cy: str
    involvement: Involvement = Involvement.CONSULT
    setting: Setting = Setting.COMMUNITY
    considered: str = ""
    considered_cy: str = ""
    approval: str = ""
    not_research_by: str = ""


ROUTES = [Route.WEB.value, Route.KIOSK.value, Route.PAPER.value, Route.GROUP.value]
ASKED = {
    "getting-out": Asked(
        "The day you leave, who meets you, and what you have with you.",
        "Y diwrnod y byddwch yn gadael, pwy sy'n cwrdd â chi, a beth sydd gyda chi.",
        "Now most women leave on a Friday, when offices close early. Other days are possible. A "
        "worker could meet you at the gate, or at the centre on the next day.",
        "Nawr mae'r rhan fwyaf o fenywod yn gadael ar ddydd Gwener, pan fydd swyddfeydd yn cau'n "
        "gynnar. Mae dyddiau eraill yn bosibl. Gallai gweithiwr gwrdd â chi wrth y gât, neu yn y "
        "ganolfan y diwrnod wedyn.",
        involvement=Involvement.INVOLVE,
        setting=Setting.BOTH,
        not_research_by="Head of reducing reoffending, Southdown prison",
    ),
    "first-contact": Asked(
        "What officers say first, and who you may ring. The law they follow stays as it is.",
        "Beth mae swyddogion yn ei ddweud gyntaf, a phwy y cewch ei ffonio. Mae'r gyfraith yn "
        "aros.",
        "Officers now read a card that few people follow. It could be in plain words, and a worker "
        "for women could come to the station.",
        "Mae swyddogion nawr yn darllen cerdyn nad oes llawer yn ei ddilyn. Gallai fod mewn "
        "geiriau plaen, a gallai gweithiwr i fenywod ddod i'r orsaf.",
    ),
    "prison-and-after": Asked(
        "Which help gets money next year. How much there is in all is set by the government.",
        "Pa gymorth sy'n cael arian y flwyddyn nesaf. Y llywodraeth sy'n pennu faint sydd i gyd.",
        "The money pays for homes, workers and travel. It does not reach for all, so the board has "
        "to choose.",
        "Mae'r arian yn talu am gartrefi, gweithwyr a theithio. Nid oes digon i bopeth, felly "
        "mae'n rhaid i'r bwrdd ddewis.",
        setting=Setting.BOTH,
        approval="NRC 2026-014 (invented)",
        considered="The board read what women said, and talked it through a month later with two "
        "women from the panel. It set it beside what each thing costs.",
        considered_cy="Darllenodd y bwrdd yr hyn a ddywedodd menywod, a'i drafod fis yn "
        "ddiweddarach gyda dwy fenyw o'r panel. Cymharodd hynny â chost pob peth.",
    ),
    "getting-there": Asked(
        "The places, the days and the hours.",
        "Y lleoedd, y dyddiau a'r oriau.",
        "Two offices close. Workers could meet women in libraries, at the centre or by phone.",
        "Mae dwy swyddfa'n cau. Gallai gweithwyr gwrdd â menywod mewn llyfrgelloedd, yn y ganolfan "
        "neu dros y ffôn.",
        setting=Setting.PROBATION,
        not_research_by="Head of probation, Glanwern",
    ),
    "first-night": Asked("", "", "", "", setting=Setting.CUSTODY),
    "childcare-at-court": Asked(
        "Where children can wait, and who is with them.",
        "Ble gall plant aros, a phwy sydd gyda nhw.",
        "The court has one free room. It could be for children, if somebody looks after it.",
        "Mae gan y llys un ystafell wag. Gallai fod i blant, os bydd rhywun yn gofalu amdani.",
        involvement=Involvement.CO_PRODUCE,
    ),
    "visits": Asked(
        "The hours of visits, and the room.",
        "Oriau ymweliadau, a'r ystafell.",
        "Visits were on weekday mornings, when children are at school.",
        "Roedd ymweliadau ar foreau'r wythnos, pan fydd plant yn yr ysgol.",
        setting=Setting.CUSTODY,
        approval="NRC 2025-003 (invented)",
        considered="The prison's family group read it all in one afternoon, with two mothers.",
        considered_cy="Darllenodd grŵp teuluoedd y carchar y cyfan mewn un prynhawn, gyda dwy fam.",
    ),
}
DRAFT = Story(
    slug="first-night",
    form="form-5",
    area="southdown",
    stage="custody",
    title="Your first night in prison",
    title_cy="Eich noson gyntaf yn y carchar",
    purpose="A prison wants to change how women are met on their first night.",
    purpose_cy="Mae carchar am newid sut mae menywod yn cael eu croesawu ar eu noson gyntaf.",
    question="What was your first night like?",
    question_cy="Sut oedd eich noson gyntaf?",
    opens=20,
    closes=60,
    reply=120,
    state="draft",
)
PLANNED = Story(
    slug="childcare-at-court",
    form="form-6",
    area="southdown",
    stage="court",
    title="Children at court",
    title_cy="Plant yn y llys",
    purpose="The court in Southdown looks for a way to help women who come with children.",
    purpose_cy="Mae'r llys yn Southdown yn chwilio am ffordd o helpu menywod sy'n dod â phlant.",
    question="What would help you and your children at court?",
    question_cy="Beth fyddai'n eich helpu chi a'ch plant yn y llys?",
    opens=9,
    closes=45,
    reply=100,
    state="planned",
)
OVER = Story(
    slug="visits",
    form="form-7",
    area="southdown",
    stage="custody",
    title="Visits and your children",
    title_cy="Ymweliadau a'ch plant",
    purpose="The prison in Southdown changed its visits. Women said what they need.",
    purpose_cy=(
        "Newidiodd y carchar yn Southdown ei ymweliadau. Dywedodd menywod beth sydd ei angen."
    ),
    question="What would make visits better for your children?",
    question_cy="Beth fyddai'n gwella ymweliadau i'ch plant?",
    opens=-700,
    closes=-640,
    reply=-560,
    state="over",
)
WITHOUT_VOICES = (DRAFT, PLANNED, OVER)


def fields_of(told: Story) -> dict[str, Any]:
    """What its gates ask for, on the English page."""
    asked = ASKED[told.slug]
    research = asked.not_research_by
    return {
        "open_to_change": asked.open_to_change,
        "reasons": asked.reasons,
        "involvement": asked.involvement if asked.reasons else "",
        "routes": ROUTES,
        "setting": asked.setting,
        "approval_reference": asked.approval,
        "not_research_by": research,
        "not_research_on": day(told.opens - 30) if research else None,
        "considered": asked.considered,
    }


def in_welsh(told: Story) -> dict[str, str]:
    """The same on the Welsh page."""
    asked = ASKED[told.slug]
    return {
        "open_to_change": asked.open_to_change_cy,
        "reasons": asked.reasons_cy,
        "considered": asked.considered_cy,
    }


@contextmanager
def before_its_first_day(page: ConsultationPage) -> Iterator[None]:
    """It was checked before it opened, as its gates count the days from then: in the story that may
    be long ago."""
    rows = ConsultationPage.objects.filter(translation_key=page.translation_key)
    gone_by = max(timezone.localdate() - page.opens_on, timedelta(0))
    rows.update(opens_on=page.opens_on + gone_by, closes_on=page.closes_on + gone_by)
    yield
    rows.update(opens_on=page.opens_on, closes_on=page.closes_on)


def enter(page: ConsultationPage, stage: Stage, by: User, when: int) -> None:
    """Enter a stage as staff do, so many days from today."""
    if stage == Stage.CHECKED:
        with before_its_first_day(page):
            change = enter_stage(consultation=page, stage=stage, by=by)
    else:
        change = enter_stage(consultation=page, stage=stage, by=by)
    StageChange.objects.filter(pk=change.pk).update(entered_on=day(min(when, -1)))


HAPPENED: list[list[tuple[FollowUp.After, FollowUp.State, int, str]]] = [
    [
        (FollowUp.After.EARLY, FollowUp.State.DONE, -500, "Visits are on both days."),
        (FollowUp.After.SIX, FollowUp.State.DONE, -389, "The room has toys and a heater."),
        (
            FollowUp.After.TWELVE,
            FollowUp.State.DONE,
            -200,
            "Families come on both days.",
        ),
    ],
    [
        (
            *(FollowUp.After.SIX, FollowUp.State.DROPPED, -392),
            "The charity that would have paid her has closed. Nobody else could pay.",
        ),
    ],
]


def end(page: ConsultationPage) -> None:
    """What was asked two years ago: decided, told half a year and a year later what came of it. One
    thing was done by its day, another given up."""
    text = OutcomeText(
        version="1",
        summary="Women asked for visits when children are not at school, and for a warm room.",
        taken_to="The prison's family group",
        themes=[],
        women=None,
        decisions=[
            DecisionText(
                you_said="Our children miss school to see us.",
                answer=Decision.Answer.DO,
                what="Visits are on Saturdays and Sundays too.",
                owner="Head of family services",
                due_on=day(-480),
            ),
            DecisionText(
                you_said="Nobody plays with the children while we wait.",
                answer=Decision.Answer.DO,
                what="A play worker comes on each visiting day.",
                owner="Head of family services",
                due_on=day(-300),
            ),
        ],
    )
    outcome: Outcome = publish_outcome(consultation=page, text=text)
    Outcome.objects.filter(pk=outcome.pk).update(published_on=day(-570))
    for decision, told in zip(outcome.decisions.all(), HAPPENED, strict=True):
        for after, state, when, what in told:
            happened = {"after": after, "state": state, "what": what, "told_on": day(when)}
            FollowUp.objects.create(consultation=page, decision=decision.key, **happened)
    reach_outcome(consultation=page)
    page.stage_changes.filter(stage=Stage.DECIDED).update(entered_on=day(-570))
    page.stage_changes.filter(stage=Stage.FOLLOWED_UP).update(entered_on=day(-200))
