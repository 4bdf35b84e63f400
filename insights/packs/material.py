"""What a pack is made from: every read of the database, a fixed number of them at any size."""

from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from consultations.models import ConsultationPage
from feedback.models import FormVersion, Response
from feedback.review.selectors import with_a_case
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.models import (
    Codebook,
    Coding,
    PackDecision,
    Reading,
    ReviewPack,
    Suggestion,
    Theme,
    Theming,
)
from insights.rigour.quiet import decided_voices
from insights.selectors import woman_of
from insights.selectors.progress import APPLIES


@dataclass(frozen=True)
class Words:
    """An answer that a use allows to be quoted."""

    response: int
    woman: Hashable
    text: str
    language: str


@dataclass
class Woman:
    """One woman: all rows of her visit, counted once. `themes` are codes of level 1."""

    channel: str = ""
    language: str = ""
    themes: set[str] = field(default_factory=set)


@dataclass
class Material:
    """All that the editions of one pack are worked out from."""

    pack: ReviewPack
    decisions: list[PackDecision]
    questions: list[str]
    codebook: Codebook | None
    themes: list[Theme]  # level 1, in use or raised by somebody, in order
    women: list[Woman]
    codes_of: dict[int, set[str]]  # response → codes of level 1
    method: dict[str, int]
    channels: Counter[str]  # responses, not women
    engines: list[str]
    versions: list[str]  # of the codebook, as codings name them
    quotable: dict[Use, list[Words]]
    printable: set[int]  # responses whose words may be printed
    left_out: dict[str, str]  # code of a theme that few raised → why it is left out of the words
    previous: ReviewPack | None


def gather(pack: ReviewPack) -> Material:
    """Read everything once."""
    page = pack.consultation
    codebook = codebook_of(page)
    roots = _roots(codebook)
    read = responses_for(use=Use.READING_TEAM, consultation=page).order_by()
    rows = list(read.values_list("pk", "visit_hash", "channel", "language", "week", "uses"))
    cases = with_a_case(row[0] for row in rows)
    codings = list(
        Coding.objects.filter(response__in=read, theme__codebook=codebook)
        .order_by()
        .values_list(
            *("response_id", "theme_id", "coder_id", "decision", "counts", "codebook_version")
        )
    )
    codes_of = _codes_of(codings, roots)
    raised = {code for codes in codes_of.values() for code in codes}
    engines = _suggestions(read, codebook)
    return Material(
        pack=pack,
        decisions=list(pack.decisions.select_related("theme")),
        questions=_questions(page),
        codebook=codebook,
        themes=sorted(
            {r.pk: r for r in roots.values() if _is_shown(r, raised)}.values(),
            key=lambda theme: theme.order,
        ),
        women=_women(rows, codes_of),
        codes_of=codes_of,
        method={
            **_method(codings),
            "responses": len(rows),
            "read": Reading.objects.filter(response__in=read).values("response").distinct().count(),
            "coded": len(codes_of),
            "suggested": sum(engines.values()),
        },
        channels=Counter(row[2] for row in rows),
        engines=sorted(engines),
        versions=sorted({version for *_, version in codings}),
        quotable={
            use: [words for words in _words(page, use) if words.response not in cases]
            for use in (Use.DESIGN_TEAM, Use.PUBLIC)
        },
        printable={row[0] for row in rows if Use.REPORT in row[5]},
        left_out={
            roots[pk].code: voice.why
            for pk, voice in decided_voices(page).items()
            if pk in roots and not voice.is_kept
        },
        previous=last_published(pack),
    )


def _is_shown(theme: Theme, raised: set[str]) -> bool:
    """A retired theme that women raised stays in the numbers: retiring it loses nobody."""
    return theme.status == Theme.Status.ACTIVE or theme.code in raised


def codebook_of(page: ConsultationPage) -> Codebook | None:
    """The codebook that a consultation is coded with, whichever language its page is in."""
    theming = (
        Theming.objects.filter(consultation__translation_key=page.translation_key)
        .select_related("codebook")
        .first()
    )
    return theming.codebook if theming else None


def _roots(codebook: Codebook | None) -> dict[int, Theme]:
    """Theme → the theme of level 1 above it, by primary key."""
    themes = {t.pk: t for t in codebook.themes.all()} if codebook else {}

    def root(theme: Theme) -> Theme:
        while theme.parent_id is not None:
            theme = themes[theme.parent_id]
        return theme

    return {pk: root(theme) for pk, theme in themes.items()}


Row = tuple[int, bytes | memoryview | None, str, str, date, Any]


def _women(rows: list[Row], codes_of: dict[int, set[str]]) -> list[Woman]:
    """Rows of one visit are one woman; her last row says how and in which language."""
    women: dict[Hashable, Woman] = {}
    for pk, visit, channel, language, _week, _ in sorted(rows, key=lambda row: (row[4], row[0])):
        woman = women.setdefault(woman_of(pk, visit), Woman())
        woman.channel, woman.language = channel, language
        woman.themes |= codes_of.get(pk, set())
    return list(women.values())


Decided = tuple[int, int, int, str, bool, str]


def _codes_of(codings: list[Decided], roots: dict[int, Theme]) -> dict[int, set[str]]:
    """Response → codes of level 1 that at least one person said apply, or that two agreed on."""
    codes: dict[int, set[str]] = defaultdict(set)
    for response, theme, _, decision, counts, _ in codings:
        if decision in APPLIES and counts:
            codes[response].add(roots[theme].code)
    return dict(codes)


def _method(codings: list[Decided]) -> dict[str, int]:
    """What people decided, by response and theme, for "limits and method"."""
    pairs: dict[str, set[tuple[int, int]]] = defaultdict(set)
    coders: dict[int, set[int]] = defaultdict(set)
    for response, theme, coder, decision, *_ in codings:
        pairs[decision].add((response, theme))
        if decision != Coding.Decision.AGREED:  # who settled it may have coded neither time
            coders[response].add(coder)
    accepted = pairs[Coding.Decision.ACCEPTED]
    return {
        "accepted": len(accepted),
        "added": len(pairs[Coding.Decision.ADDED] - accepted),
        "rejected": len(pairs[Coding.Decision.REJECTED] - accepted),
        "coded_by_two": sum(len(people) > 1 for people in coders.values()),
    }


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


def _words(page: ConsultationPage, use: Use) -> list[Words]:
    """Texts that a use allows, through the one door."""
    answers = answers_for(use=use, consultation=page).exclude(text="").order_by()
    found = answers.values_list("response_id", "response__visit_hash", "text", "response__language")
    return [
        Words(response, woman_of(response, visit), text.strip(), language)
        for response, visit, text, language in found
    ]


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
