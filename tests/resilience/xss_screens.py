"""Every staff view of ours: which are opened where they show women's words (VISITS), which are
opened in a busy house to see that nothing runs, and which are not opened, with the reason."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import Elevation, User
from accounts.services import audit
from consultations.accessible.models import Kind
from consultations.accessible.services import say_not_needed
from consultations.models import Decision, FollowUp, Move, Outcome, StageChange
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
from insights.packs.services import start_pack
from insights.sharing.services import share_out
from tests.factories.accounts import make_staff
from tests.factories.bodies import make_body_form
from tests.factories.packs import draft_of, make_decision, make_finding, make_recommendation
from tests.factories.promises import make_move, make_promise
from tests.factories.versions import make_easy, make_other, make_recording
from tests.resilience import xss_panels, xss_pay, xss_posts, xss_rooms, xss_sessions
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
    **{
        f"insights:packs:{kind}": (
            "A file to keep, in which nothing runs (tests/insights/packs: test_word, test_tables)."
        )
        for kind in ("docx", "xlsx", "zip")
    },
    "insights:packs:signing": "States, steps and days of a pack that is being signed: no words.",
    "insights:packs:start": POST,
    "plain_words": STAFFS,
    "take_back_po": POST,
    "stages:enter": POST,
    "stages:back": POST,
    **{f"insights:packs:move_{name}": POST for name in ("finding", "recommendation")},
    **{f"insights:{name}": FILE for name in ("brief_preview_pdf", "brief_given_pdf", "notice")},
    "insights:brief_anew": POST,
    **{f"insights:{name}": POST for name in xss_posts.OF_INSIGHTS},
    "insights:matrix_file": (
        "A file to keep, whose cells nothing runs (tests/insights/framework/test_pages.py)."
    ),
    "reading_room:open_next": POST,
    "invites:retire": POST,
    "invites:sheet": FILE,
    "reading_room:remove_name": POST,
    "reading_room:end_period": POST,
    "version_large_print": POST,
    "question_choices": MODAL,
    **dict.fromkeys(("day_one_mail", "people:mail", "people:end_role", "elevation:end"), POST),
    "question_preview_step": STAFFS,
    "preview_step": STAFFS,
    **{f"members:{name}": POST for name in xss_panels.POSTS},
    **{f"panel_sessions:{name}": POST for name in xss_sessions.POSTS},
    **{f"pay:{name}": POST for name in xss_pay.POSTS},
    **{f"pay:{name}": FILE for name in xss_pay.FILES},
    **{f"panel_rooms:{name}": POST for name in xss_rooms.POSTS},
    "panel_rooms:export": FILE,
    **xss_panels.NOT_OPENED_OF_PANELS,
}
CONCLUDED = ("recommendation", "decision")
OF_A_FORM = ("publish_form", "copy_form", "form_versions", "form_welsh", "form_kiosk")
# Opened in a busy house: what they show was typed by colleagues, or counted.
WITHOUT_WORDS = {
    *(f"insights:{name}" for name in ("themes", "overview", "equality", "run")),
    *("insights:double_coding", "insights:sign_off", "insights:sharing"),
    *(f"insights:{name}" for name in ("map", "over_time", "between", "heard")),
    *(f"insights:{name}" for name in ("hand_over", "paragraph", "theme_paragraph")),
    *(f"insights:{name}_memo" for name in ("write", "change", "delete")),
    *("insights:memo_on_theme", "insights:memo_on_response"),
    *("insights:decisions", "insights:follow_up"),
    *(f"insights:packs:{name}" for name in ("list", "pack", "edit", "sign")),
    *(f"insights:packs:{name}" for name in ("findings", "recommendations", "decisions")),
    *(f"insights:packs:{more}{name}" for name in CONCLUDED for more in ("add_", "", "remove_")),
    "insights:packs:remove_finding",
    *(f"insights:codebook:{name}" for name in ("list", "codebook", "add", "history", "versions")),
    *(f"insights:codebook:{name}" for name in ("edit", "move", "merge", "names")),
    *(f"insights:codebook:{name}" for name in ("retire", "restore")),
    *(f"retention:{name}" for name in ("periods", "form", "holds", "place", "place_on_case")),
    *(f"retention:{name}" for name in ("lift", "certificates", "certificate")),
    *(f"reading_room:{name}" for name in ("queue", "enough", "batch", "hand_over", "pause")),
    *(f"reading_room:{name}" for name in ("checks", "held", "contacts", "contact", "cases")),
    *(f"reading_room:{name}" for name in ("case", "rooms", "add_period", "rules")),
    "reading_room:change_period",
    *(f"promises:{name}" for name in ("list", "of", "make", "move_reply", "move", "end")),
    *("promises:welsh", "promises:move_close", "promises:move_bodies_close"),
    *("promises:involvement", "promises:words"),
    *("replies:looks", "replies:look", "review_exports:export", "ways:home", "paper:print"),
    *("invites:list", "invites:card", "shared_devices", "copy_consultation", *OF_A_FORM),
    *("stages:list", "stages:where"),
    *("versions", "versions_of", "version_not_needed"),
    *xss_panels.OF_PANELS,
    *("day_one", "audit:log", "elevation:elevation"),
    *(f"people:{name}" for name in ("list", "invite", "person", "second_factor", "leave")),
    *xss_sessions.OF_SESSIONS,
    *xss_pay.OF_PAY,
    *xss_rooms.OF_ROOMS,
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
    promise = _promise(house, double, single)
    StageChange.objects.create(
        consultation_id=page, before="open", stage="draft", entered_on=today, why=double
    )
    memo = write_memo(consultation=house.form.consultation, text=double + single, by=boss)
    return {
        "stages:where": [page],
        **_colleague(house, double, single),
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
        "insights:follow_up": [_decision(house, double, single)],
        "insights:packs:edit": [draft_of(house.form, boss).pk],
        **_concluded(house, double, single),  # after the draft was filled anew
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
        **{
            f"promises:{name}": [page]
            for name in ("of", "make", "move_reply", "move_close", "move_bodies_close", "welsh")
        },
        **{"promises:involvement": [page], "promises:words": [page, "reasons"]},
        **{f"promises:{name}": [promise] for name in ("move", "end")},
        "replies:look": [look.pk],
        "invites:card": [invite.pk],
        "copy_consultation": [page],
        **{name: [form] for name in OF_A_FORM},
        **_versions(house, double, single),
        **xss_panels.make_panel_busy(house.area, boss, double, single),
        "wagtailsnippets_feedback_form": [form],
        "wagtailsnippets_feedback_question": [Question.objects.all()[0].pk],
        "wagtailsnippets_feedback_contactservice": [service.pk],
        "wagtailsnippets_consultations_bodyform": [make_body_form(house.form.consultation).pk],
        "wagtailsnippets_core_area": [room],
        "wagtailsnippets_core_helpline": [line.pk],
    }


def _colleague(house: House, double: str, single: str) -> dict[str, list[Any]]:
    """A colleague whose name somebody typed, and a reason for elevated access."""
    person, now = make_staff("finance", house.area), timezone.now()
    User.objects.filter(pk=person.pk).update(name=double[:80])
    boss = house.boss.user
    Elevation.objects.create(
        user=boss, role="reviewer", area=house.area, reason=single, begun_at=now, ends_at=now
    )
    audit(user=boss, action=double[:60], subject=single[:120])
    return {f"people:{name}": [person.pk] for name in ("person", "second_factor", "leave")}


def _promise(house: House, double: str, single: str) -> int:
    """The id of a promise that is due soon, and whose day was moved."""
    page = house.form.consultation
    promise = make_promise(page, 5, what=double, what_cy=single, owner=single)
    make_promise(page, 9, what=single, owner=double, how=double)
    make_move(page, 2, 5, promise)
    Move.objects.update(because=double, because_cy=single)
    return int(promise.pk)


def _decision(house: House, double: str, single: str) -> int:
    """The id of a decision that was published, with what happened after it."""
    page, today = house.form.consultation, timezone.localdate()
    outcome = Outcome.objects.create(consultation=page, version="1", published_on=today)
    decision = Decision.objects.create(outcome=outcome, answer="do", you_said=double, what=single)
    FollowUp.objects.create(
        consultation=page, decision=decision.key, after=6, state="done", what=double, told_on=today
    )
    return int(decision.pk)


def _concluded(house: House, double: str, single: str) -> dict[str, list[Any]]:
    """A next draft, whose findings, recommendations and decisions colleagues typed."""
    boss = house.boss.user
    draft = start_pack(consultation=house.form.consultation, by=boss)
    finding = make_finding(draft, boss, sentence=double, said=single, negative=double)
    asked = make_recommendation(draft, boss, finding, text=single, decides=double, scope=single)
    told = {"you_said": double, "what": single, "board": double, "session": single}
    decision = make_decision(pack=draft, recommendation=asked, **told)
    decision.save()
    rows = {"finding": finding, "recommendation": asked, "decision": decision}
    return {
        **{f"insights:packs:{name}s": [draft.pk] for name in rows},
        **{f"insights:packs:add_{name}": [draft.pk] for name in rows},
        **{f"insights:packs:{name}": [draft.pk, row.pk] for name, row in rows.items()},
        **{f"insights:packs:remove_{name}": [draft.pk, row.pk] for name, row in rows.items()},
    }


def _versions(house: House, double: str, single: str) -> dict[str, list[Any]]:
    """Versions of the page, in what an editor typed."""
    page = house.form.consultation
    say_not_needed(page=page, kind=Kind.WELSH, because=double)
    easy = make_easy(page, double, single, title=single, checked_by=double)
    spoken = make_recording(page, transcript=double + single)
    other = make_other(page, words=double + single, title=double, way_in=single)
    snippets = {"easyread": easy, "recording": spoken, "otherlanguage": other}
    return {
        "versions_of": [page.pk],
        "version_not_needed": [page.pk, Kind.WELSH.value],
        **{f"wagtailsnippets_consultations_{name}": [v.pk] for name, v in snippets.items()},
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
