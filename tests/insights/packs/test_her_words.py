"""Six words in a row as a woman said them, in what staff type: found, named and kept out."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.models import User
from consultations.models import ConsultationPage, Decision, FollowUp, Telling
from feedback.models import Answer, Form, Response
from insights.briefs.selectors import written_brief
from insights.briefs.services import give_brief, missing_for_giving
from insights.followups.services import follow_up
from insights.models import ReviewPack
from insights.packs import her_words
from insights.packs.her_words import HerWords, her_words_in, repeats, texts_of
from insights.packs.selectors import missing_for_signing
from insights.packs.services import NotReady, publish_pack, sign_pack
from tests.factories.feedback import make_response
from tests.factories.packs import (
    bank_quote,
    finding_with_quotes,
    make_recommendation,
)
from tests.fixtures.story import StaffClient, log_in
from tests.insights.briefs.conftest import write
from tests.insights.notices.conftest import tell
from tests.insights.packs.typed import HERS, RUN, TYPED, draft, said

__all__ = ["draft", "said"]


@pytest.fixture
def published(draft: ReviewPack, facilitator: User) -> ReviewPack:
    return publish_pack(pack=sign_pack(pack=draft, by=facilitator), by=facilitator)


@pytest.fixture
def client(facilitator: User) -> StaffClient:
    return log_in(facilitator)


def found_in(text: str, form: Form) -> list[str]:
    return [words for _label, words in repeats({"here": text}, form.consultation)]


# -- what counts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TYPED, RUN),
        ("SLEPT in — the\nbus, (shelter) AND", "SLEPT in the bus shelter AND"),
        ("… and I didn’t tell my probation …", "and I didnt tell my probation"),
        ("She and i didnt tell my PROBATION", "and i didnt tell my PROBATION"),
    ],
)
def test_six_words_in_a_row_are_hers(asked: Form, said: Response, text: str, words: str) -> None:
    assert found_in(text, asked) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Women slept in the bus shelter.",  # five in a row
        "I didn't tell my probation officer.",  # "didn't" is one word
        "They slept in a bus shelter and I heard of it.",
        "shelter bus the in slept I",
        "Women slept in the bus. Shelter was rare, and I know it.",
    ],
)
def test_fewer_or_others_are_not(asked: Form, said: Response, text: str) -> None:
    assert found_in(text, asked) == []


def test_a_short_answer_as_a_whole_is_how_anyone_says_it(asked: Form) -> None:
    make_response(asked, "Nowhere to go.")
    assert found_in("Nowhere to go.", asked) == []


def test_each_place_is_named_and_a_long_one_is_cut(asked: Form, said: Response) -> None:
    first, second = found_in(f"{TYPED} Also: I didn't tell my probation worker.", asked)
    assert (first, second) == (RUN, "I didnt tell my probation worker")
    make_response(asked, "again and " * 20)
    (long,) = found_in("again and " * 20, asked)
    assert long.endswith(" …")
    assert len(long.split()) == 17


def test_a_translation_counts_and_another_text_does_not(asked: Form, said: Response) -> None:
    Answer.objects.filter(response=said).update(
        text="Cysgais yn y lloches bysiau am wythnos gyfan.", translation=HERS
    )
    assert found_in(TYPED, asked) == [RUN]
    assert found_in("Cysgais yn y lloches bysiau am", asked)
    Answer.objects.filter(response=said).update(translation="")
    assert found_in(TYPED, asked) == []


def test_words_of_another_consultation_do_not(
    asked: Form,
    form: Callable[..., Form],
    consultation: Callable[..., ConsultationPage],
) -> None:
    other = form(consultation(title="Another"))
    make_response(other, HERS)
    assert found_in(TYPED, asked) == []
    assert found_in(TYPED, other) == [RUN]


def test_what_is_asked_does_not_grow_with_texts_or_women(
    asked: Form, draft: ReviewPack, django_assert_num_queries: Any
) -> None:
    texts, page = texts_of(draft), draft.consultation
    with django_assert_num_queries(1):
        repeats(texts, page)
    for _ in range(3):
        make_response(asked, HERS)
    with django_assert_num_queries(1):
        repeats(texts | {"more": TYPED}, page)


def test_a_page_that_is_opened_again_reads_no_answer(
    asked: Form, draft: ReviewPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.summary = TYPED
    (found,) = her_words_in(draft, may_recall=True)
    assert RUN in found

    def refuse(_: Any) -> Any:
        raise AssertionError("every answer is read")

    with monkeypatch.context() as patch:
        patch.setattr(her_words, "_said_in", refuse)
        assert her_words_in(draft, may_recall=True) == [found]
        with pytest.raises(AssertionError):
            her_words_in(draft)  # whoever signs has each of them read
        with pytest.raises(AssertionError):
            missing_for_signing(draft)


def test_what_staff_or_a_woman_changed_is_looked_at_again(
    asked: Form, said: Response, draft: ReviewPack
) -> None:
    def found() -> list[str]:
        return her_words_in(draft, may_recall=True)

    assert found() == []
    draft.summary = TYPED
    assert len(found()) == 1
    draft.summary, draft.limits = "In our words.", TYPED
    assert "Limits" in found()[0]
    Answer.objects.filter(response=said).update(text="They listened.")
    assert found() == []
    more = make_response(asked, HERS)
    assert len(found()) == 1
    more.delete()
    assert found() == []


def test_nothing_that_is_kept_has_a_word(
    draft: ReviewPack, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(cache, "set", lambda *given: kept.append(given))
    draft.summary = TYPED
    her_words_in(draft, may_recall=True)
    assert kept
    assert not {word for word in ("slept", "bus", "shelter") if word in str(kept)}


# -- signing


def test_a_draft_in_our_own_words_may_be_signed(draft: ReviewPack) -> None:
    assert missing_for_signing(draft) == []


@pytest.mark.parametrize(
    ("rows", "name", "place"),
    [
        ("findings", "said", "“What women said” of finding 1"),
        ("findings", "sentence", "“Finding, in one sentence” of finding 1"),
        ("findings", "negative", "“What does not fit” of finding 1"),
        ("findings", "with_services", "“Where women and services disagreed” of finding 1"),
        ("decisions", "you_said", "“You said” of decision 1"),
        ("decisions", "because", "“Because” of decision 1"),
        ("recommended", "text", "“What we recommend” of recommendation 1"),
        ("", "summary", "“What women said, in short”"),
        ("", "missing_voices", "“Who is missing, and why”"),
        ("", "limits", "“Limits of this evidence”"),
        ("", "tensions", "“Where women disagreed”"),
        ("", "taken_to", "“Where it is taken”"),
    ],
)
def test_her_words_stop_signing_wherever_they_stand(
    draft: ReviewPack, facilitator: User, rows: str, name: str, place: str
) -> None:
    make_recommendation(draft, facilitator, draft.findings.get())
    row = getattr(draft, rows).get() if rows else draft
    setattr(row, name, TYPED)
    row.save()
    sentence = (
        f"{place} has words as one woman said them: “{RUN}”. Say it otherwise, or quote her from "
        "the bank: only a quote can be taken back."
    )
    assert missing_for_signing(draft) == [sentence]
    with pytest.raises(NotReady):
        sign_pack(pack=draft, by=facilitator)
    setattr(row, name, "Some slept outside.")
    row.save()
    assert missing_for_signing(draft) == []


def test_a_quote_may_stand_in_it_and_its_words_retyped_may_not(
    draft: ReviewPack, said: Response
) -> None:
    quoted = finding_with_quotes(draft, bank_quote(said))
    assert missing_for_signing(draft) == []
    quoted.said = HERS
    quoted.save()
    (missing,) = missing_for_signing(draft)
    assert missing.startswith("“What women said” of finding 2 has words as one woman said them")


def test_the_sign_page_says_so_and_the_words_are_in_no_log(
    client: StaffClient, draft: ReviewPack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    address = reverse("insights:packs:sign", args=[draft.pk])
    assert "words as one woman" not in client.get(address).content.decode()
    draft.findings.update(said=TYPED)
    for page in (client.get(address), client.post(address)):
        assert f"“What women said” of finding 1 has words as one woman said them: “{RUN}”" in (
            page.content.decode()
        )
    draft.refresh_from_db()
    assert draft.status == ReviewPack.Status.DRAFT
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    assert not [line for line in ours if "bus shelter" in line]
    assert "bus" not in str(HerWords([("here", RUN)]))


# -- what happened


@pytest.fixture
def decision(published: ReviewPack) -> Decision:
    return Decision.objects.get()


def test_what_happened_is_not_told_in_her_words(client: StaffClient, decision: Decision) -> None:
    address = reverse("insights:follow_up", args=[decision.pk])
    page = client.post(address, {"state": "done", "what": TYPED}).content.decode()
    assert f"“What happened” has words as one woman said them: “{RUN}”." in page
    assert TYPED in page
    assert not FollowUp.objects.exists()
    with pytest.raises(HerWords):
        follow_up(decision=decision, by=client.user, state=FollowUp.State.DONE, what=TYPED)
    client.post(address, {"state": "done", "what": "Nobody has to sleep in the bus shelter."})
    assert FollowUp.objects.exists()


# -- other forms


def typed(**changes: str) -> dict[str, str]:
    rows = {"said_0": "Nowhere.", "what_0": "A worker comes."}
    return {"summary": "In short.", "checked_by": "Nia", **rows, **changes}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("summary", "“What women said, in short” has"),
        ("said_0", "“You said” of decision 1 has"),
        ("what_0", "“What was decided” of decision 1 has"),
    ],
)
@pytest.mark.parametrize("door", ["look", "publish"])
def test_no_other_form_is_told_in_her_words(
    client: StaffClient, published: ReviewPack, name: str, place: str, door: str
) -> None:
    address = reverse("insights:telling", args=[published.pk, "easy-en"])
    page = client.post(address, typed(**{name: TYPED, door: "1"})).content.decode()
    assert f"{place} words as one woman said them: “{RUN}”." in page
    assert TYPED in page
    assert "Nothing is missing" not in page
    assert not Telling.objects.exists()


def test_it_is_told_in_other_words(client: StaffClient, published: ReviewPack) -> None:
    address = reverse("insights:telling", args=[published.pk, "easy-en"])
    assert "Nothing is missing" in client.post(address, typed(look="1")).content.decode()
    client.post(address, typed(publish="1", summary="Women slept in the bus shelter."))
    assert Telling.objects.count() == 1


@pytest.mark.parametrize("name", ["", " ", "–"])
@pytest.mark.parametrize("door", ["look", "publish"])
def test_who_checked_it_is_asked_for_by_name(
    client: StaffClient, published: ReviewPack, name: str, door: str
) -> None:
    address = reverse("insights:telling", args=[published.pk, "easy-en"])
    page = client.post(address, typed(checked_by=name, **{door: "1"})).content.decode()
    assert "Name the person who checked it" in page
    assert "A worker comes." in page
    assert not Telling.objects.exists()


def test_the_service_refuses_it_too(published: ReviewPack, facilitator: User) -> None:
    with pytest.raises(HerWords):
        tell(published, facilitator, Telling.Form.EASY, summary=TYPED)


# -- briefs


def test_a_brief_has_no_words_of_hers_that_nobody_quoted(
    draft: ReviewPack, facilitator: User
) -> None:
    signed = sign_pack(pack=draft, by=facilitator)
    assert signed.editions["public"]["quotes"] == []
    write(signed, facilitator, told=TYPED)
    (missing,) = missing_for_giving(signed, written_brief(signed))
    assert missing.startswith(f"“What women told us” has words as one woman said them: “{RUN}”.")
    write(signed, facilitator, told="Women slept in the bus shelter.")
    assert missing_for_giving(signed, written_brief(signed)) == []
    assert give_brief(pack=signed, by=facilitator)


@pytest.mark.parametrize("words", ["Nine said so.", "7 wrote on paper."])
def test_a_brief_has_no_counts_in_words(draft: ReviewPack, facilitator: User, words: str) -> None:
    signed = sign_pack(pack=draft, by=facilitator)
    write(signed, facilitator, told=words)
    (missing,) = missing_for_giving(signed, written_brief(signed))
    assert "is a count that the public edition doesn't have" in missing
