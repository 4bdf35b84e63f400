"""What organisations say in the demo: invented, as all of it."""

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from config.demo.story import Story
from consultations.bodies.asking import Filled, questions_of
from consultations.bodies.models import BodyAnswer, BodyForm
from consultations.bodies.services import keep_answer
from consultations.models import ConsultationPage
from insights.bodies.services import give_themes, read_body
from insights.models import Codebook

QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    (
        "written",
        {
            "text": "What do you see working for women?",
            "text_cy": "Beth welwch chi’n gweithio i fenywod?",
            "hint": "One thing is enough. Say where you see it.",
            "hint_cy": "Mae un peth yn ddigon. Dywedwch ble rydych chi’n ei weld.",
        },
    ),
    (
        "written",
        {
            "text": "What gets in the way of your own work with them?",
            "text_cy": "Beth sydd yn ffordd eich gwaith chi gyda nhw?",
            "hint": "",
            "hint_cy": "",
        },
    ),
    (
        "choice",
        {
            "text": "Could your organisation change something by itself?",
            "text_cy": "A allai eich sefydliad newid rhywbeth ei hun?",
            "options": [
                {"text": "Yes, this year", "text_cy": "Gallai, eleni"},
                {"text": "Yes, with money for it", "text_cy": "Gallai, gydag arian"},
                {"text": "No", "text_cy": "Na allai"},
            ],
        },
    ),
]


def _told(
    organisation: str, kind: str, role: str, answers: tuple[str, str, int], **more: Any
) -> dict[str, Any]:
    """One answer. `answers`: both questions in words, and the place of the option; `publish`: the
    places of answers that may be published."""
    given = {"organisation": organisation, "kind": kind, "role": role, "answers": answers}
    return {**given, "named": False, "publish": (0, 1, 2), "themes": [], "take_out": {}, **more}


# Of the consultation that was decided: three may be named, and of one kind three are not.
READ = [
    _told(
        "Linden House",
        "by_and_for",
        "Project lead",
        (
            "Women who have been in prison meet new women at the gate. They come back to us a week "
            "later, which they do not do after a leaflet.",
            "Our money is for six months at a time, so workers look for other jobs in month four.",
            1,
        ),
        named=True,
        themes=["need.trust", "factor.lived_experience"],
    ),
    _told(
        "Southdown Housing Options",
        "council",
        "Team manager",
        (
            "A housing worker in the prison twelve weeks before release finds most women a room.",
            "We hear of a release on the Friday itself about once a month.",
            0,
        ),
        named=True,
        publish=(0, 2),
        themes=["need.housing", "factor.structures"],
    ),
    _told(
        "Harbour Street Kitchen",
        "voluntary",
        "Volunteer coordinator",
        (
            "One room where a nurse, a benefits adviser and somebody with time sit side by side.",
            "Letters from three offices, each about the next appointment at another.",
            2,
        ),
        themes=["need.trust", "factor.structures"],
        email="kitchen@example.org",
    ),
    _told(
        "The Thursday Project",
        "voluntary",
        "Trustee",
        (
            "Keeping the same worker. Denise kept hers for two years and now helps to run a group.",
            "We may not visit the second prison, so women there hear of us from each other.",
            1,
        ),
        themes=["need.trust"],
        take_out={"Denise": "[name]"},
    ),
    _told(
        "Southdown Befrienders",
        "voluntary",
        "Manager",
        (
            "Somebody who rings on the day that she comes out, and again the day after.",
            "",
            0,
        ),
        publish=(0,),
        themes=["need.trust", "factor.structures"],
    ),
]
# Of the one that is open: nobody has read them yet.
TO_READ = [
    _told(
        "Bridge Walk Women’s Centre",
        "by_and_for",
        "Manager",
        (
            "A bag with a charged phone and the first bus fare in it, handed over by a woman she "
            "has met before.",
            "We are told the date of release too late to be there.",
            0,
        ),
        named=True,
    ),
    _told(
        "Southdown Probation",
        "probation",
        "Practice lead",
        ("The first appointment at the women’s centre, and not at our office.", "", 1),
    ),
]
SENT = {"form-1": TO_READ, "form-3": READ}
SENT_BEFORE_CLOSING = timedelta(days=6)


def ask(page: ConsultationPage) -> BodyForm:
    """The questions to organisations, switched on."""
    form = BodyForm(consultation=page, is_on=True)
    form.questions = QUESTIONS
    form.save()
    return BodyForm.objects.get(pk=form.pk)


def answer(told: Story, page: ConsultationPage, codebook: Codebook, facilitator: User) -> None:
    """What they sent; of a consultation that was decided, read and given themes."""
    sent = SENT.get(told.form)
    if sent is None:
        return
    form = ask(page)
    for place, one in enumerate(sent):
        _send(form, one, f"demo-{told.form}-{place}")
    if told.state != "decided":
        return
    for one in READ:
        made = page.body_answers.get(organisation=one["organisation"])
        _read(made, one, codebook, facilitator)
    # they wrote while it was open, which the services can't say: they know no day but today
    rows = BodyAnswer.objects.filter(consultation=page)
    rows.update(sent_at=F("sent_at") - (_days_since(page) + SENT_BEFORE_CLOSING))


def _days_since(page: ConsultationPage) -> timedelta:
    return timezone.localdate() - page.closes_on


def _send(form: BodyForm, one: dict[str, Any], visit: str) -> None:
    questions = questions_of(form)
    options = list(questions[2].options)
    words = (*one["answers"][:2], options[one["answers"][2]])
    filled = Filled(
        organisation=one["organisation"],
        kind=one["kind"],
        role=one["role"],
        email=one.get("email", ""),
        shown="name" if one["named"] else "kind",
        answers={question.id: said for question, said in zip(questions, words, strict=True)},
        publish=frozenset(questions[place].id for place in one["publish"]),
    )
    keep_answer(
        form=form, filled=filled, questions=questions, visit=visit, language="en-gb", flags=[]
    )


def _read(made: BodyAnswer, one: dict[str, Any], codebook: Codebook, by: User) -> None:
    words = {row["id"]: row["text"] for row in made.said}
    for name, token in one["take_out"].items():
        words = {key: said.replace(name, token) for key, said in words.items()}
    read_body(answer=made, by=by, words=words)
    themes = list(codebook.themes.filter(code__in=one["themes"]))
    give_themes(answer=made, by=by, themes=themes)
