"""Whom a decision on a quiet voice is about, and that none goes without a reason."""

import pytest

from accounts.models import User
from feedback.intake.models import ReceiptAct
from feedback.models import Form, Response
from insights.codebook.changes import move_theme, retire_theme
from insights.codebook.recording import NotPossible
from insights.codebook.remapping import merge_theme, split_theme
from insights.models import QuietVoice, Sample
from insights.rigour.comparing import NoReason
from insights.rigour.missing import missing_for_checked
from insights.rigour.quiet import QuietTheme, open_voices, quiet_themes, quiet_voices
from insights.rigour.sampling import draw_sample
from insights.rigour.signing import open_again
from insights.rigour.standing import is_signed_off
from insights.rigour.voices import NotQuiet, VoiceChanged, decide_voice
from insights.selectors import theming_of
from insights.services import add_coding, remove_coding
from tests.factories.packs import COURT, HOUSING, MONEY, make_coded, sign_coding
from tests.factories.themes import theme_of
from tests.insights.rigour.doubly import UNSAFE, code_all, coded, compared, settle


def decide(
    form: Form,
    by: User,
    code: str = MONEY,
    *,
    keep: bool = True,
    why: str = "",
    seal: str | None = None,
) -> QuietVoice:
    return decide_voice(
        consultation=form.consultation,
        theme=theme_of(code),
        is_kept=keep,
        why=why,
        by=by,
        seal=seal,
    )


def found(form: Form, code: str = MONEY, reader: User | None = None) -> QuietTheme | None:
    rows = quiet_themes(form.consultation, reader)
    return next((quiet for quiet in rows if quiet.theme.code == code), None)


def voice(form: Form, code: str = MONEY) -> QuietTheme:
    quiet = found(form, code)
    assert quiet is not None
    return quiet


def missing(form: Form) -> list[str]:
    said = missing_for_checked(form.consultation, theming_of(form.consultation))
    return [one for one in said if "few women" in one]


def take_back(response: Response) -> None:
    receipt = bytes(response.receipt_hash or b"")
    ReceiptAct.objects.create(receipt_hash=receipt, kind="withdraw")


@pytest.fixture
def kept(asked_here: Form, first: User, lead: User) -> Response:
    """The one response on money; the theme is kept."""
    response = make_coded(asked_here, first, MONEY)
    decide(asked_here, lead)
    return response


# -- Women who come after


@pytest.mark.parametrize("keep", [True, False])
def test_it_is_asked_again_when_another_woman_raises_it(
    asked_here: Form, first: User, lead: User, keep: bool
) -> None:
    coded(asked_here, first, 2, MONEY)
    decision = decide(asked_here, lead, keep=keep, why="They told us.")
    assert (decision.women, decision.heard.count()) == (2, 2)
    assert not voice(asked_here).is_open
    coded(asked_here, first, 1, MONEY)
    assert (voice(asked_here).new, voice(asked_here).is_open) == (1, True)
    assert missing(asked_here) == [
        "1 theme that few women raised was decided on before others raised it too: “Quiet voices” "
        "asks again."
    ]
    again = decide(asked_here, lead, keep=keep, why="So did she.")
    assert (again.women, again.heard.count()) == (3, 3)
    assert missing(asked_here) == []


def test_one_who_goes_and_one_who_comes_are_not_the_same_woman(
    asked_here: Form, first: User, kept: Response
) -> None:
    coded(asked_here, first, 1, MONEY)
    take_back(kept)
    assert (voice(asked_here).women, voice(asked_here).new) == (1, 1)
    assert voice(asked_here).is_open


def test_more_from_the_same_visit_is_no_new_voice(
    asked_here: Form, first: User, lead: User
) -> None:
    make_coded(asked_here, first, MONEY, visit_hash="ab" * 32)
    decide(asked_here, lead)
    make_coded(asked_here, first, UNSAFE, visit_hash="ab" * 32)
    make_coded(asked_here, first, MONEY, visit_hash="ab" * 32)
    assert not voice(asked_here).is_open


def test_fewer_than_were_heard_are_not_asked_about(
    asked_here: Form, first: User, kept: Response, lead: User
) -> None:
    coded(asked_here, first, 1, MONEY)
    decide(asked_here, lead)
    take_back(kept)
    assert not voice(asked_here).is_open


def test_enough_women_are_no_quiet_voice(asked_here: Form, first: User, kept: Response) -> None:
    coded(asked_here, first, 4, MONEY)
    assert found(asked_here) is None


