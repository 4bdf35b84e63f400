"""Six words in a row as a woman said them, in what staff type beside packs and everyone reads:
names of themes, promises, moved days, news, the page of a consultation."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consultations.models import ConsultationPage, Move, Promise, UpdatePage
from consultations.our_words import NotOurWords
from consultations.promises.services import (
    Said,
    end_promise,
    make_promise,
    move_promise,
    move_reply,
)
from consultations.promises.welsh import write_welsh
from consultations.stages.changed import OF_WORDS
from consultations.stages.promising import change_words
from core.models import Area
from feedback.models import Form, Response
from insights.codebook.changes import add_theme, edit_theme, name_in_area
from insights.codebook.recording import NotPossible
from insights.codebook.remapping import split_theme
from insights.models import ReviewPack, Theme
from insights.packs.seal import seal_of
from insights.packs.services import NotReady, publish_pack, sign_pack
from tests.factories.packs import HOUSING
from tests.factories.themes import theme_of
from tests.fixtures.story import StaffClient, log_in
from tests.insights.packs.typed import RUN, TYPED, draft, said

__all__ = ["draft", "said"]
FOUND = f"has words as one woman said them: “{RUN}”"
ADVICE = "Say it otherwise: what is typed here can&#x27;t be taken back with her words."
OURS = "Women slept outside."
OTHER = {"name": "Other"}


@pytest.fixture
def editor(staff: Callable[..., StaffClient], area: Area) -> StaffClient:
    return staff("editor", area)


@pytest.fixture
def page(asked: Form, said: Response) -> ConsultationPage:
    return asked.consultation


def soon(days: int = 20) -> Any:
    return timezone.localdate() + timedelta(days=days)


# -- promises and moves


@pytest.fixture
def promise(page: ConsultationPage, editor: StaffClient) -> Promise:
    made = make_promise(
        consultation=page, by=editor.user, what=Said("We meet."), owner="A post", due_on=soon()
    )
    Promise.objects.update(made_on=soon(-1))
    return made


@pytest.mark.parametrize("words", [Said(TYPED), Said(OURS, TYPED)], ids=["English", "Welsh"])
def test_no_promise_move_or_end_is_told_in_her_words(
    page: ConsultationPage, promise: Promise, editor: StaffClient, words: Said
) -> None:
    by = editor.user
    acts: list[Callable[[Said], Any]] = [
        lambda w: make_promise(consultation=page, by=by, what=w, owner="A post", due_on=soon()),
        lambda w: move_promise(promise=promise, by=by, to=soon(30), because=w),
        lambda w: end_promise(
            promise=promise, by=by, state=Promise.State.KEPT, on=timezone.localdate(), how=w
        ),
        lambda w: move_reply(consultation=page, by=by, to=soon(40), because=w),
    ]
    before = (Promise.objects.count(), Move.objects.count())
    for act in acts:
        with pytest.raises(NotOurWords) as raised:
            act(words)
        assert FOUND in raised.value.sentences[0]
        assert "bus" not in str(raised.value)  # which may be logged
    assert (Promise.objects.count(), Move.objects.count()) == before
    for act in acts:
        act(Said(OURS, "Cysgodd menywod y tu allan."))


def test_a_welsh_promise_neither(
    page: ConsultationPage, promise: Promise, editor: StaffClient
) -> None:
    name = f"promise-{promise.pk}-what"
    with pytest.raises(NotOurWords):
        write_welsh(consultation=page, by=editor.user, words={name: TYPED})
    assert write_welsh(consultation=page, by=editor.user, words={name: "Cwrdd."}) == 1


@pytest.mark.pages
def test_the_screen_says_so_and_loses_nothing(page: ConsultationPage, editor: StaffClient) -> None:
    address = reverse("promises:make", args=[page.pk])
    typed = {"what": TYPED, "owner": "A post", "due_on": soon()}
    shown = editor.post(address, typed).content.decode()
    assert FOUND in shown
    assert ADVICE in shown
    assert TYPED in shown
    assert not Promise.objects.exists()
    editor.post(address, typed | {"what": OURS})
    assert Promise.objects.count() == 1


# -- news, and the page


def test_news_are_not_told_in_her_words(page: ConsultationPage, editor: StaffClient) -> None:
    address = reverse("wagtailadmin_pages:add", args=["consultations", "updatepage", page.pk])
    typed = {"title": "News", "slug": "news", "told_on": timezone.localdate(), "note": TYPED}
    shown = editor.post(address, typed).content.decode()
    assert FOUND in shown
    assert TYPED in shown
    assert not UpdatePage.objects.exists()
    editor.post(address, typed | {"note": OURS, "action-publish": "1"})
    news = UpdatePage.objects.get()
    news.note = TYPED
    with pytest.raises(ValidationError, match="one woman"):
        news.save()


@pytest.mark.parametrize("name", sorted(OF_WORDS))
def test_what_women_answer_under_is_not_changed_to_her_words(
    page: ConsultationPage, editor: StaffClient, name: str
) -> None:
    before, ours = getattr(page, name), Said(OURS)
    for told, why in [(Said(TYPED), ours), (ours, Said(TYPED)), (ours, Said(OURS, TYPED))]:
        with pytest.raises(NotOurWords):
            change_words(consultation=page, by=editor.user, name=name, says=told, because=why)
        page.refresh_from_db()
        assert getattr(page, name) == before
    change_words(consultation=page, by=editor.user, name=name, says=ours, because=ours)
    page.refresh_from_db()
    assert getattr(page, name) == OURS


@pytest.mark.parametrize("name", ["considered", "title"])
def test_what_the_page_says_is_looked_at_when_it_changes(page: ConsultationPage, name: str) -> None:
    """Also after publishing. Words that stood there before she answered are no words of hers."""
    ConsultationPage.objects.filter(pk=page.pk).update(reasons=TYPED)
    page.refresh_from_db()
    setattr(page, name, OURS)
    page.save()
    setattr(page, name, TYPED)
    with pytest.raises(ValidationError) as raised:
        page.save()
    assert list(raised.value.message_dict) == [name]


# -- names of themes


def test_no_theme_is_named_in_her_words(
    page: ConsultationPage, facilitator: User, area: Area
) -> None:
    by, theme = facilitator, theme_of(HOUSING)
    names = Theme.objects.values_list("name", flat=True).order_by("pk")
    before = list(names)
    for field in ("name", "name_cy"):
        fields: dict[str, Any] = {"name": "A name", field: TYPED}
        acts: list[Callable[[], Any]] = [
            partial(add_theme, codebook=theme.codebook, by=by, axis=theme.axis, **fields),
            partial(edit_theme, theme=theme, by=by, **fields),
            partial(name_in_area, theme=theme, area=area, by=by, **fields),
            partial(split_theme, theme=theme, by=by, parts=[fields, OTHER], below=True, chosen={}),
        ]
        for act in acts:
            with pytest.raises(NotPossible, match="name the theme in words of your own") as raised:
                act()
            assert raised.value.field == field
    assert list(names) == before
    edit_theme(theme=theme, by=by, name="A place to sleep")


@pytest.mark.pages
def test_its_form_says_so_and_keeps_what_was_typed(
    page: ConsultationPage, facilitator: User
) -> None:
    theme = theme_of(HOUSING)
    address = reverse("insights:codebook:edit", args=[theme.codebook_id, theme.pk])
    shown = log_in(facilitator).post(address, {"name": TYPED}).content.decode()
    assert "The name has words as one woman said them" in shown
    assert TYPED in shown


@pytest.mark.parametrize("field", ["name", "name_cy"])
def test_one_that_came_another_way_stops_signing(
    draft: ReviewPack, facilitator: User, field: str
) -> None:
    Theme.objects.filter(code=HOUSING).update(**{field: TYPED})
    with pytest.raises(NotReady, match=RUN):
        sign_pack(pack=draft, by=facilitator)


@pytest.mark.parametrize("field", ["name", "name_cy"])
def test_one_that_was_signed_stops_publishing_whatever_it_is_called_by_now(
    draft: ReviewPack, facilitator: User, field: str
) -> None:
    signed = sign_pack(pack=draft, by=facilitator)
    rows = [row for axis in signed.editions["public"]["axes"] for row in axis["rows"]]
    rows[0][field] = TYPED  # as if an answer with these words had come since
    signed.save()
    with pytest.raises(NotReady, match=RUN) as raised:
        publish_pack(pack=signed, by=facilitator)
    assert "next version" in raised.value.missing[-1]


# -- the seal


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        ("page", {"purpose": "Another."}),
        ("page", {"title": "Another"}),
        ("page", {"considered": "By nobody."}),
        ("theming", {"standpoint": "We were there."}),
    ],
)
def test_a_draft_is_sealed_with_what_it_tells_of_its_page(
    draft: ReviewPack, model: str, fields: dict[str, str]
) -> None:
    before = seal_of(draft)
    page = draft.consultation
    row = page if model == "page" else page.theming
    type(row).objects.filter(pk=row.pk).update(**fields)
    assert seal_of(ReviewPack.objects.get(pk=draft.pk)) != before
