"""The editor's help: advice on a text, and a translator's PO file, there and back."""

from collections.abc import Callable
from typing import Any

import polib  # type: ignore[import-untyped]
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation

from consultations.models import ConsultationPage
from core.base_page import PREVIEW_SIZES
from core.editing.po_files import LARGEST, NO_FILE, NOT_OURS, NOT_PO, TOO_LARGE
from core.models import Area, AreaPage, HomePage, InformationPage
from tests.fixtures.story import StaffClient

Staff = Callable[..., StaffClient]
ADVICE = "/manage/plain-words/"
HARD = "Multi-agency accommodation pathways necessitate organisational commissioning. " * 30
EASY = "You told us. We did it. A worker meets you at the gate. " * 20


def advice(client: Client, text: str, language: str = "en-gb") -> str:
    return client.post(ADVICE, {"text": text, "language": language}).content.decode()


@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        (HARD, "many women will find this hard", "Good: 6"),
        (EASY, "Good: 6 or less", "find this hard"),
        ("Two words.", "under 100 a grade says little", "Good: 6"),
        ("", "No words yet", "grade says little"),
        ("A female offender came.", "Words that may hurt", "Nothing to look at"),
        ("We utilise it.", "Words of the office", "Words that may hurt"),
        ("She came home.", "Nothing to look at again", "Words of the office"),
        (" ".join(["word"] * 30) + ".", "Sentences of more than 20 words", "may hurt"),
        ("<script>alert(1)</script> utilise", "utilise", "<script>alert"),
        ("\0" * 50 + "x" * 300_000, "Reading grade", "Traceback"),
    ],
)
def test_what_an_editor_is_told(
    staff: Staff, area: Area, text: str, told: str, untold: str
) -> None:
    html = advice(staff("editor", area), text)
    assert told in html
    assert untold not in html


def test_welsh_has_no_grade_and_no_english_words(staff: Staff, area: Area) -> None:
    html = advice(staff("editor", area), "Mae'r offender yn utilise.", "cy")
    assert "Not known for Welsh" in html
    assert "may hurt" not in html


def test_it_is_for_staff_and_for_posts_alone(client: Client, staff: Staff, area: Area) -> None:
    assert client.post(ADVICE, {"text": "x"}).status_code == 302
    hers = staff("editor", area)
    assert hers.get(ADVICE).status_code == 405
    assert "no-store" in hers.post(ADVICE).headers["Cache-Control"]


def test_a_page_is_looked_at_on_a_phone_first(site_root: HomePage) -> None:
    assert [size["device_width"] for size in PREVIEW_SIZES] == [360, 320, 768, 1280]
    for page in (site_root, InformationPage(), AreaPage(), ConsultationPage()):
        assert page.default_preview_size == "phone"
        assert page.preview_sizes == PREVIEW_SIZES


def test_the_checks_of_wagtail_see_a_preview_and_no_public_page(
    client: Client, superuser: StaffClient, site_root: HomePage
) -> None:
    address = reverse("wagtailadmin_pages:view_draft", args=[site_root.pk])
    assert "wagtail-userbar" not in client.get("/").content.decode()
    assert "wagtail-userbar" not in superuser.get("/").content.decode()
    assert "wagtail-userbar" not in superuser.get(address).content.decode()
    edit = superuser.get(reverse("wagtailadmin_pages:edit", args=[site_root.pk])).content.decode()
    assert "data-plain-words" in edit
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[site_root.pk])
    fields = {"title": "Home", "slug": "home", "heading": "Hello", "lead": "x", "body-count": "0"}
    assert superuser.post(preview, fields).json()["is_valid"]
    shown = superuser.get(preview, {"in_preview_panel": "true"}).content.decode()
    assert "<wagtail-userbar>" in shown


@pytest.fixture
def sent_out(site_root: HomePage, superuser: StaffClient) -> tuple[InformationPage, Translation]:
    """A page that was given to a translator."""
    welsh = Locale.objects.get(language_code="cy")
    site_root.copy_for_translation(welsh).save_revision().publish()
    page = InformationPage(title="Your rights", slug="rights", lead="They are yours.", body=[])
    site_root.add_child(instance=page)
    submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    superuser.post(submit, {"locales": [welsh.pk], "include_subtree": ""})
    return page, Translation.objects.get(source__object_id=page.translation_key)


def upload(client: Client, made: Translation, data: bytes | None) -> list[str]:
    """What the next page says."""
    fields: dict[str, Any] = {"next": "/manage/"}
    if data is not None:
        fields["file"] = SimpleUploadedFile("a.po", data)
    address = reverse("wagtail_localize:upload_pofile", args=[made.pk])
    answer = client.post(address, fields, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]


def test_a_translators_file_goes_out_and_comes_back(
    client: Client,
    superuser: StaffClient,
    sent_out: tuple[InformationPage, Translation],
    django_capture_on_commit_callbacks: Any,
) -> None:
    page, made = sent_out
    got = superuser.get(reverse("wagtail_localize:download_pofile", args=[made.pk]))
    po = polib.pofile(got.content.decode())
    words = {"Your rights": "Eich hawliau", "They are yours.": "Chi biau nhw."}
    assert set(words) <= {entry.msgid for entry in po}
    for entry in po:
        entry.msgstr = words.get(entry.msgid, entry.msgid)
    said = upload(superuser, made, str(po).encode())
    assert any("Successfully imported" in words for words in said)
    with django_capture_on_commit_callbacks(execute=True):
        made.save_target(publish=True)
    twin = page.get_translation(Locale.objects.get(language_code="cy"))
    html = client.get(twin.url).content.decode()
    assert "Eich hawliau" in html
    assert "Chi biau nhw." in html
    assert 'href="/rights/" lang="en-gb"' in html


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (None, NO_FILE),
        (b"", NOT_PO),
        (b"/etc/passwd", NOT_PO),
        (b"\xff\xfe\x00", NOT_PO),
        (b'msgid "a"\nmsgid \0', NOT_PO),
        (b'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n', NOT_OURS),
        (b"x" * (LARGEST + 1), TOO_LARGE),
    ],
)
def test_a_file_that_will_not_do_is_told_and_changes_nothing(
    superuser: StaffClient,
    sent_out: tuple[InformationPage, Translation],
    data: bytes | None,
    told: str,
) -> None:
    _page, made = sent_out
    assert str(told) in upload(superuser, made, data)
    assert not made.source.stringsegment_set.filter(string__translations__isnull=False).exists()


def test_a_file_of_another_page_is_refused(
    superuser: StaffClient, sent_out: tuple[InformationPage, Translation]
) -> None:
    _page, made = sent_out
    got = superuser.get(reverse("wagtail_localize:download_pofile", args=[made.pk])).content
    other = got.replace(str(made.uuid).encode(), b"00000000-0000-0000-0000-000000000000")
    assert any("different translation" in words for words in upload(superuser, made, other))


def test_who_edits_no_pages_sends_none_back(
    staff: Staff, area: Area, sent_out: tuple[InformationPage, Translation]
) -> None:
    _page, made = sent_out
    address = reverse("wagtail_localize:upload_pofile", args=[made.pk])
    good = b'msgid ""\nmsgstr ""\n"X-WagtailLocalize-TranslationID: ' + str(made.uuid).encode()
    file = SimpleUploadedFile("a.po", good + b'\\n"\n\nmsgid "Your rights"\nmsgstr "x"\n')
    answer = staff("reviewer", area).post(address, {"file": file})
    assert answer.status_code in {302, 403}
    assert not made.source.stringsegment_set.filter(string__translations__isnull=False).exists()
