"""What a pack is made from: every read of the database, a fixed number of them at any size."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from consultations.models import ConsultationPage
from feedback.models import FormVersion, Response
from feedback.review.selectors import room_numbers
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.bodies.selectors import bodies_of
from insights.bodies.told import Body
from insights.findings.concluded import Conclusions, conclusions_of
from insights.models import Codebook, Coding, ReviewPack, Suggestion, Theme
from insights.packs.bank import Quoted, quoted_in, women_of
from insights.packs.method import how_it_was_made
from insights.packs.raised import Raised, Woman, raised_in
from insights.quotes.words import stands_for
from insights.rigour.quiet import decided_voices
from insights.selectors import theming_of, woman_of


@dataclass
class Counted:
    """What decides how much of a pack anyone may read: what it concludes, and who said it."""

    pack: ReviewPack
    concluded: Conclusions
    themes: list[Theme]  # level 1, in use or raised by somebody, in order
    women: list[Woman]
    roots: dict[int, Theme]  # theme → the theme of level 1 above it, by primary key
    previous: ReviewPack | None


@dataclass
class Material(Counted):
    """All that the editions of one pack are worked out from."""

    questions: list[str]
    codebook: Codebook | None
    codes_of: dict[int, set[str]]  # response → codes of level 1
    method: dict[str, Any]
    channels: Counter[str]  # responses, not women
    engines: list[str]
    versions: list[str]  # of the codebook, as codings name them
    quotes: dict[Use, list[Quoted]]  # of the bank, as its findings are told with them
    printable: set[int]  # responses whose words may be printed
    left_out: dict[str, str]  # code of a theme that few raised → why it is left out of the words
    bodies: list[Body]


def gather(pack: ReviewPack) -> Material:
    """Read everything once."""
    page = pack.consultation
    theming = theming_of(page)
    codebook = theming.codebook if theming else None
    raised = raised_in(page, codebook)
    read, rows, roots, codes_of = raised.read, raised.rows, raised.roots, raised.codes_of
    room = room_numbers(page)
    engines = _suggestions(read, codebook)
    women = women_of(
        [(row[0], woman_of(row[0], row[1])) for row in rows],
        room.cases,
        codes_of,
    )
    code_of = {pk: roots[theme.pk].code for pk, theme in stands_for(raised.themes).items()}
    return Material(
        **vars(_counted(pack, raised)),
        questions=_questions(page),
        codebook=codebook,
        codes_of=codes_of,
        method={
            **how_it_was_made(
                theming, page, rows=rows, codings=raised.codings, roots=roots, room=room
            ),
            "responses": len(rows),
            "read": sum(row[6] for row in rows),
            "coded": len(codes_of),
            "suggested": sum(engines.values()),
        },
        channels=Counter(row[2] for row in rows),
        engines=sorted(engines),
        versions=sorted({version for *_, version in raised.codings}),
        quotes=quoted_in(pack, (Use.DESIGN_TEAM, Use.PUBLIC), women, code_of),
        printable={row[0] for row in rows if Use.REPORT in row[5]},
        left_out={
            roots[pk].code: voice.why
            for pk, voice in decided_voices(page).items()
            if pk in roots and not voice.is_kept
        },
        bodies=bodies_of(page, raised.themes),
    )


def counted_of(pack: ReviewPack) -> Counted:
    """No more than decides what anyone may read: nine queries at any size."""
    return _counted(pack, raised_in(pack.consultation, codebook_of(pack.consultation)))


def _counted(pack: ReviewPack, raised: Raised) -> Counted:
    told = {code for codes in raised.codes_of.values() for code in codes}
    shown = {r.pk: r for r in raised.roots.values() if _is_shown(r, told)}
    return Counted(
        pack=pack,
        concluded=conclusions_of(pack),
        themes=sorted(shown.values(), key=lambda theme: theme.order),
        women=raised.women,
        roots=raised.roots,
        previous=last_published(pack),
    )


def _is_shown(theme: Theme, raised: set[str]) -> bool:
    """A retired theme that women raised stays in the numbers: retiring it loses nobody."""
    return theme.status == Theme.Status.ACTIVE or theme.code in raised


def codebook_of(page: ConsultationPage) -> Codebook | None:
    """The codebook that a consultation is coded with, whichever language its page is in."""
    theming = theming_of(page)
    return theming.codebook if theming else None


def _suggestions(read: QuerySet[Response], codebook: Codebook | None) -> dict[str, int]:
    """Engine → how many themes it suggested, faint ones only where somebody decided on them."""
    worth = ~Q(band=Suggestion.Band.FAINT) | Exists(
        Coding.objects.filter(suggestion=OuterRef("pk"))
    )
    found = Suggestion.objects.filter(worth, response__in=read, theme__codebook=codebook)
    return dict(found.order_by().values_list("engine").annotate(Count("pk")))


def _questions(page: ConsultationPage) -> list[str]:
    """What was asked, in English, by the versions that are live or were last."""
    versions = FormVersion.objects.filter(
        form__consultation__translation_key=page.translation_key
    ).order_by("form_id", "number")
    latest = {version.form_id: version for version in versions}
    asked = [q.text.get("en-gb", "") for v in latest.values() for q in v.questionnaire.questions]
    return list(dict.fromkeys(filter(None, asked)))


def allowed_responses(page: ConsultationPage, use: Use) -> set[int]:
    """Responses whose words this use may see now."""
    found = responses_for(use=use, consultation=page).order_by()
    return set(found.values_list("pk", flat=True))


def last_published(pack: ReviewPack) -> ReviewPack | None:
    """The pack of this consultation that the public saw last."""
    return (
        ReviewPack.objects.filter(consultation=pack.consultation_id, outcome__isnull=False)
        .exclude(pk=pack.pk)
        .order_by("-number")
        .first()
    )
