"""A consultation in which something of everything was done, in bulk: few of each, or many."""

from django.utils import timezone

from accounts.models import User
from consultations.bodies.models import BodyForm
from consultations.models import ConsultationPage
from feedback.models import Form, Response
from feedback.review.models import Invite
from feedback.sealing import random_id
from feedback.selectors import answers_for
from feedback.services import ReadResponse, record_responses
from feedback.uses import Use
from insights.bodies.models import BodyTheme
from insights.codebook.changes import add_theme, name_in_area
from insights.models import (
    CaseSummary,
    Codebook,
    Coding,
    HandOver,
    Mark,
    Memo,
    Passage,
    Proposal,
    Reading,
    Sample,
    SampleMember,
    Settlement,
    Share,
    SignOff,
    Suggestion,
    SuggestionRun,
    Theme,
    VoiceTarget,
)
from insights.rigour.measuring import measure_sample
from insights.rigour.signed import under_now
from tests.factories.bodies import make_body, make_body_form
from tests.factories.feedback import make_payload
from tests.factories.packs import HOUSING, MONEY
from tests.factories.proposals import make_proposal
from tests.factories.themes import theme_of

COURT, UNSAFE = "stage.court", "need.housing.unsafe"
ALL_USES = [use.value for use in Use if use is not Use.READING_TEAM]
GIVEN = ((HOUSING, COURT), (HOUSING,), (UNSAFE,), (MONEY,), (), (HOUSING, MONEY))


