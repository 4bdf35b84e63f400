"""What tests of runs share: five responses in chunks of two, and what to do between chunks."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form
from insights.models import Suggestion, SuggestionRun
from insights.selectors import words
from insights.services.runs import ask_for_run, carry_out_run
from tests.factories.feedback import make_response
from tests.factories.themes import use_codebook

Page = ConsultationPage
State = SuggestionRun.State
Rows = list[tuple[Any, ...]]
COLUMNS = (
    *("response", "theme", "words", "sentences", "band", "chance", "nearest"),
    *("engine", "codebook_version", "model_version"),
)


@pytest.fixture
def page(form: Callable[..., Form], monkeypatch: pytest.MonkeyPatch) -> Page:
    """Five responses in chunks of two: four with a cue, one without."""
    monkeypatch.setattr(words, "CHUNK", 2)
    made = form()
    use_codebook(made.consultation)
    for text in ("The hostel.", "In debt.", "The judge.", "A flat, and debt.", "She rang."):
        make_response(made, text)
    found: Page = made.consultation
    return found


def asked(page: Page, *, by: User | None = None, queued: bool = True) -> SuggestionRun:
    return ask_for_run(consultation=page, by=by, queued=queued)


def now(run: SuggestionRun) -> SuggestionRun:
    """The run as it is stored."""
    return SuggestionRun.objects.get(pk=run.pk)


def rows() -> Rows:
    """What is suggested, by whatever ids it is stored."""
    return list(Suggestion.objects.order_by("response", "theme").values_list(*COLUMNS))


def after(chunks: int, act: Callable[[SuggestionRun], object]) -> Callable[[SuggestionRun], None]:
    """Do something once so many chunks are done."""
    left = [chunks]

    def seen(run: SuggestionRun) -> None:
        left[0] -= 1
        if left[0] == 0:
            act(run)

    return seen


def die(run: SuggestionRun) -> None:
    """What SIGKILL leaves: nothing more is done, not even tidying up."""
    raise SystemExit


def killed(run: SuggestionRun, chunks: int) -> None:
    """Its process ends in the middle, with whatever is committed by then."""
    with pytest.raises(SystemExit):
        carry_out_run(run=run, seen=after(chunks, die))
