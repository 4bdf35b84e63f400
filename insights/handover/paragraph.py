"""A paragraph with its numbers, to copy: exact for a review, or what the public was told.

The public one says nothing but what the last published pack says, word by word and number by
number (insights.suppression): it is never worked out anew, and never crosses two themes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.selectors import responses_for
from feedback.uses import Use
from insights.models import Coding, ReviewPack, Sample, Theme, Theming
from insights.packs import wording
from insights.packs.editions import STAGE
from insights.packs.trail import version_of
from insights.rigour.blind import hidden_rows
from insights.rigour.quiet import QUIET_BELOW, decided_voices
from insights.rigour.selectors import is_reflexive, last_compared, open_sample_of, samples_of
from insights.rigour.standing import is_signed_off
from insights.selectors import count_women, theming_of
from insights.selectors.progress import codings_that_count
from insights.selectors.women import women
from insights.suppression import Words

MOST = 5  # themes that a paragraph on all of them names
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Paragraph:
    """Words to copy; or none, and why."""

    text: str
    why_none: str = ""

    @property
    def rows(self) -> int:
        """Lines of a field that shows it whole, at the width of a page."""
        return 2 + len(self.text) // 70


# -- review: exact


def exact_paragraph(
    consultation: ConsultationPage, theme: Theme | None = None, *, reader: User | None = None
) -> Paragraph:
    """Exact numbers, for a review: of one theme, or of those that most women spoke of. None for a
    reader who codes a sample of it blind: they would tell her what others gave."""
    if reader and open_sample_of(consultation, reader):
        return Paragraph(
            "",
            _(
                "You are coding a sample of this consultation by yourself. Exact numbers come when "
                "both codings are compared."
            ),
        )
    theming = theming_of(consultation)
    if theming is None:
        return Paragraph("", _("Choose a codebook for this consultation first."))
    given = codings_that_count(consultation).order_by()
    answered = count_women(
        responses_for(use=Use.READING_TEAM, consultation=consultation).order_by()
    )
    coded, of_theme = _women(given, theme)
    if not coded:
        return Paragraph("", _("No response is coded yet, so there are no numbers."))
    counted = {"coded": coded, "answered": answered, "codebook": theming.codebook}
    base = ngettext(
        "Of the %(answered)d woman who answered, the words of %(coded)d were given themes "
        "(codebook %(codebook)s).",
        "Of the %(answered)d women who answered, the words of %(coded)d were given themes "
        "(codebook %(codebook)s).",
        answered,
    )
    said = _one(theme, of_theme, coded) if theme else _largest(consultation, given, coded)
    parts = [base % counted, said, _method(consultation, theming, theme), _signed(consultation)]
    return Paragraph(" ".join(part for part in parts if part))


def _women(given: QuerySet[Coding], theme: Theme | None) -> tuple[int, int]:
    """Women who were given any theme, and those who were given this one or a sub-theme of it."""
    of_theme = Q(theme=theme) | Q(theme__parent=theme) if theme else Q()
    alone = Q(response__visit_hash=None)
    visits = Count("response__visit_hash", distinct=True, filter=of_theme)
    rows = Count("response", distinct=True, filter=of_theme & alone)
    counted = given.aggregate(n=women("response__"), here=visits + rows)
    return int(counted["n"]), int(counted["here"])


def _one(theme: Theme, number: int, coded: int) -> str:
    told = {"number": number, "coded": coded, "share": _share(number, coded), "theme": theme.name}
    said = ngettext(
        "%(number)d of these %(coded)d (%(share)d%%) spoke of “%(theme)s”.",
        "%(number)d of these %(coded)d (%(share)d%%) spoke of “%(theme)s”.",
        number,
    )
    return said % told


def _largest(consultation: ConsultationPage, given: QuerySet[Coding], coded: int) -> str:
    """Themes of level 1 that most women spoke of, one that few raised, and how many more there
    are: who ranks by number alone hears the loudest."""
    columns = ("axis", "order", "pk", "name")
    counts = given.values_list(
        *(Coalesce(f"theme__parent__{of}", f"theme__{of}") for of in columns)
    ).annotate(n=women("response__"))
    found = [(-n, order, pk, name) for axis, order, pk, name, n in counts if axis != STAGE]
    every = sorted(found or [(-n, order, pk, name) for _axis, order, pk, name, n in counts])
    named, rest = every[:MOST], every[MOST:]
    most = _("Most often these %(coded)d spoke of %(themes)s.") % {
        "coded": coded,
        "themes": _joined([_counted(name, -n, coded) for n, _order, _pk, name in named]),
    }
    left_out = {pk for pk, told in decided_voices(consultation).items() if not told.is_kept}
    quiet = [row for row in rest if -row[0] < QUIET_BELOW and row[2] not in left_out][-1:]
    few = [_quiet(name, -n, coded) for n, _order, _pk, name in quiet]
    return " ".join([most, *few, *_more(len(rest) - len(quiet))])


def _counted(name: str, number: int, coded: int) -> str:
    told = {"theme": name, "number": number, "share": _share(number, coded)}
    return _("“%(theme)s” (%(number)d, %(share)d%%)") % told


def _quiet(name: str, number: int, coded: int) -> str:
    told = {"theme": name, "number": number, "coded": coded}
    return _("Few raised “%(theme)s” (%(number)d of %(coded)d): a quiet voice.") % told


def _more(number: int) -> list[str]:
    more = ngettext(
        "%(number)d more theme was raised.", "%(number)d more themes were raised.", number
    )
    return [more % {"number": number}] if number else []


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole)


def _joined(names: list[str]) -> str:
    *first, last = names
    return (
        _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last
    )


def _method(consultation: ConsultationPage, theming: Theming, theme: Theme | None) -> str:
    """By how many people, and how far they agreed; no number of agreement where none is meant."""
    coders = _coders(consultation, theming)
    by = ngettext("One person coded.", "%(number)d people coded.", coders) % {"number": coders}
    if is_reflexive(theming):
        return _("%(by)s It is one reading, told with its standpoint.") % {"by": by}
    sample = last_compared(consultation)
    return f"{by} {_agreement(sample, theme)}" if sample and sample.agreement else by


def _coders(consultation: ConsultationPage, theming: Theming) -> int:
    """How many people coded, without what somebody codes blind and is not compared yet."""
    codings = Coding.objects.filter(
        response__version__form__consultation__translation_key=consultation.translation_key,
        theme__codebook=theming.codebook_id,
    ).exclude(decision=Coding.Decision.AGREED)
    going_on = samples_of(consultation).filter(compared_on=None).first()
    if going_on:
        hidden = hidden_rows(going_on.second).order_by().values("pk")
        codings = codings.exclude(coder=going_on.second, response__in=hidden)
    return codings.order_by().values("coder").distinct().count()


def _agreement(sample: Sample, theme: Theme | None) -> str:
    stored: Any = sample.agreement
    found = stored["themes"].get(str(theme.pk), {}).get("alpha") if theme else stored["sets"]
    number = {"number": stored["n"]}
    told = ngettext(
        "%(number)d response, drawn at random, was coded by two people, blind",
        "%(number)d responses, drawn at random, were coded by two people, blind",
        stored["n"],
    )
    said = told % number
    if not found:
        return f"{said}."
    measured = {"said": said, "alpha": _as_written(found["value"]), "interval": _interval(found)}
    if theme:
        return (
            _("%(said)s: Krippendorff's alpha for this theme %(alpha)s (%(interval)s).") % measured
        )
    return _("%(said)s: Krippendorff's alpha %(alpha)s (%(interval)s).") % measured


def _interval(measured: Mapping[str, float | None]) -> str:
    low, high = measured["low"], measured["high"]
    if low is None or high is None:
        return _("no interval: too few responses carry it")
    told = {"low": _as_written(low), "high": _as_written(high)}
    return _("95%% interval %(low)s to %(high)s") % told


def _as_written(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1)  # as the field writes it


def _signed(consultation: ConsultationPage) -> str:
    if is_signed_off(consultation):
        return _("The coding is signed off.")
    return _("The coding is not signed off yet.")


# -- public: as it was published


def public_paragraph(consultation: ConsultationPage, theme: Theme | None = None) -> Paragraph:
    """What the last published pack told anyone, as a paragraph."""
    pack = _published(consultation)
    if pack is None:
        return Paragraph(
            "",
            _(
                "There are no public numbers yet: no review pack of this consultation is "
                "published. Sign its coding off, sign a pack and publish it; then they stand here."
            ),
        )
    edition = pack.editions["public"]
    said = _public_theme(edition, theme) if theme else _public_themes(edition)
    if not said:
        return Paragraph(
            "",
            _(
                "Nothing was published on this theme: the public edition counts themes of the "
                "first level alone, those that were there when the pack was signed."
            ),
        )
    answered = _("%(women)s answered.") % {"women": wording.about(edition["total"])}
    return Paragraph(f"{_capital(answered)} {said} {_source(pack)}")


def _published(consultation: ConsultationPage) -> ReviewPack | None:
    key = consultation.translation_key
    packs = ReviewPack.objects.filter(consultation__translation_key=key, outcome__isnull=False)
    return packs.select_related("outcome").order_by("-number").first()


def _public_theme(edition: Row, theme: Theme) -> str:
    rows = [row for axis in edition["axes"] for row in axis["rows"] if row["code"] == theme.code]
    return _public_sentence(rows) if rows else ""


def _public_themes(edition: Row) -> str:
    """Themes that more than a few spoke of, the largest first, those of one share together."""
    rows = wording.theme_rows(dict(edition))
    shown = [row for row in rows if row["words"] != Words.FEW_OR_NONE][:MOST]
    if not shown:
        return _("On no theme can a number be told without pointing to somebody.")
    alike = groupby(shown, key=lambda row: row["words"])
    return " ".join(_public_sentence(list(group)) for _words, group in alike)


def _public_sentence(rows: Sequence[Row]) -> str:
    """A sentence on themes that share their words: many, some, a few."""
    how_many = _capital(wording.share_words(rows[0]["words"]))
    themes = _joined([_public_name(row) for row in rows])
    return _("%(how_many)s spoke of %(themes)s.") % {"how_many": how_many, "themes": themes}


def _public_name(row: Row) -> str:
    if row["number"] is None:
        return _("“%(theme)s”") % {"theme": row["name"]}
    told = {"theme": row["name"], "number": row["number"], "share": row["share"]}
    return _("“%(theme)s” (about %(number)d women, %(share)d%%)") % told


def _source(pack: ReviewPack) -> str:
    assert pack.outcome is not None
    told = _("Published as version %(version)s on %(day)s. Numbers are rounded to 5.")
    day = date_format(pack.outcome.published_on, "j F Y")
    return told % {"version": version_of(pack, "public"), "day": day}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
