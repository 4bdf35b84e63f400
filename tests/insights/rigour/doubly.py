"""What tests of rigour share: a consultation that one person coded, and one who codes it again."""

from collections.abc import Sequence

from accounts.models import User
from feedback.models import Form, Response
from insights.models import Sample, Settlement
from insights.rigour.comparing import compare_sample, settle_response
from insights.rigour.measuring import measure_sample
from insights.rigour.pairs import members_of
from insights.rigour.sampling import draw_sample, finish_place
from insights.services import add_coding
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
    """The second codes each response of a sample: by the codes given in turn, or as housing."""
    responses = [member.response for member in members_of(sample)]
    for place, response in enumerate(responses):
        given = codes[place % len(codes)] if codes else (HOUSING,)
        for code in given:
            add_coding(response=response, theme=theme_of(code), by=sample.second)
        finish_place(response=response, by=sample.second)
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


def settle(response: Response, by: User, *codes: str, why: str = "We talked.") -> Settlement:
    themes = [theme_of(code) for code in codes]
    return settle_response(response=response, themes=themes, why=why, by=by)


__all__ = ["COURT", "HOUSING", "MONEY", "UNSAFE"]
