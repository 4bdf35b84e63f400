"""Words taken back are gone for every reader: at once, after the sweep, and after a restore.

Each reader of words is a row of one table, and each is seen to show them first.
"""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from consultations.models import Outcome
from consultations.selectors import shown_quotes
from core.models import Area
from feedback.consent import change_uses, standing
from feedback.exporting.gathering import gather
from feedback.intake.models import IntakeKey, ReceiptAct, SealedResponse
from feedback.keys import create_key, current_key, destroy_private_half
from feedback.models import Form, Response
from feedback.review.backups import services as backups
from feedback.review.backups.folders import MANIFEST
from feedback.review.models import SafeguardingCase, WaitingResponse
from feedback.review.selectors import find_batch, queues_for
from feedback.review.services import complete_review, open_batch
from feedback.review.sweep import keep_buried
from feedback.review.tombstones import noted_uses, tombstones
from feedback.selectors import answers_for, responses_for
from feedback.services import submit_response
from feedback.slips import find_slip, open_slip
from feedback.uses import Use
from insights.handover.cards import ThemeQuotes, quotes_by_theme
from insights.models import Coding, Mark, Reading, ReviewPack
from insights.packs.selectors import build_editions
from insights.packs.services import publish_pack
from insights.services import suggest_themes
from tests.factories.feedback import make_payload
from tests.factories.packs import HOUSING, draft_of, make_coded, signed_pack
from tests.factories.themes import theme_of, use_codebook
from tests.feedback.review.conftest import sweep_now
from tests.feedback.review.test_sweep import take_back
from tests.fixtures.story import StaffClient
from tests.insights.handover.coded import csv_of, files, qdpx_of
from tests.leftovers import hits

MARK = "kittiwake-7f3a"
READ = f"The hostel had no room for my kids, {MARK}."
CROWD = 50
URGENT = f"he said he will kill me tonight {MARK}"
Staff = Callable[..., StaffClient]


class Story:
    """Two women's words: one read, coded and quoted; one urgent and in a reader's batch."""

    def __init__(self, form: Form, area: Area, staff: Staff) -> None:
        self.form = form
        self.reviewer, self.lead = staff("reviewer", area), staff("safeguarding_lead", area)
        self.facilitator = staff("facilitator", area)
        use_codebook(form.consultation)
        for _ in range(CROWD):  # of fewer nothing is quoted in public
            make_coded(form, self.facilitator.user, HOUSING)
        self.codes = [
            self.send("read", READ, uses=[use.value for use in Use if use is not Use.READING_TEAM])
        ]
        sweep_now()
        self.read_one()
        self.codes.append(self.send("urgent", URGENT))
        sweep_now()
        batch = open_batch(user=self.reviewer.user, area=area)
        assert batch is not None
        self.batch = batch.pk
        self.waiting = WaitingResponse.objects.get(batch=batch).pk
        self.case = SafeguardingCase.objects.get().pk

    def send(self, visit: str, text: str, **more: Any) -> str:
        return submit_response(payload=make_payload(self.form, text, **more), visit=visit)

    def read_one(self) -> None:
        user, facilitator = self.reviewer.user, self.facilitator.user
        batch = open_batch(user=user, area=self.form.consultation.area)
        waiting = WaitingResponse.objects.get(batch=batch)
        response = complete_review(user=user, waiting=waiting, spans={}, level=0)
        suggest_themes(consultation=self.form.consultation)
        today = timezone.localdate()
        Reading.objects.create(response=response, reader=facilitator, read_on=today)
        Coding.objects.create(
            response=response, theme=theme_of(HOUSING), coder=facilitator, decision="added",
            codebook_version="1.0", coded_on=today,
        )  # fmt: skip
        Mark.objects.create(
            response=response, kind=Mark.Kind.QUOTABLE, by=facilitator, marked_on=today
        )
        self.response = response.pk
        told = {"quotes": [response]}
        pack = signed_pack(self.form, facilitator, **told)
        self.pack = publish_pack(pack=pack, by=facilitator).pk
        self.draft = draft_of(self.form, facilitator, **told).pk

    def page(self, client: StaffClient, name: str, *args: object, number: int = 1) -> bool:
        answer = client.get(reverse(name, args=args), {"p": number})
        return answer.status_code == 200 and MARK in answer.content.decode()

    def split(self) -> bool:
        theme = theme_of(HOUSING)
        address = reverse("insights:codebook:split", args=[theme.codebook_id, theme.pk])
        names = {"name-0": "One", "name-1": "Two", "where": "below"}
        return MARK in self.facilitator.post(address, names).content.decode()

    def cards(self) -> list[ThemeQuotes]:
        return quotes_by_theme(self.form.consultation, Use.READ_ALOUD, self.facilitator.user)

    def readers(self) -> dict[str, bool]:
        """Reader → whether it shows her words, or that they are there."""
        place, theme = self.form.consultation_id, theme_of(HOUSING).pk
        uses = {
            f"answers for {use}": MARK in str(list(answers_for(use=use).values_list("text")))
            for use in Use
        }
        uses |= {
            f"responses for {use}": responses_for(use=use).filter(pk=self.response).exists()
            for use in Use
        }
        batch = find_batch(self.reviewer.user, self.batch)
        listed = self.reviewer.get(reverse("reading_room:batch", args=[self.batch]))
        item = ("reading_room:item", self.batch, self.waiting)
        outcome = Outcome.objects.first()
        draft = ReviewPack.objects.filter(pk=self.draft).first()
        return uses | {
            "first slip": find_slip(self.codes[0]) is not None,
            "second slip": find_slip(self.codes[1]) is not None,
            "queue": any(q.batch for q in queues_for(self.reviewer.user)),
            "batch": bool(batch) and str(self.waiting) in listed.content.decode(),
            "item": self.page(self.reviewer, *item),
            "case": self.page(self.lead, "reading_room:case_words", self.case),
            "list": any(
                self.page(self.facilitator, "insights:responses", place, number=number)
                for number in (1, 2, 3)  # in an order that means nothing
            ),
            "bench": self.page(self.facilitator, "insights:bench", place, self.response),
            "theme": self.page(self.facilitator, "insights:theme", place, theme),
            "split of a theme": self.split(),
            "bank of quotes": self.page(self.facilitator, "insights:quotes", place),
            "review edition": self.page(
                self.facilitator, "insights:packs:edition", self.pack, "review"
            ),
            "public edition": self.page(
                self.facilitator, "insights:packs:edition", self.pack, "public"
            ),
            "draft of a pack": draft is not None and MARK in str(build_editions(draft)),
            "export": MARK in str(gather(form=self.form, use=Use.REPORT).rows),
            "coded file": MARK in str(files(csv_of(self.form.consultation))),
            "coded project": MARK in str(files(qdpx_of(self.form.consultation))),
            "quote cards": MARK in str(self.cards()),
            "public page": outcome is not None and MARK in str(shown_quotes(outcome)),
        }

    def showing(self) -> list[str]:
        return [name for name, shows in self.readers().items() if shows]


