"""Words that a woman put right are shown by no reader: the ones of test_taken_back_everywhere."""

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from feedback.later_words import send_later
from feedback.review.models import WaitingResponse
from feedback.slips import find_slip
from tests.feedback.review.conftest import sweep_now
from tests.journeys.test_taken_back_everywhere import MARK, Story, folder, stored, story
from tests.leftovers import hits

__all__ = ["folder", "story"]
SLIPS = ["first slip", "second slip"]


def put_right(code: str) -> None:
    found = find_slip(code)
    assert found is not None
    week = timezone.localdate().isoformat()
    send_later(
        slip=found[0], how="correct", text="Other words.", language="en-gb", week=week, visit=code
    )


@pytest.mark.pages
def test_no_reader_shows_words_that_were_put_right(story: Story, folder: Path) -> None:
    """At once, after the sweep, and after a restore; her six words go on opening."""
    call_command("backup", folder)
    for code in story.codes:
        put_right(code)
    assert story.showing() == SLIPS
    assert stored(story)
    sweep_now()
    assert story.showing() == SLIPS
    assert not stored(story)
    call_command("restore", folder, "--replace")
    assert story.showing() == SLIPS
    shutil.rmtree(folder)
    assert hits(MARK) == []


def test_what_was_put_right_and_no_sweep_has_seen_stays_away_after_a_restore(
    story: Story, folder: Path
) -> None:
    call_command("backup", folder)
    put_right(story.codes[0])
    call_command("restore", folder, "--replace")
    assert not stored(story)
    assert WaitingResponse.objects.get().pk == story.waiting
