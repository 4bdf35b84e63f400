"""The demo's coding is checked: a sample coded twice, settled, quiet voices kept, signed off."""

import random

from accounts.models import User
from config.demo.voices import Voice
from consultations.models import ConsultationPage
from insights.models import Sample
from insights.rigour.comparing import compare_sample, settle_response
from insights.rigour.measuring import measure_sample
from insights.rigour.pairs import members_of, pairs_of
from insights.rigour.quiet import quiet_themes
from insights.rigour.sampling import draw_sample, finish_place
from insights.rigour.signing import take_step
from insights.rigour.standing import STEPS
from insights.rigour.voices import decide_voice
from insights.selectors import theming_of
from insights.services import add_coding

SEED = 20261126
OVERLOOKED, READ_INTO = 0.15, 0.12  # how often the second coder differs: one theme fewer, one more
WHY = "We read it together. She says it herself, so it stays; what we read into it went."


def check_and_sign(
    facilitator: User, second: User, consultation: ConsultationPage, voices: dict[int, Voice]
) -> None:
    """All that a signature waits for, by the two people who would do it."""
    rng = random.Random(SEED)  # noqa: S311  the same story each time
    sample = draw_sample(consultation=consultation, second=second, by=facilitator, rng=rng)
    _code_blind(sample, voices, rng)
    compare_sample(sample=sample, by=facilitator)
    measure_sample(sample.pk)  # at once: what the demo shows shall not wait for a worker
    _settle(sample, facilitator)
    for quiet in quiet_themes(consultation):
        decide_voice(
            consultation=consultation,
            theme=quiet.theme,
            is_kept=not quiet.is_lost,
            why=WHY if quiet.is_lost else "",
            by=facilitator,
        )
    for step in STEPS:
        take_step(consultation=consultation, step=step, by=facilitator)


def _code_blind(sample: Sample, voices: dict[int, Voice], rng: random.Random) -> None:
    """By the gold codes, now and then a theme fewer, or one more."""
    theming = theming_of(sample.consultation)
    assert theming is not None
    themes = {theme.code: theme for theme in theming.codebook.themes.filter(parent=None)}
    for member in members_of(sample):
        row = voices[member.response_id].row
        codes = sorted(code for code in {*row["themes_l1"], *row["stages_l1"]} if code in themes)
        given = [code for code in codes if rng.random() > OVERLOOKED]
        if rng.random() < READ_INTO:
            given.append(rng.choice(sorted(set(themes) - set(codes))))
        for code in given:
            add_coding(response=member.response, theme=themes[code], by=sample.second)
        finish_place(response=member.response, by=sample.second)


def _settle(sample: Sample, facilitator: User) -> None:
    """What they differ in is settled as the first coding has it."""
    theming = theming_of(sample.consultation)
    assert theming is not None
    themes = {theme.pk: theme for theme in theming.codebook.themes.all()}
    responses = {member.response_id: member.response for member in members_of(sample)}
    for pair in pairs_of(sample):
        if pair.is_open:
            agreed = [themes[pk] for pk in sorted(pair.first)]
            settle_response(
                response=responses[pair.response], themes=agreed, why=WHY, by=facilitator
            )
