"""Responses that no theme explains, and the themes proposed for them. Exact, for named staff."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.languages import guess_language
from feedback.models import Response
from feedback.selectors import answers_for, responses_for
from feedback.uses import Use
from insights.analysis.enough import FEWEST, FEWEST_TEXTS
from insights.models import Coding, Proposal, ProposalMember, ProposalQuote, Suggestion
from insights.rigour.blind import hidden_from
from insights.selectors.progress import POSITIVE, theming_of
from insights.selectors.queue import open_suggestions
from insights.selectors.women import leading, with_a_part_in, woman_of

# Among the words of a suggestion, one that is a cue: what the model weighed has an empty one.
A_CUE = r'"cue": "[^"]'
ENGLISH_OR_UNSURE = ("en", "")
APART = "\n\n"  # between two answers, so that no sentence runs from one into the other


@dataclass(frozen=True)
class Piece:
    """One answer within a woman's text, and the character at which it begins there."""

    response: int
    answer: int
    translated: bool
    begins: int


@dataclass
class Unexplained:
    """All that a woman said in a consultation; a person's translation in place of her own words."""

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def add(self, response: int, answer: int, said: str, *, translated: bool) -> None:
        """Append an answer."""
        self.text += APART if self.text else ""
        self.pieces.append(Piece(response, answer, translated, len(self.text)))
        self.text += said

    def piece_at(self, character: int) -> Piece:
        """The answer that this character of the text is in."""
        return [piece for piece in self.pieces if piece.begins <= character][-1]


@dataclass(frozen=True)
class ShownQuote:
    """A central sentence as it stands in the redacted text now, and the response it is from."""

    response: int
    text: str
    language: str


@dataclass(frozen=True)
class ShownProposal:
    """A proposal as the screen shows it: how many women, and their sentences."""

    proposal: Proposal
    women: int
    quotes: list[ShownQuote]


def unexplained(consultation: ConsultationPage, reader: User | None = None) -> QuerySet[Response]:
    """Of each woman whom no theme of the codebook explains, the row that she sent last.

    A theme explains her if a person gave it, or if a cue suggests it and nobody turned that down.
    What the model suggests by likeness alone doesn't: it always finds the most likely theme. For a
    reader: without what she codes blind.
    """
    rows = responses_for(use=Use.READING_TEAM, consultation=consultation)
    theming = theming_of(consultation)
    if theming is None:
        return rows.none()
    codebook = theming.codebook_id
    suggestions = open_suggestions(Suggestion.objects.filter(theme__codebook=codebook))
    by_cues = suggestions.annotate(said=Cast("words", TextField())).filter(said__regex=A_CUE)
    suggested = by_cues.filter(response=OuterRef("pk"))
    coded = Coding.objects.filter(POSITIVE, theme__codebook=codebook, response=OuterRef("pk"))
    explained = rows.filter(Q(Exists(suggested)) | Q(Exists(coded)))
    hers = leading(rows).exclude(pk__in=hidden_from(reader)) if reader else leading(rows)
    return hers.filter(~with_a_part_in(explained)).order_by("pk")


def unexplained_texts(consultation: ConsultationPage) -> list[Unexplained]:
    """What each of these women said, in an order that stays; women without words are left out.

    What is in another language than English waits for a person's translation: put together by its
    commonest words, every language would be a theme.
    """
    who = unexplained(consultation).values_list("pk", "visit_hash")
    wanted = {woman_of(pk, visit) for pk, visit in who}
    answers = answers_for(use=Use.READING_TEAM, consultation=consultation).exclude(text="")
    columns = answers.order_by("response_id", "pk").values_list(
        "response_id", "response__visit_hash", "pk", "text", "translation"
    )
    found: dict[Hashable, Unexplained] = defaultdict(Unexplained)
    for response, visit, pk, text, translation in columns.iterator(chunk_size=500):
        woman = woman_of(response, visit)
        if woman in wanted and (translation or guess_language(text) in ENGLISH_OR_UNSURE):
            found[woman].add(response, pk, translation or text, translated=bool(translation))
    return list(found.values())


def proposals_for(consultation: ConsultationPage, *states: str) -> QuerySet[Proposal]:
    """Proposals for the codebook that the consultation is coded with, whichever language its page
    is in. A proposal for another codebook waits until that one is chosen again."""
    theming = theming_of(consultation)
    rows = Proposal.objects.filter(
        consultation__translation_key=consultation.translation_key,
        codebook=theming.codebook_id if theming else None,
    )
    if states:
        rows = rows.filter(state__in=states)
    return rows.select_related("consultation", "codebook", "theme", "decided_by")


def members_of(proposal: Proposal) -> QuerySet[Response]:
    """Rows of the women behind a proposal whose words were not taken back."""
    rows = responses_for(use=Use.READING_TEAM, consultation=proposal.consultation)
    return rows.filter(pk__in=proposal.memberships.values("response"))


def shown(proposals: Iterable[Proposal]) -> list[ShownProposal]:
    """Proposals with their numbers and quotes, the largest first, without those whom fewer than
    FEWEST women are left of: words may be taken back before the sweep deletes them."""
    listed = list(proposals)
    women, quotes = _women(listed), _quotes(listed)
    counted = [ShownProposal(one, len(women[one.pk]), quotes[one.pk]) for one in listed]
    enough = [one for one in counted if one.women >= FEWEST]
    return sorted(enough, key=lambda one: (-one.women, one.proposal.pk))


def _women(proposals: list[Proposal]) -> dict[int, set[Hashable]]:
    """Proposal → the women behind it whose words were not taken back."""
    found: dict[int, set[Hashable]] = defaultdict(set)
    members = ProposalMember.objects.filter(
        proposal__in=proposals, response__in=responses_for(use=Use.READING_TEAM)
    )
    columns = members.values_list("proposal_id", "response_id", "response__visit_hash")
    for proposal, response, visit in columns:
        found[proposal].add(woman_of(response, visit))
    return found


def _quotes(proposals: list[Proposal]) -> dict[int, list[ShownQuote]]:
    places = list(ProposalQuote.objects.filter(proposal__in=proposals).order_by("pk"))
    answers = answers_for(use=Use.READING_TEAM, responses=[place.response_id for place in places])
    columns = answers.values_list("pk", "text", "translation", "language", "response__language")
    said = {pk: rest for pk, *rest in columns}
    quotes: dict[int, list[ShownQuote]] = defaultdict(list)
    for place in places:
        if place.answer in said:
            text, translation, language, of_form = said[place.answer]
            words = (translation if place.translated else text)[place.start : place.end]
            spoken = "en-gb" if place.translated else language or of_form
            quotes[place.proposal_id].append(ShownQuote(place.response_id, words, spoken))
    return quotes


def too_few(number: int) -> int:
    """How many more women a look for new themes needs; 0 when there are enough."""
    return max(FEWEST_TEXTS - number, 0)
