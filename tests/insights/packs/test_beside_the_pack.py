"""Six words in a row as a woman said them, in what staff type beside a pack: it or the page tells
them too."""

import pytest

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Answer, Response
from insights.models import ReviewPack, Theming
from insights.packs.her_words import her_words_in
from insights.packs.selectors import missing_for_publishing
from insights.packs.services import NotReady, publish_pack, sign_pack
from insights.rigour.voices import decide_voice
from tests.factories.packs import HOUSING
from tests.factories.themes import theme_of
from tests.insights.packs.typed import HERS, RUN, TYPED, draft, said

__all__ = ["draft", "said"]


def test_a_reason_for_leaving_a_quiet_voice_out_is_looked_at(
    draft: ReviewPack, facilitator: User
) -> None:
    page, few = draft.consultation, theme_of(HOUSING)
    decide_voice(consultation=page, theme=few, is_kept=False, why=TYPED, by=facilitator)
    assert any(RUN in sentence for sentence in her_words_in(draft))


@pytest.mark.parametrize(("text", "stops"), [(TYPED, True), ("The board read it twice.", False)])
def test_how_it_was_considered_is_said_by_staff(
    draft: ReviewPack, facilitator: User, text: str, stops: bool
) -> None:
    signed = sign_pack(pack=draft, by=facilitator)
    ConsultationPage.objects.filter(pk=draft.consultation_id).update(considered=text)
    signed.refresh_from_db()
    missing = " ".join(one.what for one in missing_for_publishing(signed.consultation))
    assert (RUN in missing) == stops
    if stops:
        with pytest.raises(NotReady):
            publish_pack(pack=signed, by=facilitator)


def test_where_it_stands_recalls_and_publishing_looks_anew(
    draft: ReviewPack, said: Response, facilitator: User
) -> None:
    """An answer that was changed and is as long as before is not noticed by what is kept."""
    ConsultationPage.objects.filter(pk=draft.consultation_id).update(considered=TYPED)
    Answer.objects.filter(response=said).update(text="x" * len(HERS))
    signed = sign_pack(pack=draft, by=facilitator)
    signed.refresh_from_db()
    assert missing_for_publishing(signed.consultation) == []
    Answer.objects.filter(response=said).update(text=HERS)
    assert missing_for_publishing(signed.consultation) == []
    with pytest.raises(NotReady) as refused:
        publish_pack(pack=signed, by=facilitator)
    assert RUN in str(refused.value)


def test_where_the_readers_stand_and_who_checked_are_looked_at(draft: ReviewPack) -> None:
    Theming.objects.update(standpoint=TYPED)
    draft.checked_by = TYPED
    found = her_words_in(ReviewPack.objects.get(pk=draft.pk))
    assert len(found) == 1
    assert len(her_words_in(draft)) == 2
