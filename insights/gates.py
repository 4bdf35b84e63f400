"""What must be done with what women said before a consultation goes on (design §11.4)."""

from collections.abc import Iterator, Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ConsultationPage, Stage
from consultations.selectors import (
    Followed,
    Missing,
    all_followed,
    register_gate,
    screen,
)
from consultations.services import register_words_check
from insights.models import PackDecision, ReviewPack

CODE, WRITE = "insights.code_responses", "insights.write_packs"


def codebook_chosen(page: ConsultationPage) -> Iterator[Missing]:
    """Before theming: by which codebook."""
    from insights.selectors import theming_of

    if theming_of(page) is None:
        link = screen("insights:responses", page.pk)
        yield Missing(_("Choose the codebook that it is coded with."), link, _("Themes"), CODE)


def read_by_a_person(page: ConsultationPage) -> Iterator[Missing]:
    """Before the panel and the review: the reading ledger has every response."""
    from feedback.selectors import responses_for
    from feedback.uses import Use
    from insights.models import Reading
    from insights.selectors import count_women

    rows = responses_for(use=Use.READING_TEAM, consultation=page).order_by()
    unread = count_women(rows.exclude(pk__in=Reading.objects.values("response")))
    if unread:
        said = ngettext(
            "%(count)d response has been read by nobody yet. Read it.",
            "%(count)d responses have been read by nobody yet. Read them.",
            unread,
        )
        link = screen("insights:responses", page.pk)
        yield Missing(said % {"count": unread}, link, _("Themes"), CODE)


def coding_signed_off(page: ConsultationPage) -> Iterator[Missing]:
    """Before the panel and the review: two people looked, and one put her name to it."""
    from insights.rigour.standing import is_signed_off

    if not is_signed_off(page):
        link = screen("insights:sign_off", page.pk)
        yield Missing(_("Sign the coding off."), link, _("Sign-off"), CODE)


def pack_signed(page: ConsultationPage) -> Iterator[Missing]:
    """Before it is decided: a signed pack with who is missing, and an answer to each finding."""
    packs = ReviewPack.objects.filter(consultation__translation_key=page.translation_key)
    signed = packs.exclude(status=ReviewPack.Status.DRAFT).order_by("-number").first()
    pack = signed or packs.order_by("-number").first()  # a newer draft stops no signed one
    if pack is None:
        link = screen("insights:packs:list")
        yield Missing(_("Make the design review pack, and sign it."), link, _("Packs"), WRITE)
        return
    link = screen("insights:packs:pack", pack.pk)
    if pack.status == ReviewPack.Status.DRAFT:
        yield Missing(_("Sign the design review pack."), link, _("The pack"), WRITE)
    if not pack.missing_voices.strip():
        yield Missing(_("Say in the pack who is missing, and why."), link, _("The pack"), WRITE)
    for number in unanswered(pack):
        said = _(
            "Finding %(number)d has no decision: we did, we did in part, or we could not. Name its "
            "theme, or its recommendation, in the decision that answers it."
        )
        yield Missing(said % {"number": number}, link, _("The pack"), WRITE)


def unanswered(pack: ReviewPack) -> list[int]:
    """Places of findings that no decision answers: by a recommendation that rests on the finding,
    or by a theme of it or above it. A decision that names neither answers the only finding, and
    none where there are several: nobody could tell which. What one woman alone said is never
    public, and has its case."""
    single = pack.findings.model.Strength.SINGLE
    findings = list(enumerate(pack.findings.prefetch_related("themes"), start=1))
    asking = [(number, one) for number, one in findings if one.strength != single]
    decisions = PackDecision.objects.filter(pack=pack)
    if len(asking) == 1 and decisions.filter(recommendation=None, theme=None).exists():
        return []
    answered = set(decisions.values_list("recommendation__findings", flat=True))
    themes = set(decisions.values_list("theme", flat=True)) - {None}
    return [
        number
        for number, finding in asking
        if finding.pk not in answered
        and not themes & {pk for one in finding.themes.all() for pk in (one.pk, one.parent_id)}
    ]


def in_our_own_words(page: ConsultationPage) -> Iterator[Missing]:
    """Before it is decided: what stands on its page is said by staff, and is nobody's answer."""
    from insights.packs.her_words import considered_in_her_words

    link = screen("wagtailadmin_pages:edit", page.pk)
    for sentence in considered_in_her_words(page, may_recall=True):  # publishing looks anew
        yield Missing(sentence, link, _("The page"))


def words_for_everyone(page: ConsultationPage, texts: Mapping[str, str]) -> list[str]:
    """What is said beside packs: promises, news, what stands on the page (consultations asks)."""
    from insights.packs.her_words import in_texts_for_everyone

    return in_texts_for_everyone(page, texts)


def all_told(page: ConsultationPage) -> Iterator[Missing]:
    """Before it is followed up: what happened after each decision that was taken up."""
    rows = all_followed(page)
    link = screen("insights:decisions")
    for row in rows:
        for sentence in _owed(row):
            yield Missing(sentence, link, _("Decisions, and what happened"), WRITE)
    taken_up = [row for row in rows if row.is_taken_up]
    if rows and not taken_up:
        yield Missing(_("Nothing could be done, so nothing is owed: it stays decided."))
    elif rows and all(row.given_up_on for row in taken_up):
        yield Missing(_("All that was decided was given up: it stays decided."))


def _owed(row: Followed) -> Iterator[str]:
    """What stands between this decision and the end, in sentences."""
    said = {"said": row.decision.you_said}
    if row.next_telling:
        after, day = row.next_telling
        told = said | {"day": date_format(day, "j F Y"), "after": after.label}
        yield _("Tell what happened to “%(said)s” by %(day)s (%(after)s).") % told
    elif row.is_awaited and row.decision.due_on:
        due = date_format(row.decision.due_on, "j F Y")
        words = _("Tell whether what was decided on “%(said)s” is done. Its day is %(day)s.")
        yield words % {**said, "day": due}
    for one in row.owed:
        if one.is_missed:
            gone = date_format(one.day, "j F Y")
            words = _("What happened to “%(said)s” was never told by %(day)s: it stays decided.")
            yield words % {**said, "day": gone}


def register() -> None:
    """For ready()."""
    register_gate(Stage.THEMING, codebook_chosen, order=40)
    register_gate(Stage.REVIEW, read_by_a_person, order=40)
    register_gate(Stage.REVIEW, coding_signed_off, order=40)
    register_gate(Stage.DECIDED, pack_signed, order=40)
    register_gate(Stage.DECIDED, in_our_own_words, order=41)
    register_gate(Stage.FOLLOWED_UP, all_told, order=40)
    register_words_check(words_for_everyone)