def test_who_codes_blind_decides_for_those_she_may_know(
    asked_here: Form, first: User, second: User, lead: User
) -> None:
    hers = make_coded(asked_here, first, MONEY)
    sample = draw_sample(consultation=asked_here.consultation, second=lead, by=first)
    beside = make_coded(asked_here, first, MONEY)
    decision = decide(asked_here, lead)
    assert list(decision.heard.all()) == [beside]
    code_all(sample, [[MONEY]])
    compared(sample, [[MONEY]], by=first)
    assert voice(asked_here).new == 1
    assert set(voice(asked_here).rows) == {hers.pk, beside.pk}


# -- What was on the page


def test_what_was_decided_or_raised_meanwhile_is_not_decided_on(
    asked_here: Form, first: User, lead: User
) -> None:
    coded(asked_here, first, 1, MONEY)
    shown = voice(asked_here).seal
    with pytest.raises(VoiceChanged):
        decide(asked_here, lead, seal="")
    coded(asked_here, first, 1, MONEY)
    with pytest.raises(VoiceChanged):
        decide(asked_here, lead, seal=shown)
    shown = voice(asked_here).seal
    decide(asked_here, first, keep=False, why="Told elsewhere.")
    with pytest.raises(VoiceChanged):
        decide(asked_here, lead, seal=shown)
    decide(asked_here, lead, seal=voice(asked_here).seal)
    assert QuietVoice.objects.get().is_kept


# -- Voices that are given to nobody any more


def test_a_kept_voice_whose_only_coding_is_undone_is_asked_about(
    asked_here: Form, first: User, lead: User, kept: Response
) -> None:
    remove_coding(coding=kept.codings.get(), by=first)
    quiet = voice(asked_here)
    assert (quiet.is_lost, quiet.women, quiet.is_open) == (True, 0, True)
    assert [one.words for one in quiet_voices(asked_here.consultation, first)] == [
        [(kept.pk, "They listened to me.", "en-gb")]
    ]
    assert missing(asked_here) == [
        "1 theme that few women had raised is given to nobody any more: give it again, or say why "
        "it is gone, under “Quiet voices”."
    ]
    with pytest.raises(NotQuiet):
        decide(asked_here, lead)
    with pytest.raises(NoReason):
        decide(asked_here, lead, keep=False, why=" ")
    told = decide(asked_here, lead, keep=False, why="She spoke of her sister.")
    assert (told.women, told.is_kept) == (0, False)
    assert missing(asked_here) == []


def test_given_again_it_is_there_again(asked_here: Form, first: User, kept: Response) -> None:
    remove_coding(coding=kept.codings.get(), by=first)
    add_coding(response=kept, theme=theme_of(MONEY), by=first)
    assert not voice(asked_here).is_open


def test_why_it_was_gone_says_nothing_of_who_raises_it_later(
    asked_here: Form, first: User, lead: User, kept: Response
) -> None:
    remove_coding(coding=kept.codings.get(), by=first)
    decide(asked_here, lead, keep=False, why="Misread.")
    add_coding(response=kept, theme=theme_of(MONEY), by=first)
    assert (voice(asked_here).new, voice(asked_here).is_open) == (1, True)
    decide(asked_here, lead)
    assert not voice(asked_here).is_open


def test_left_out_with_a_reason_it_may_go(
    asked_here: Form, first: User, lead: User, kept: Response
) -> None:
    decide(asked_here, lead, keep=False, why="Told elsewhere.")
    remove_coding(coding=kept.codings.get(), by=first)
    assert open_voices(asked_here.consultation) == []


def test_who_takes_her_words_back_leaves_nothing_to_ask(
    asked_here: Form, kept: Response, first: User
) -> None:
    take_back(kept)
    assert found(asked_here) is None
    kept.delete()
    assert found(asked_here) is None


def test_what_nobody_had_kept_is_only_coded_otherwise(asked_here: Form, first: User) -> None:
    response = make_coded(asked_here, first, MONEY)
    remove_coding(coding=response.codings.get(), by=first)
    assert found(asked_here) is None


