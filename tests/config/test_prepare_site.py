"""One command makes a migrated database a site that can be opened; run again, it does nothing."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from config.first_pages.helplines import HELPLINES
from config.first_pages.words import privacy
from config.management.commands import prepare_site
from consultations.models import ConsultationIndexPage, ConsultationPage, Stage, WhatHappenedPage
from core.models import Area, Helpline, HomePage, InformationPage
from feedback.review.contacts.services import DETAILS_KEPT_DAYS
from tests.factories.accounts import make_staff
from tests.factories.core import make_site
from tests.fixtures.story import StaffClient, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_site"), pytest.mark.pages]
CONTACT = "office@example.org"
PAGES = ["/", "/have-your-say/", "/what-happened/", "/unknown/", "/how-your-words-are-read/"]
NEWER = ["/areas/", "/areas/sussex/", "/news/", "/what-we-take-out/", "/search/"]
PLAIN = ["/privacy/", "/accessibility/", "/help/", "/staying-safe/"]
NOTHING = "Everything was there already. Nothing was changed.\n"


def prepare(*arguments: str, **options: Any) -> str:
    """What the command says."""
    said = StringIO()
    call_command("prepare_site", *arguments, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def said() -> str:
    """A site made by the command, and what it said."""
    return prepare("--area", "Sussex", "--contact", CONTACT, "--address", "https://example.org")


def everything() -> dict[str, Any]:
    """All that the command may touch."""
    return {
        "pages": list(Page.objects.order_by("pk").values()),
        "sites": list(Site.objects.order_by("pk").values()),
        "areas": list(Area.objects.values()),
        "helplines": list(Helpline.objects.values()),
        "languages": list(Locale.objects.values()),
    }


def test_it_says_what_it_made_and_no_page_of_wagtail_is_left(said: str) -> None:
    for made in ("the language Welsh", "the area Sussex", f"{len(HELPLINES)} national helplines"):
        assert f"Made: {made}." in said
    assert (
        "pages in English: Alongside, Have your say, What happened, News, Your area, Sussex" in said
    )
    assert "pages in Welsh: Alongside, Dweud eich dweud," in said
    assert "create_intake_key" in said
    assert "createsuperuser" in said
    assert not Page.objects.filter(title__startswith="Welcome to").exists()
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [HomePage, HomePage]
    assert Page.find_problems() == ([], [], [], [], [])
    site = Site.objects.get()
    assert (site.hostname, site.port, site.is_default_site) == ("example.org", 443, True)
    assert site.root_page.slug == "home"
    assert Helpline.objects.count() == len(HELPLINES)
    for helpline in Helpline.objects.all():
        helpline.full_clean()
        assert helpline.about_cy


@pytest.mark.parametrize(("start", "language"), [("", "en-gb"), ("/cy", "cy")])
def test_every_page_answers_in_both_languages(
    said: str, client: Client, start: str, language: str
) -> None:
    html = client.get(f"{start}/").content.decode()
    for address in (*PAGES, *PLAIN):
        response = client.get(start + address)
        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.content.decode()
        assert f'href="{start}{address}"' in html
    assert client.get(f"{start}/no-such-page/").status_code == 404
    welsh = client.get("/cy/privacy/").content.decode()
    assert "Preifatrwydd" in welsh
    assert 'href="/privacy/" lang="en-gb"' in welsh


def test_privacy_and_accessibility_say_how_to_reach_us_and_take_no_markup(
    db: None, client: Client
) -> None:
    prepare("--area", "Sussex", "--contact", "<b>01234</b> & more")
    for address in ("/privacy/", "/cy/privacy/", "/accessibility/", "/cy/accessibility/"):
        html = client.get(address).content.decode()
        assert "&lt;b&gt;01234&lt;/b&gt; &amp; more" in html


def test_nothing_is_open_and_nothing_is_of_the_demo(said: str, client: Client) -> None:
    html = "".join(client.get(address).content.decode() for address in (*PAGES, *PLAIN))
    assert "Nothing is open at this moment" in html
    assert "No promise has been made yet" in html
    for invented in ("Southdown", "Glanwern", "walking-beside-you", "women's group"):
        assert invented not in html


def test_run_again_it_changes_nothing(said: str) -> None:
    before = everything()
    assert prepare() == NOTHING
    assert prepare("--area", "sussex", "--contact", "x", "--address", "http://b.org") == NOTHING
    assert everything() == before


def test_what_people_changed_stays_and_what_is_missing_is_made(said: str) -> None:
    home = HomePage.objects.get(locale__language_code="en-gb")
    home.title, home.slug = "Our own title", "our-own"
    home.save()
    Helpline.objects.exclude(name="Samaritans").delete()
    InformationPage.objects.filter(slug="privacy").first().unpublish()
    assert prepare() == NOTHING
    for page in InformationPage.objects.filter(slug="accessibility"):
        page.delete()
    told = prepare("--area", "Gwent", "--country", "wales", "--contact", CONTACT)
    made = [line for line in told.splitlines() if line.startswith("Made")]
    assert made == [
        "Made: the area Gwent.",
        "Made: pages in English: Gwent, Accessibility.",
        "Made: pages in Welsh: Gwent, Hygyrchedd.",
    ]
    assert Area.objects.get(slug="gwent").country == "wales"
    assert Helpline.objects.count() == 1
    assert HomePage.objects.get(pk=home.pk).title == "Our own title"
    assert InformationPage.objects.filter(slug="privacy", live=True).count() == 1


def test_a_site_that_somebody_began_keeps_its_pages() -> None:
    site_root = make_site()
    prepare("--area", "Sussex", "--contact", CONTACT, "--address", "https://example.org")
    assert HomePage.objects.filter(locale__language_code="en-gb").get().pk == site_root.pk
    assert (
        ConsultationIndexPage.objects.get(locale=site_root.locale).get_parent().pk == site_root.pk
    )
    assert WhatHappenedPage.objects.count() == 2


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], 'Name your area: --area "Sussex"'),
        (["--area", "Sussex"], "Say how people reach you"),
        (["--area", "?", "--contact", "x"], "This area's name won't do."),
        (["--area", "S" * 90, "--contact", "x"], "This area's name won't do."),
        (["--area", "Sussex", "--contact", "x", "--address", "example.org"], "--address has to"),
    ],
)
def test_what_it_needs_is_said_and_nothing_is_half_made(
    db: None, arguments: list[str], complaint: str
) -> None:
    before = everything()
    with pytest.raises(CommandError, match=complaint.replace("?", r"\?")):
        prepare(*arguments)
    assert everything() == before


def test_without_the_intake_database_nothing_is_half_made(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> str:
        raise OperationalError("no such table: intake_intakekey\nLINE 1")

    before = everything()
    monkeypatch.setattr(prepare_site, "still_to_do", fail)
    with pytest.raises(CommandError, match=r"migrate .* It said: no such table: \w+\.$"):
        prepare("--area", "Sussex", "--contact", CONTACT)
    assert everything() == before


def new_consultation(**changes: str) -> dict[str, str]:
    """What an editor's browser sends for a new consultation."""
    today = timezone.localdate()
    return {
        "title": "Getting out",
        "slug": "getting-out",
        "area": str(Area.objects.get(slug="sussex").pk),
        "journey_stage": "release",
        "minutes": "6",
        "purpose": "What can still change.",
        "who_reads": "Two people.",
        "opens_on": str(today),
        "closes_on": str(today + timedelta(days=14)),
        "reply_by": str(today + timedelta(days=30)),
        "body-count": "0",
        "action-publish": "action-publish",
        **changes,
    }


