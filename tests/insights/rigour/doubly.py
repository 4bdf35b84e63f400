"""What tests of rigour share: a consultation that one person coded, and one who codes it again."""

from collections.abc import Sequence

from django.utils import timezone

from accounts.models import User
from feedback.models import Form, Response
from insights.models import Coding, Reading, Sample, Settlement, Theme
from insights.rigour.comparing import compare_sample, settle_response
from insights.rigour.measuring import measure_sample
from insights.rigour.pairs import members_of
from insights.rigour.sampling import draw_sample
from insights.selectors import parts_of
from tests.factories.packs import HOUSING, MONEY, make_coded
from tests.factories.themes import theme_of

UNSAFE, COURT = "need.housing.unsafe", "stage.court"


def coded(form: Form, first: User, number: int = 5, *codes: str) -> list[Response]:
    """Responses that the first person gave these themes: housing, unless told otherwise."""
    return [make_coded(form, first, *(codes or (HOUSING,))) for _ in range(number)]


def sample_of(form: Form, first: User, second: User, by: User) -> Sample:
    """A sample of five, that the second has to code."""
    coded(form, first)
    return draw_sample(consultation=form.consultation, second=second, by=by)


def code_all(sample: Sample, codes: Sequence[Sequence[str]] = ()) -> list[Response]:
    """The second has coded each response of a sample: by the codes given in turn, or as housing.
    Written at once; that the services write the same is for test_blind.py and test_sampling.py."""
    responses = [member.response for member in members_of(sample)]
    themes = {theme.code: theme for theme in Theme.objects.all()}
    today = timezone.localdate()
    codings = [
        Coding(
            response=response,
            theme=themes[code],
            coder=sample.second,
            decision=Coding.Decision.ADDED,
            counts=False,
            codebook_version="1.0",
            coded_on=today,
        )
        for place, response in enumerate(responses)
        for code in (codes[place % len(codes)] if codes else (HOUSING,))
    ]
    Coding.objects.bulk_create(codings, ignore_conflicts=True)  # again is once
    parts = [part for response in responses for part in parts_of(response)]
    Reading.objects.bulk_create(
        [Reading(response=part, reader=sample.second, read_on=today) for part in parts],
        ignore_conflicts=True,
    )
    sample.members.update(is_done=True)
    return responses


def compared(
    sample: Sample, codes: Sequence[Sequence[str]] = (), *, by: User | None = None
) -> list[Response]:
    """The same, then compared and measured."""
    responses = code_all(sample, codes)
    compare_sample(sample=sample, by=by or sample.drawn_by)
    measure_sample(sample.pk)
    sample.refresh_from_db()
    return responses


def further(sample: Sample, *codes: str) -> Sample:
    """What is owed since, coded by the same second coder with these codes, and compared."""
    page, by = sample.consultation, sample.drawn_by
    more = draw_sample(consultation=page, second=sample.second, by=by)
    compared(more, [codes or (HOUSING,)])
    return more


def settle(response: Response, by: User, *codes: str, why: str = "We talked.") -> Settlement:
    themes = [theme_of(code) for code in codes]
    return settle_response(response=response, themes=themes, why=why, by=by)


__all__ = ["COURT", "HOUSING", "MONEY", "UNSAFE"]
