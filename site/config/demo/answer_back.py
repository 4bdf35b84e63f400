"""The demo's last part: themes decided, a pack signed and published, the loop closed."""

from accounts.models import User
from config.demo import story
from config.demo.ground import day
from config.demo.voices import Voice
from consultations.models import ConsultationPage
from feedback.models import Response
from insights.codebook.files import SHIPPED, read_codebook
from insights.models import Codebook, PackDecision, Suggestion, Theme
from insights.packs.services import Notes, publish_pack, save_draft, sign_pack, start_pack
from insights.services import (
    accept_suggestion,
    add_coding,
    choose_codebook,
    import_codebook,
    mark_read,
    reject_suggestion,
)
from insights.services.runs import ask_for_run, carry_out_run

NOTES = Notes(
    tensions=(
        "One worker for everything, or a worker who has nothing to do with the reports that are "
        "written about you: women told us both."
    ),
    recommendations=(
        "Pay for the other six flats. The council's cabinet decides on it in spring.\n\n"
        "Put women who have been there on the panel that chooses staff. The women's centre can "
        "do that now."
    ),
)


def make_codebook() -> Codebook:
    return import_codebook(draft=read_codebook(SHIPPED))


def suggest(consultation: ConsultationPage, codebook: Codebook) -> None:
    choose_codebook(consultation=consultation, codebook=codebook, by=None)
    carry_out_run(run=ask_for_run(consultation=consultation, by=None, queued=False))


def code_as(facilitator: User, voices: dict[int, Voice], codebook: Codebook, share: float) -> None:
    """Decide on a share of the responses as the gold codes say, and note them as read."""
    themes = {theme.code: theme for theme in codebook.themes.filter(parent=None)}
    ids = sorted(voices)[: round(len(voices) * share)]
    for response in Response.objects.filter(pk__in=ids):
        row = voices[response.pk].row
        decide(facilitator, response, {*row["themes_l1"], *row["stages_l1"]}, themes)


def decide(
    facilitator: User, response: Response, codes: set[str], themes: dict[str, Theme]
) -> None:
    """Accept suggestions that the gold codes hold, turn others down, add what is missing."""
    suggested = set()
    for suggestion in Suggestion.objects.filter(response=response).select_related("theme"):
        suggested.add(suggestion.theme.code)
        if suggestion.theme.code in codes:
            accept_suggestion(suggestion=suggestion, by=facilitator)
        else:
            reject_suggestion(suggestion=suggestion, by=facilitator)
    for code in sorted(codes - suggested):
        if code in themes:
            add_coding(response=response, theme=themes[code], by=facilitator)
    mark_read(response=response, by=facilitator)


def close_the_loop(facilitator: User, consultation: ConsultationPage, codebook: Codebook) -> None:
    """Draft, sign and publish the pack, with the three kinds of answer and women's own words."""
    pack = start_pack(consultation=consultation, by=facilitator)
    themes = {theme.code: theme for theme in codebook.themes.all()}
    decisions = [
        PackDecision(
            theme=themes[row["theme"]],
            you_said=row["you_said"],
            answer=row["answer"],
            what=row["what"],
            because=row["because"],
            owner=row["owner"],
            due_on=day(row["due"]),
        )
        for row in story.DECISIONS
    ]
    pack = save_draft(pack=pack, by=facilitator, decisions=decisions, notes=NOTES, **story.PACK)
    publish_pack(pack=sign_pack(pack=pack, by=facilitator), by=facilitator)
