"""Every staff view of ours: which are opened where they show women's words (VISITS), which are
opened in a busy house to see that nothing runs, and which are not opened, with the reason."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from core.models import Area, Helpline
from feedback.contact.models import ContactService
from feedback.models import Form, Question, QuestionOption, Response
from feedback.review.cases.services import decide_case
from feedback.review.models import (
    ContactRequest,
    ContactStep,
    HandOver,
    ImportRecord,
    Invite,
    LeadPeriod,
    LegalHold,
    PurgeCertificate,
    Reply,
    RoomRules,
    SecondLook,
    WaitingResponse,
)
from feedback.review.services import open_batch
from insights.models import Codebook
from insights.notes.memos import write_memo
from insights.sharing.services import share_out
from tests.factories.accounts import make_staff
from tests.resilience.xss import payloads
from tests.resilience.xss_house import House
from tests.resilience.xss_insights import change_codebook, signed
from tests.resilience.xss_reading import URGENT

OURS = {"feedback", "insights", "consultations", "accounts", "core", "config"}
FILE = (
    "A file to keep, not a page: typst gets the words as data (tests/insights/test_pack_words.py)."
)
POST = "Takes posts alone, and answers with another page of this list."
MODAL = "Wagtail's own answer to its script: JSON, or a part of a page that is opened here whole."
STAFFS = "Shows what staff build, before it is saved: nothing that came in."
NOT_OPENED: dict[str, str] = {
    "insights:packs:pdf": FILE,
    "insights:packs:start": POST,
    **{
        f"insights:{name}": POST
        for name in ("codebook", "suggest", "stop", "accept", "reject", "undo", "add", "read")
    },
    **{f"insights:{name}": POST for name in ("mark", "unpoint", "undo_last")},
    **{
        f"insights:{name}": POST
        for name in ("draw_sample", "method", "sample_done", "compare_sample", "take_back_sample")
    },
    **{f"insights:{name}": POST for name in ("quiet_voice", "take_step", "reopen_coding")},
    **{f"insights:{name}": POST for name in ("share_out", "hand_on", "take_back")},
    "insights:matrix_file": (
        "A file to keep, whose cells nothing runs (tests/insights/framework/test_pages.py)."
    ),
    **{f"insights:{name}": POST for name in ("make_hand_over", "print_cards", "hand_over_told")},
    "insights:hand_over_codebook": POST,
    **{f"insights:search_{name}": POST for name in ("code", "undo")},
    **{f"insights:{name}_proposal": POST for name in ("accept", "merge", "discard", "undo")},
    "insights:codebook:undo": POST,
    "reading_room:open_next": POST,
    "reading_room:remove_name": POST,
    "reading_room:end_period": POST,
    "question_choices": MODAL,
    "question_preview_step": STAFFS,
    "preview_step": STAFFS,
}
OF_A_FORM = ("publish_form", "copy_form", "form_versions", "form_welsh", "form_kiosk")
# Opened in a busy house: what they show was typed by colleagues, or counted.
WITHOUT_WORDS = {
    *(f"insights:{name}" for name in ("themes", "overview", "equality", "run")),
    *("insights:double_coding", "insights:sign_off", "insights:sharing"),
    *(f"insights:{name}" for name in ("map", "over_time", "between", "heard")),
    *(f"insights:{name}" for name in ("hand_over", "paragraph", "theme_paragraph")),
    *(f"insights:{name}_memo" for name in ("write", "change", "delete")),
    *("insights:memo_on_theme", "insights:memo_on_response"),
    *(f"insights:packs:{name}" for name in ("list", "pack", "sign")),
    *(f"insights:codebook:{name}" for name in ("list", "codebook", "add", "history", "versions")),
    *(f"insights:codebook:{name}" for name in ("edit", "move", "merge", "names")),
    *(f"insights:codebook:{name}" for name in ("retire", "restore")),
    *(f"retention:{name}" for name in ("periods", "form", "holds", "place", "place_on_case")),
    *(f"retention:{name}" for name in ("lift", "certificates", "certificate")),
    *(f"reading_room:{name}" for name in ("queue", "enough", "batch", "hand_over", "pause")),
    *(f"reading_room:{name}" for name in ("checks", "held", "contacts", "contact", "cases")),
    *(f"reading_room:{name}" for name in ("case", "rooms", "add_period", "rules")),
    "reading_room:change_period",
    *("replies:looks", "replies:look", "review_exports:export", "ways:home", "paper:print"),
    *("invites:list", "invites:card", "shared_devices", *OF_A_FORM),
}
OF_SNIPPETS = {"list", "add", "edit", "delete", "usage", "history", "copy", "inspect"}
NOT_OF_SNIPPETS = {
    "list_results": MODAL,
    "history_results": MODAL,
    "preview_on_add": STAFFS,
    "preview_on_edit": STAFFS,
}
CHOOSERS = {"choose_results", "chosen", "chosen_multiple", "create", "choose"}


def staff_views() -> dict[str, str]:
    """Name → route of each view under /manage/ that is ours, or Wagtail's for a model of ours."""
    return {name: route for name, route, _ in _walk(get_resolver(), "", [])}