def ask(client: Client, **changes: str) -> Any:
    """Somebody saves a new consultation under the index page."""
    index = ConsultationIndexPage.objects.get(locale__language_code="en-gb")
    where = ("consultations", "consultationpage", index.pk)
    address = reverse("wagtailadmin_pages:add", args=where)
    return client.post(address, new_consultation(**changes))


def test_an_editor_can_make_a_consultation_beneath_and_a_reviewer_can_not(
    said: str, client: Client, superuser: StaffClient
) -> None:
    assert superuser.get(reverse("wagtailadmin_explore_root"), follow=True).status_code == 200
    sussex = Area.objects.get(slug="sussex")
    editor, reviewer = (log_in(make_staff(role, sussex)) for role in ("editor", "reviewer"))
    assert ask(reviewer).status_code in {302, 403}
    assert ask(editor, closes_on="2020-01-01").status_code == 200  # the form again, with its error
    assert not ConsultationPage.objects.exists()
    response = ask(editor)
    assert response.status_code == 302, response.context["form"].errors
    assert "This is not open yet." in client.get("/have-your-say/getting-out/").content.decode()
    assert "Getting out" not in client.get("/").content.decode()
    ConsultationPage.objects.update(reached=Stage.CHECKED)  # as its own test tells
    for address in ("/", "/have-your-say/"):
        assert "Getting out" in client.get(address).content.decode()


def test_privacy_says_how_long_by_facts_and_the_rest_as_the_code_keeps_it() -> None:
    """Periods are facts of the program (tests/core/test_facts.py); one stands in the text too."""
    assert DETAILS_KEPT_DAYS == 30
    english, welsh = (privacy("x")[language]["body"] for language in ("en", "cy"))
    for body, said in ((english, "30 days"), (welsh, "30 diwrnod")):
        assert ("facts", {"about": "kept"}) in body
        assert said in " ".join(str(body).split())


@pytest.mark.parametrize(
    ("language", "head", "words"),
    [
        ("en", "If you are on a panel", ("her name", "copy", "leaves", "cookie")),
        ("cy", "Os ydych ar banel", ("ei henw", "copi", "gadael", "cwci")),
    ],
)
def test_privacy_tells_what_is_kept_of_panel_members(
    language: str, head: str, words: tuple[str, ...]
) -> None:
    body = privacy("x")[language]["body"]
    after = body[body.index(("heading", head)) + 1]
    assert [word for word in words if word not in after[1]] == []