@pytest.fixture
def story(
    transactional_db: None,
    consultation: Callable[..., Any],
    form: Callable[..., Form],
    area: Area,
    staff: Staff,
) -> Story:
    create_key()
    closed_on = timezone.localdate() - timedelta(days=3)
    return Story(form(consultation("closed", closes_on=closed_on)), area, staff)


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backups") / "today"


def stored(story: Story) -> bool:
    return Response.objects.filter(pk=story.response).exists()


@pytest.mark.pages
def test_no_reader_shows_words_that_were_taken_back(
    story: Story, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [name for name, shows in story.readers().items() if not shows] == []
    call_command("backup", folder)
    for code in story.codes:
        take_back(code)
    assert story.showing() == []  # at once: only the acts are there
    assert stored(story)
    sweep_now()
    assert story.showing() == []
    assert len(tombstones()) == 2

    seen: list[list[str]] = []

    def look_first() -> None:
        assert stored(story)  # the backup is in place, and nothing is removed yet
        seen.append(story.showing())
        keep_buried()

    monkeypatch.setattr(backups, "keep_buried", look_first)
    call_command("restore", folder, "--replace")
    assert seen == [[]]
    assert story.showing() == []
    assert not ReceiptAct.objects.exists()
    assert not stored(story)
    assert len(tombstones()) == 2
    shutil.rmtree(folder)
    assert hits(MARK) == []


def test_a_withdrawal_that_no_sweep_has_seen_outlives_a_restore_too(
    story: Story, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("backup", folder)
    take_back(story.codes[0])
    call_command("restore", folder, "--replace")
    assert "they were taken back: 2." in capsys.readouterr().out  # the response and its row
    assert "first slip" not in story.showing()
    assert not stored(story)
    assert WaitingResponse.objects.get().pk == story.waiting
    assert "second slip" in story.showing()


@pytest.mark.pages
def test_a_use_that_was_taken_back_stays_taken_back(
    transactional_db: None, form: Callable[..., Form], area: Area, staff: Staff, folder: Path
) -> None:
    create_key()
    asked, reader = form(), staff("reviewer", area).user
    payload = make_payload(asked, READ, uses=["public", "report"])
    code = submit_response(payload=payload, visit="one")
    sweep_now()
    batch = open_batch(user=reader, area=asked.consultation.area)
    waiting = WaitingResponse.objects.get(batch=batch)
    complete_review(user=reader, waiting=waiting, spans={}, level=0)
    call_command("backup", folder)
    allow_only(code, ["report"])
    sweep_now()
    sweep_now()
    allow_only(code, [])  # no sweep sees this one before the restore
    call_command("restore", folder, "--replace")
    assert not answers_for(use=Use.PUBLIC).exists()
    assert not answers_for(use=Use.REPORT).exists()
    assert answers_for(use=Use.READING_TEAM).exists()
    assert Response.objects.get().uses == []
    assert not ReceiptAct.objects.exists()
    assert len(noted_uses()) == 1


def allow_only(code: str, uses: list[str]) -> None:
    """Change the uses with the six words, as her page does."""
    found = find_slip(code)
    assert found is not None
    now = standing(found[0], open_slip(*found))
    assert change_uses(
        slip=found[0], now=now, uses=uses, wording=now.wording, number=now.following, visit="v"
    )


@pytest.mark.long
def test_a_restore_brings_back_what_was_there_and_logs_staff_out(
    story: Story, folder: Path
) -> None:
    call_command("backup", folder)
    before = set(story.showing())
    Response.objects.filter(pk=story.response).delete()
    SafeguardingCase.objects.all().delete()
    call_command("restore", folder, "--replace")
    assert story.reviewer.get(reverse("reading_room:queue")).status_code == 302
    for client in (story.reviewer, story.lead, story.facilitator):
        client.force_login(client.user, backend="accounts.backends.LoginBackend")
    assert set(story.showing()) == before


@pytest.mark.long
def test_no_woman_seals_to_a_key_that_was_destroyed_since_the_backup(
    story: Story, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = current_key()
    call_command("backup", folder)
    create_key()
    destroy_private_half(old.pk)
    call_command("restore", folder, "--replace")
    said = capsys.readouterr().out
    assert current_key().pk != old.pk
    assert f"Intake key {old.pk} has no private half here" in said
    assert "for nobody to read: 2." in said
    story.send("again", "They listened.")
    assert SealedResponse.objects.get().key_id == current_key().pk


# -- What is refused before anything is changed


def without_tombstones(folder: Path, settings: Any) -> None:
    (Path(settings.INTAKE_KEYS_DIR) / "tombstones").unlink()


def older_tombstones(folder: Path, settings: Any) -> None:
    manifest = folder / MANIFEST
    manifest.write_text(manifest.read_text().replace('"tombstones": 0', '"tombstones": 3'))


def unfinished(folder: Path, settings: Any) -> None:
    (folder / MANIFEST).unlink()


def a_file_lacks(folder: Path, settings: Any) -> None:
    next(folder.glob("intake.*")).unlink()


def changed(folder: Path, settings: Any) -> None:
    with next(folder.glob("default.*")).open("ab") as file:
        file.write(b"x")


def another_database(folder: Path, settings: Any) -> None:
    manifest = folder / MANIFEST
    manifest.write_text(manifest.read_text().replace('"vendor": "', '"vendor": "other'))


def another_receipt_key(folder: Path, settings: Any) -> None:
    settings.RECEIPT_KEY = "another-" + "x" * 50


REFUSED: dict[str, tuple[Callable[[Path, Any], None], str]] = {
    "without tombstones": (without_tombstones, "There is no file `tombstones`"),
    "older tombstones": (older_tombstones, "is older than this backup"),
    "unfinished": (unfinished, "holds no whole backup"),
    "a file lacks": (a_file_lacks, "holds no whole backup"),
    "changed": (changed, "isn't as it was backed up"),
    "another database": (another_database, "This backup is of other"),
    "another receipt key": (another_receipt_key, "RECEIPT_KEY isn't the one"),
    "data are there": (lambda folder, settings: None, "There are data in these databases"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_restore_is_refused_with_what_to_do(
    form: Callable[..., Form],
    intake_key: IntakeKey,
    folder: Path,
    settings: Any,
    why: str,
) -> None:
    form()
    call_command("backup", folder)
    spoil, said = REFUSED[why]
    spoil(folder, settings)
    options = [] if why == "data are there" else ["--replace"]
    with pytest.raises(CommandError, match=said):
        call_command("restore", folder, *options)
    assert Form.objects.exists()


@pytest.mark.parametrize("where", ["DATA_DIR", "INTAKE_KEYS_DIR", "not empty", "a file"])
def test_a_backup_goes_into_a_new_folder_elsewhere(
    db: None, folder: Path, settings: Any, where: str
) -> None:
    settings.DATA_DIR = folder.parent / "data"
    settings.INTAKE_KEYS_DIR = folder.parent / "keys"
    targets = {
        "DATA_DIR": settings.DATA_DIR / "backup",
        "INTAKE_KEYS_DIR": settings.INTAKE_KEYS_DIR,
        "not empty": folder.parent,
        "a file": folder.parent / "file",
    }
    (folder.parent / "file").write_text("x")
    with pytest.raises(CommandError, match=r"is inside|isn't an empty folder"):
        call_command("backup", targets[where])


def test_a_backup_holds_neither_keys_nor_tombstones(
    db: None, intake_key: IntakeKey, folder: Path, settings: Any
) -> None:
    call_command("backup", folder)
    keys = Path(settings.INTAKE_KEYS_DIR)
    private = (keys / f"intake-{intake_key.pk}.key").read_bytes()
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert MANIFEST in {path.name for path in kept}
    assert not [path for path in kept if private in path.read_bytes()]
    assert not {path.name for path in kept} & {path.name for path in keys.iterdir()}