class Busy:
    """A consultation that `first` reads and `second` codes again, with all that hangs on it."""

    def __init__(self, form: Form, first: User, second: User) -> None:
        self.form, self.first, self.second = form, first, second
        self.page: ConsultationPage = form.consultation
        self.today = timezone.localdate()
        self.compared = self._sample(compared=True)
        self.open = self._sample(compared=False)
        SuggestionRun.objects.create(
            consultation=self.page,
            state=SuggestionRun.State.DONE,
            started_on=self.today,
            ended_on=self.today,
        )

    def grow(self, number: int) -> list[Response]:
        """This many more women, and as much more of all else."""
        rows = self._answers(number)
        self._code(rows)
        self._note(rows)
        self._double(rows[: number // 2])
        self._propose(rows[number // 2 :])
        self._hand_over(rows)
        self._around(number)
        self._hear_bodies(number)
        return rows

    def _answers(self, number: int) -> list[Response]:
        read = []
        for place in range(number):
            said = f"There was no money and the hostel had no room for us, number {place}."
            visit = "" if place % 3 else _hash().hex()
            payload = make_payload(
                self.form, said, receipt_hash=_hash().hex(), uses=ALL_USES, visit_hash=visit
            )
            read.append(ReadResponse(payload, _hash(), payload.answers))
        rows = record_responses(responses=read)
        Reading.objects.bulk_create(
            Reading(response=row, reader=self.first, read_on=self.today) for row in rows[::2]
        )
        return rows

    def _code(self, rows: list[Response]) -> None:
        themes = {theme.code: theme for theme in self.codebook.themes.all()}
        facts = {"codebook_version": self.codebook.version}
        Coding.objects.bulk_create(
            Coding(
                response=row,
                theme=themes[code],
                coder=self.first,
                decision=Coding.Decision.ADDED,
                coded_on=self.today,
                **facts,
            )
            for place, row in enumerate(rows)
            for code in GIVEN[place % len(GIVEN)]
        )
        turned_down = [row for place, row in enumerate(rows) if not GIVEN[place % len(GIVEN)]]
        Coding.objects.bulk_create(
            Coding(
                response=row,
                theme=themes[HOUSING],
                coder=self.first,
                decision=Coding.Decision.REJECTED,
                coded_on=self.today,
                **facts,
            )
            for row in turned_down
        )
        bands = list(Suggestion.Band)
        Suggestion.objects.bulk_create(
            Suggestion(
                response=row,
                theme=theme,
                band=bands[place % len(bands)],
                nearest=rows[place - 1],
                engine="test",
                **facts,
            )
            for row in rows
            for place, theme in enumerate(themes.values())
        )

    def _note(self, rows: list[Response]) -> None:
        """Memos, marks, passages, shares and summaries."""
        housing = theme_of(HOUSING)
        of_theme = {"consultation": self.page, "author": self.first, "written_on": self.today}
        memos = [Memo(response=row, text="Look again.", **of_theme) for row in rows]
        memos += [Memo(theme=housing, text="Wide.", **of_theme) for _ in rows]
        memos += [Memo(text="So far.", **of_theme) for _ in rows]
        Memo.objects.bulk_create(memos)
        Mark.objects.bulk_create(
            Mark(response=row, kind=kind, by=self.first, marked_on=self.today)
            for row in rows
            for kind in Mark.Kind
        )
        answers = answers_for(use=Use.READING_TEAM, responses=[row.pk for row in rows])
        places = dict(answers.values_list("response_id", "pk"))
        codings = Coding.objects.filter(response__in=rows, decision=Coding.Decision.ADDED)
        Passage.objects.bulk_create(
            Passage(coding=coding, answer=places[coding.response_id], start=0, end=30)
            for coding in codings
        )
        CaseSummary.objects.bulk_create(
            CaseSummary(
                response_id=coding.response_id,
                theme_id=coding.theme_id,
                text="No room.",
                written_by=self.first,
                written_on=self.today,
            )
            for coding in codings
        )
        Share.objects.bulk_create(
            Share(response=row, coder=(self.first, self.second)[place % 2], shared_on=self.today)
            for place, row in enumerate(rows)
        )

    def _sample(self, *, compared: bool) -> Sample:
        return Sample.objects.create(
            consultation=self.page,
            second=self.second,
            drawn_by=self.first,
            drawn_on=self.today,
            drawn_from=1,
            compared_on=self.today if compared else None,
            codebook=self.codebook,
        )

    def _double(self, rows: list[Response]) -> None:
        """Half of these were compared, one of them coded alike, and some settled; half are being
        coded blind."""
        half = len(rows) // 2
        alike, settled = rows[1], [rows[0], *rows[2 : half - 1]]
        for sample, some in ((self.compared, rows[:half]), (self.open, rows[half:])):
            SampleMember.objects.bulk_create(
                SampleMember(sample=sample, response=row, is_done=sample is self.compared)
                for row in some
            )
        Coding.objects.bulk_create(
            Coding(
                response=row,
                theme=theme_of(HOUSING if row is alike else MONEY),
                coder=self.second,
                decision=Coding.Decision.ADDED,
                counts=False,
                codebook_version=self.codebook.version,
                coded_on=self.today,
            )
            for row in rows[:half]
        )
        Coding.objects.bulk_create(
            Coding(
                response=row,
                theme=theme_of(MONEY),
                coder=self.first,
                decision=Coding.Decision.AGREED,
                codebook_version=self.codebook.version,
                coded_on=self.today,
            )
            for row in settled
        )
        Settlement.objects.bulk_create(
            Settlement(
                response=row,
                codebook=self.codebook,
                settled_by=self.first,
                settled_on=self.today,
                why="We talked.",
            )
            for row in settled
        )
        measure_sample(self.compared.pk)

    def _propose(self, rows: list[Response]) -> None:
        """Proposals that wait, and such as were decided on."""
        for place, state in enumerate((*Proposal.State, Proposal.State.OPEN)):
            facts = {"state": state, "name": f"Buses {place}"}
            if state != Proposal.State.OPEN:
                facts |= {"decided_by": self.first, "decided_on": self.today}
            make_proposal(rows[:6], **facts)

    def _hand_over(self, rows: list[Response]) -> None:
        for use in (Use.DESIGN_TEAM, Use.REPORT):
            made = HandOver.objects.create(
                consultation=self.page,
                kind=HandOver.Kind.QDPX,
                use=use.value,
                why="For the board.",
                held_by="Board",
                made_by=self.first,
                made_on=self.today,
                women=len(rows),
                sent=len(rows),
            )
            made.responses.set(rows)

    def _around(self, number: int) -> None:
        """What staff did to the codebook, whom they wanted to hear, and steps that were taken."""
        place = Theme.objects.count()
        more = add_theme(codebook=self.codebook, by=self.first, axis="need", name=f"More {place}")
        name_in_area(theme=more, area=self.page.area, by=self.first, name=f"Here {place}")
        invite = Invite.objects.create(
            area=self.page.area, group=f"Group {place}", code=f"CODE-{place:04}", made_on=self.today
        )
        VoiceTarget.objects.create(consultation=self.page, invite=invite, wanted=number)
        for step in ("coded", "signed"):
            SignOff.objects.create(
                consultation=self.page,
                step=step,
                by=self.first,
                name="Ann",
                made_on=self.today,
                under=dict(under_now(self.page)),
            )

    def _hear_bodies(self, number: int) -> None:
        """Organisations too, half of them read and given a theme."""
        if not BodyForm.objects.filter(consultation=self.page).exists():
            make_body_form(self.page)
        for place in range(number):
            answer = make_body(self.page, read=place % 2 == 0, named=place % 4 == 0)
            if place % 2 == 0:
                BodyTheme.objects.create(
                    answer=answer, theme=theme_of(HOUSING), given_on=self.today
                )

    @property
    def codebook(self) -> Codebook:
        found: Codebook = self.page.theming.codebook
        return found


def _hash() -> bytes:
    return random_id().to_bytes(32, "big")