def view_named(name: str) -> Any:
    return next(view for found, _, view in _walk(get_resolver(), "", []) if found == name)


def _walk(resolver: URLResolver, before: str, spaces: list[str]) -> Iterator[tuple[str, str, Any]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = [pattern.namespace] if pattern.namespace else []
            yield from _walk(pattern, route, [*spaces, *space])
        elif isinstance(pattern, URLPattern) and route.startswith("manage/"):
            name = ":".join([*spaces, str(pattern.name)])
            if pattern.callback.__module__.partition(".")[0] in OURS or _is_of_our_model(route):
                yield name, route, pattern.callback


def _is_of_our_model(route: str) -> bool:
    steps = route.split("/")
    return steps[1] == "snippets" and any(
        step in apps.app_configs and apps.app_configs[step].name.partition(".")[0] in OURS
        for step in steps[2:4]
    )


def is_without_words(name: str) -> bool:
    space, _, last = name.rpartition(":")
    of_snippet = space.startswith("wagtailsnippets_") and last in OF_SNIPPETS
    return of_snippet or name in WITHOUT_WORDS


def why_not(name: str) -> str:
    """Why a view is not opened; empty where there is no reason."""
    space, _, last = name.rpartition(":")
    if space.startswith("wagtailsnippets_"):
        return NOT_OF_SNIPPETS.get(last, "")
    return MODAL if last in CHOOSERS and "chooser" in space else NOT_OPENED.get(name, "")


# -- a house in which each view has something to show


def _worst(place: str, most: int) -> str:
    """Payloads that leave this kind of place, as many as fit."""
    words = ""
    for payload in payloads():
        if payload.place == place and len(words) + len(payload.text) < most:
            words += payload.text
    return words


def make_busy(house: House) -> dict[str, list[Any]]:
    """Something of everything, and payloads too where colleagues type. View → what is in its
    address; where there is nothing in it, it is not named."""
    now, today, boss = timezone.now(), timezone.localdate(), house.boss.user
    double, single = _worst("double", 110), _worst("single", 110)
    pack = signed(house)
    house.send(last=URGENT)
    house.ask_for_contact()
    case = house.waiting[0].safeguarding_case
    decide_case(user=boss, case=case, done=["prison"], words=double, seen=0)
    batch = open_batch(user=boss, area=house.area)
    assert batch is not None
    note = HandOver.objects.create(by=house.reader, to=boss, note=double, on=today)
    WaitingResponse.objects.filter(batch=batch).update(handed_over=note)
    service, contact = ContactService.objects.all()[0], ContactRequest.objects.all()[0]
    ContactStep.objects.create(request=contact, by=boss, at=now, state="tried", note=single)
    hold = LegalHold.objects.create(
        form=house.form, reason=double, review_on=today, placed_by=boss, placed_at=now
    )
    certificate = PurgeCertificate.objects.create(begun_at=now, finished_at=now, ran_by=double[:80])
    invite = Invite.objects.create(
        area=house.area, group=double[:80], code="ABCD-EFGH", made_on=today
    )
    period = LeadPeriod.objects.create(
        area=house.area, person=boss, first_day=today - timedelta(days=1), reach=double
    )
    RoomRules.objects.create(area=house.area, debrief=double)
    reply = house.write_replies(*Reply.State)[0]
    look = SecondLook.objects.create(
        receipt_hash=bytes(reply.response.receipt_hash or b""),
        area=house.area,
        asked_on=today,
        outcome="stays",
        words=double,
        answered_by=house.reader,
        answered_at=now,
    )
    line = Helpline.objects.create(
        name=double[:80],
        number="0808 1570 000",
        about=single,
        source_url="https://example.org/",
        checked_on=today,
        area=house.area,
    )
    ImportRecord.objects.create(
        form=house.form, imported_at=now, source=double, file_hash="", new=1, before=0, empty=0
    )
    _season(house, double, single)
    coder = make_staff("second_coder", house.area)
    User.objects.filter(pk=coder.pk).update(name=double[:80])
    share_out(consultation=house.form.consultation, people=[coder], by=boss)
    theme = change_codebook(house, double, single)
    form, page, room = house.form.pk, house.form.consultation_id, house.area.pk
    memo = write_memo(consultation=house.form.consultation, text=double + single, by=boss)
    return {
        "insights:write_memo": [page],
        "insights:change_memo": [page, memo.pk],
        "insights:delete_memo": [page, memo.pk],
        "insights:memo_on_theme": [page, theme.pk],
        "insights:memo_on_response": [page, Response.objects.all()[0].pk],
        "insights:double_coding": [page],
        "insights:sign_off": [page],
        "insights:overview": [page],
        **{f"insights:{name}": [page] for name in ("double_coding", "sign_off", "sharing")},
        **{f"insights:{name}": [page] for name in ("hand_over", "paragraph")},
        "insights:theme_paragraph": [page, theme.pk],
        "insights:equality": [page],
        "insights:run": [page],
        **{f"insights:{name}": [page] for name in ("map", "over_time", "heard")},
        "insights:packs:pack": [pack.pk],
        "insights:packs:sign": [pack.pk],
        "insights:codebook": [theme.codebook_id, theme.pk],
        **{
            f"insights:codebook:{name}": [theme.codebook_id]
            for name in ("codebook", "add", "history", "versions")
        },
        "retention:form": [form],
        "retention:place_on_case": [case.pk],
        "retention:lift": [hold.pk],
        "retention:certificate": [certificate.pk],
        "reading_room:enough": [room],
        "reading_room:batch": [batch.pk],
        "reading_room:hand_over": [batch.pk],
        "reading_room:pause": [batch.pk],
        "reading_room:contact": [contact.pk],
        "reading_room:case": [case.pk],
        "reading_room:add_period": [room],
        "reading_room:rules": [room],
        "reading_room:change_period": [period.pk],
        "replies:look": [look.pk],
        "invites:card": [invite.pk],
        **{name: [form] for name in OF_A_FORM},
        "wagtailsnippets_feedback_form": [form],
        "wagtailsnippets_feedback_question": [Question.objects.all()[0].pk],
        "wagtailsnippets_feedback_contactservice": [service.pk],
        "wagtailsnippets_core_area": [room],
        "wagtailsnippets_core_helpline": [line.pk],
    }


def _season(house: House, double: str, single: str) -> None:
    """Titles and questions that staff typed."""
    Form.objects.update(title=double)
    Question.objects.update(text=single)
    QuestionOption.objects.update(text=double)
    Area.objects.filter(pk=house.area.pk).update(name=double[:80])
    Codebook.objects.update(name=double)
    ContactService.objects.update(name=double[:80], about=single)
    type(house.form.consultation).objects.update(title=single)


def address(name: str, route: str, args: dict[str, list[Any]]) -> str:
    """Where a view is. What is in its address comes from make_busy."""
    given = args.get(name) or args.get(name.rpartition(":")[0], [])
    return reverse(name, args=given if "<" in route else [])
