"""What women were promised when it opened: changed with a reason, in the open, or not at all."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from consultations.models import ConsultationPage, PageChange
from consultations.outcomes.services import WordsMissing
from consultations.promises.services import Said
from consultations.stages.closing import NotOpen
from consultations.stages.promising import NothingNew, change_involvement, change_words
from core.models import Area
from tests.consultations.stages.conftest import in_welsh
from tests.consultations.stages.posting import edit
from tests.factories.accounts import make_staff
from tests.factories.bodies import make_body_form
from tests.factories.versions import make_easy, make_other
from tests.fixtures.screens import on_page
from tests.fixtures.story import StaffClient, log_in

pytestmark = pytest.mark.pages
Make = Callable[..., ConsultationPage]
Staff = Callable[..., StaffClient]
WHY = Said("The ministry decided it.")
ONLY = "Only who meets you, not the day."
FIRST = "The day of release, and who meets you."
# What women read of it in words, and what its page says once that was changed.
TOLD = {
    "purpose": "we changed what this is about. We said before:",
    "open_to_change": "we changed what can still change. We said before:",
    "reasons": "we changed what is planned, and why. We said before:",
    "who_reads": "we changed who reads the answers. We said before:",
}
each_of_them = pytest.mark.parametrize("name", TOLD)


@pytest.fixture
def page(consultation: Make) -> ConsultationPage:
    return consultation(title="Getting out", involvement="involve")


@pytest.fixture
def editor(area: Area) -> User:
    return make_staff("editor", area)


def stored(page: ConsultationPage) -> ConsultationPage:
    return ConsultationPage.objects.get(pk=page.pk)


def lower(page: ConsultationPage, by: User, to: str = "inform", why: Said = WHY) -> PageChange:
    return change_involvement(consultation=page, by=by, to=to, because=why)


def say(
    page: ConsultationPage, by: User, says: Said, why: Said = WHY, name: str = "open_to_change"
) -> PageChange | None:
    return change_words(consultation=page, by=by, name=name, says=says, because=why)


@pytest.mark.parametrize("trait", ["open", "closed"])
def test_no_editor_draft_or_schedule_changes_it(
    consultation: Make, staff: Staff, area: Area, trait: str
) -> None:
    page = consultation(trait, involvement="involve")
    before = {name: getattr(page, name) for name in (*TOLD, "involvement")}
    changed = {"involvement": "inform", "title": "New", **dict.fromkeys(TOLD, ONLY)}
    edit(staff("editor", area), page, **changed, **{"action-publish": "1"})
    assert (stored(page).title, stored(page).involvement) == ("New", "involve")
    for name, value in changed.items():
        setattr(page, name, value)
    page.save_revision().publish()
    now = stored(page)
    assert {name: getattr(now, name) for name in before} == before
    assert not PageChange.objects.exists()


@pytest.mark.parametrize(
    ("trait", "fields", "is_held"),
    [
        ("open", {}, True),
        ("closed", {}, True),
        ("planned", {"reached": "draft"}, False),
        ("open", {"reached": "draft"}, False),
    ],
)
def test_its_area_stands_once_it_has_opened(
    consultation: Make,
    staff: Staff,
    area: Area,
    other_area: Area,
    trait: str,
    fields: dict[str, Any],
    is_held: bool,
) -> None:
    page = consultation(trait, **fields)
    user = make_staff("editor", area)
    grant_role(user=user, role=Role.EDITOR, area=other_area)
    edit(log_in(user), page, area=other_area.pk, **{"action-publish": "1"})
    assert (stored(page).area == area) is is_held
    page.area = other_area
    page.save_revision().publish()
    assert (stored(page).area == area) is is_held


@pytest.mark.parametrize(("trait", "fields"), [("planned", {}), ("open", {"reached": "draft"})])
def test_before_it_opens_it_is_edited_on_its_page(
    consultation: Make, editor: User, trait: str, fields: dict[str, Any]
) -> None:
    page = consultation(trait, involvement="involve", **fields)
    with pytest.raises(NotOpen):
        lower(page, editor)
    page.involvement, page.open_to_change = "inform", ONLY
    page.save_revision().publish()
    assert (stored(page).involvement, stored(page).open_to_change) == ("inform", ONLY)


def test_a_level_is_lowered_in_the_open(page: ConsultationPage, editor: User) -> None:
    make_body_form(page)
    twin = in_welsh(page)
    made = lower(page, editor)
    assert (made.said, made.because) == ("involve", "The ministry decided it.")
    assert {stored(page).involvement, stored(twin).involvement} == {"inform"}
    for address in (page.url, f"/bodies/{page.pk}/"):  # organisations read it too
        text = Client().get(address).content.decode()
        assert "we changed what we promise. We said before:" in text
        assert "We plan this with women, from now to the end." in text
        assert "The ministry decided it." in text


def test_changed_words_are_found(page: ConsultationPage, editor: User) -> None:
    say(page, editor, Said("Trains to prisons."), name="purpose")
    assert list(ConsultationPage.objects.autocomplete("trains")) == [page]


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda p, by: lower(p, by, "involve"), NothingNew),
        (lambda p, by: lower(p, by, "nonsense"), NothingNew),
        (lambda p, by: lower(p, by, why=Said(" . ")), WordsMissing),
        (lambda p, by: say(p, by, Said(FIRST)), NothingNew),
        (lambda p, by: say(p, by, Said("-")), WordsMissing),
        (lambda p, by: say(p, by, Said("Nothing")), NothingNew),
        (lambda p, by: say(p, by, Said(ONLY), Said("")), WordsMissing),
        (lambda p, by: say(p, by, Said(FIRST, "Cymraeg")), NothingNew),  # there is no Welsh page
        (lambda p, by: say(p, by, Said(ONLY), name="title"), ValueError),
    ],
)
def test_what_is_no_change(
    page: ConsultationPage, editor: User, act: Any, error: type[Exception]
) -> None:
    with pytest.raises(error):
        act(page, editor)
    assert (stored(page).involvement, stored(page).open_to_change) == ("involve", FIRST)
    assert not PageChange.objects.exists()


@pytest.mark.parametrize(
    ("role", "here"), [("editor", False), ("facilitator", True), ("administrator", True)]
)
def test_who_may(
    page: ConsultationPage, area: Area, other_area: Area, role: str, here: bool
) -> None:
    somebody = make_staff(role, area if here else other_area)
    for act in (lower, lambda p, by: say(p, by, Said(ONLY))):
        with pytest.raises(PermissionDenied):
            act(page, somebody)


def test_once_it_is_decided_it_stands(consultation: Make, editor: User) -> None:
    page = consultation("closed", reached="decided")
    with pytest.raises(NotOpen):
        lower(page, editor)
    with pytest.raises(NotOpen):
        say(page, editor, Said(ONLY))


@pytest.mark.parametrize(
    ("door", "name", "sent", "wrong", "said"),
    [
        ("involvement", "", {"to": "inform"}, {"to": "involve"}, "We promise this already."),
        ("involvement", "", {"to": "inform"}, {"because": ""}, "“Because” is empty."),
        (
            "involvement",
            "",
            {"to": "inform"},
            {"shown": "consult"},
            "Somebody changed it meanwhile.",
        ),
        *(("words", name, {"says": ONLY}, {"says": "-"}, "Say it in a sentence.") for name in TOLD),
        ("words", "purpose", {"says": ONLY}, {"says": "x " * 301}, "Use 600 or fewer"),
        ("words", "reasons", {"says": ONLY}, {"shown": "x"}, "Somebody changed it meanwhile."),
    ],
)
def test_the_screens(
    page: ConsultationPage,
    staff: Staff,
    area: Area,
    door: str,
    name: str,
    sent: dict[str, str],
    wrong: dict[str, str],
    said: str,
) -> None:
    client = staff("editor", area)
    address = reverse(f"promises:{door}", args=[page.pk, *([name] if name else [])])
    for screen in ("stages:where", "wagtailadmin_pages:edit"):
        assert address in client.get(reverse(screen, args=[page.pk])).content.decode()
    shown = on_page(client.get(address)) | {"because": "The ministry decided it."} | sent
    text = client.post(address, shown | wrong).content.decode()
    assert said in text
    assert 'href="#"' not in text  # each error leads to its field
    assert not PageChange.objects.exists()
    text = client.post(address, shown, follow=True).content.decode()
    assert "Everyone can read it now." in text
    made = PageChange.objects.get()
    assert (made.about, made.because) == (name or "involvement", "The ministry decided it.")


@pytest.mark.parametrize("name", ["title", "considered", "closes_on"])
def test_there_is_no_screen_for_other_words(
    page: ConsultationPage, staff: Staff, area: Area, name: str
) -> None:
    address = reverse("promises:words", args=[page.pk, name])
    assert staff("editor", area).get(address).status_code == 404


@pytest.mark.parametrize("what", ["involvement", "can change"])
def test_versions_that_promise_what_was_say_that_they_are_older(
    page: ConsultationPage, editor: User, what: str
) -> None:
    version, other = make_easy(page), make_other(page)
    assert (version.older_since, other.older_since) == (None, None)
    if what == "involvement":
        lower(page, editor)
    else:
        say(page, editor, Said(ONLY))
    for one in (version, other):
        one.refresh_from_db()
        assert one.older_since == timezone.localdate()
    if what == "involvement":
        lower(page, editor, "involve")  # as it was when they were made
        version.refresh_from_db()
        assert version.older_since is None


def test_what_nobody_changed_makes_no_version_older(page: ConsultationPage, editor: User) -> None:
    version = make_easy(page)
    with pytest.raises(NothingNew):
        lower(page, editor, "involve")
    with pytest.raises(WordsMissing):
        lower(page, editor, why=Said("."))
    version.refresh_from_db()
    assert version.older_since is None