@pytest.mark.parametrize("codes", [(), (HOUSING,)])
@pytest.mark.parametrize("who", ["first", "second"])
def test_what_is_settled_away_is_asked_about(
    asked_here: Form, first: User, second: User, lead: User, who: str, codes: tuple[str, ...]
) -> None:
    """Whichever of the two heard it: settling says why of a response, not of a voice."""
    coded(asked_here, first, 4, HOUSING)
    hers = make_coded(asked_here, first, MONEY if who == "first" else HOUSING)
    sample = draw_sample(consultation=asked_here.consultation, second=second, by=lead)
    order = [member.response_id for member in sample.members.order_by("pk")]
    heard = MONEY if who == "second" else HOUSING
    compared(sample, [[heard if pk == hers.pk else HOUSING] for pk in order])
    assert (found(asked_here) is None) is (who == "second")
    settle(hers, lead, *codes, why="She meant a bill.")
    quiet = next(one for one in quiet_voices(asked_here.consultation, lead) if one.is_lost)
    assert (quiet.theme.code, set(quiet.rows), quiet.is_open) == (MONEY, {hers.pk}, True)
    assert quiet.settled == "She meant a bill."
    decide(asked_here, lead, keep=False, why="She meant a bill.")
    assert not voice(asked_here).is_open


def test_what_one_coder_gave_and_nobody_settled_yet_is_not_lost(
    asked_here: Form, sample: Sample, first: User
) -> None:
    code_all(sample, [[MONEY]])
    assert found(asked_here) is None
    compared(sample, [[MONEY]])
    assert found(asked_here) is None  # it waits to be settled


def test_a_blind_reader_isnt_told_that_it_is_lost(
    asked_here: Form, first: User, lead: User, kept: Response
) -> None:
    draw_sample(consultation=asked_here.consultation, second=lead, by=first)
    assert found(asked_here, reader=lead) is None
    assert found(asked_here, reader=first) is not None
    remove_coding(coding=kept.codings.get(), by=first)
    assert found(asked_here, reader=lead) is None
    assert found(asked_here, reader=first) is not None


def test_what_a_change_of_the_codebook_took_along_is_not_lost(
    asked_here: Form, first: User, lead: User, kept: Response
) -> None:
    other = make_coded(asked_here, first, COURT)
    decide(asked_here, lead, COURT)
    merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=lead, why="One.")
    assert found(asked_here) is None
    assert voice(asked_here, HOUSING).is_open
    split_theme(
        theme=theme_of(COURT),
        by=lead,
        parts=[{"name": "Crown court"}, {"name": "Magistrates"}],
        below=False,
        chosen={other.codings.get().pk: [0]},
    )
    assert found(asked_here, COURT) is None
    assert [q.theme.name for q in open_voices(asked_here.consultation)] == [
        "Housing",
        "Crown court",
    ]


def test_a_retired_theme_that_was_kept_is_still_asked_about(
    asked_here: Form, first: User, lead: User, kept: Response
) -> None:
    remove_coding(coding=kept.codings.get(), by=first)
    with pytest.raises(NotPossible, match="Few women raised this in"):
        retire_theme(theme=theme_of(MONEY), by=lead)
    retire_theme(theme=theme_of(MONEY), by=lead, why="Nobody has it.")
    assert voice(asked_here).is_open


def test_a_voice_that_was_kept_is_not_merged_or_moved_away_without_a_reason(
    asked_here: Form, first: User, lead: User, kept: Response
) -> None:
    remove_coding(coding=kept.codings.get(), by=first)
    money, housing = theme_of(MONEY), theme_of(HOUSING)
    with pytest.raises(NotPossible, match="Few women raised this in"):
        merge_theme(theme=money, into=housing, by=lead)
    with pytest.raises(NotPossible, match="Few women raised this in"):
        move_theme(theme=money, parent=housing, by=lead)
    merge_theme(theme=theme_of(MONEY), into=theme_of(HOUSING), by=lead, why="It is the same.")


def test_a_voice_that_is_lost_after_a_split_below_is_still_asked_about(
    asked_here: Form, first: User, lead: User, kept: Response
) -> None:
    parts = [{"name": "Debt"}, {"name": "Rent"}]
    split_theme(theme=theme_of(MONEY), by=lead, parts=parts, below=True, chosen={})
    remove_coding(coding=kept.codings.get(), by=first)
    assert voice(asked_here).is_open


def test_undoing_after_a_signature_takes_it_away_and_asks(
    asked_here: Form, first: User, lead: User, kept: Response
) -> None:
    page = asked_here.consultation
    sign_coding(page, lead)
    remove_coding(coding=kept.codings.get(), by=first)
    assert not is_signed_off(page)
    assert missing(asked_here)
    sign_coding(page, lead)
    open_again(consultation=page, why="Why.", by=lead)
    assert missing(asked_here)
