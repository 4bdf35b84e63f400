"""The demo's equality answers: invented women who were asked about themselves after sending."""

import random
from datetime import timedelta

from django.utils import timezone

from config.demo.story import Story
from feedback.equality.services import send_answers
from feedback.equality.state import AboutYou
from feedback.equality.sweep import sweep_equality
from feedback.equality.wording import NOT_SAID, Wording, current
from feedback.models import Form
from feedback.questionnaire import Item
from feedback.state import CHECK, Visit

WOMEN = 64
SKIPS, SAYS_NOT = 0.1, 0.05  # how often a question is skipped, or answered with "prefer not to say"
# How often each option is chosen, where that isn't by chance alike.
OFTEN = {
    "age": [0, 2, 4, 7, 12, 8, 4, 1],
    "sex": [40, 1],
    "gender": [30, 1],
    "condition": [3, 2],
    "ethnic-group": [14, 2, 2, 4, 1],
    "religion": [12, 8, 1, 1, 1, 4, 1, 1],
    "orientation": [12, 1, 2, 1],
    "partnership": [10, 3, 2, 3, 1],
    "pregnancy": [1, 6],
}


def answer_all(form: Form, told: Story, rng: random.Random) -> None:
    """Each woman answers while the consultation is open; then the monthly sweep takes them in."""
    wording = current(form.consultation.area.country)
    for _ in range(WOMEN):
        visit = Visit(id=f"{rng.getrandbits(128):032x}", started=0)
        state = AboutYou(visit, form.slug, wording.id, CHECK, _answers(wording, rng))
        day = timezone.localdate() + timedelta(days=rng.randint(told.opens, told.closes))
        send_answers(form=form, wording=wording, state=state, day=day)
    sweep_equality(rng=rng)


def _answers(wording: Wording, rng: random.Random) -> dict[str, str]:
    """What one woman says, a second step after its first."""
    answers: dict[str, str] = {}
    for item in wording.questionnaire.items:
        if item in wording.shown(answers) and rng.random() > SKIPS:
            answers[item.key] = _choice(item, rng)
    return answers


def _choice(item: Item, rng: random.Random) -> str:
    if rng.random() < SAYS_NOT:
        return NOT_SAID
    options = [option.key for option in item.options if option.key != NOT_SAID]
    return rng.choices(options, OFTEN.get(item.key, [1] * len(options)))[0]
