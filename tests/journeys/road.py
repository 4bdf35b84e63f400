"""The steps of the road, as the people on it take them: she, a reviewer, a facilitator."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import FilePayload, Locator

from accounts.models import User
from consultations.models import ConsultationPage
from feedback.models import Form
from insights.models import ReviewPack
from tests.factories.accounts import PASSWORD
from tests.journeys.walking import Walk

FIRST = "I had nowhere to go."
WRITTEN = (
    "I had nowhere to go and my worker, Denise, could not find a flat. "
    "The cafe by the pier let me sit."
)
REDACTED = (
    "I had nowhere to go and my worker, [name], could not find a flat. The [place] let me sit."
)
HERS = ("Denise", "by the pier", "let me sit")  # of her words; the last may be quoted
QUOTED = HERS[2]
YOU_SAID = "There was nowhere to go on the day."
COULD_NOT = "We could not open a second house this year."
BECAUSE = "The money for it ends in March."
TAKEN_TO = "Southdown board, 3 March"
CSV = "text,week\nA worker rang me each day.,2026-01-05\nNo bus came.,2026-01-12\n"


def ask(her: Walk, page: ConsultationPage) -> None:
    """From the home page to the start of the form."""
    her.go("/")
    her.follow("Have your say")
    her.follow(page.title)
    her.reads(page.purpose, page.who_reads)
    her.follow("Have your say")
    her.reads("Will probation see this?", "3 questions")


def answer(her: Walk) -> str:
    """The whole form: back, skip, change, uses; gives her six words."""
    her.press("Start")
    her.press("Go to the first question")
    her.tab.fill("textarea", FIRST)
    her.press("Continue")
    her.press("Back")
    assert her.tab.input_value("textarea") == FIRST
    her.press("Continue")
    her.tab.get_by_label("In prison").check()
    her.press("Continue")
    her.press("Skip this question")
    her.reads(FIRST, "In prison", "You skipped this.")
    her.press("Change")
    her.tab.fill("textarea", WRITTEN)
    her.press("Continue")
    her.reads("Check your answers", WRITTEN)
    her.press("Continue")
    her.reads("Could this show who you are?", "Take out “Denise” (a name)")
    her.press("Continue")  # she keeps it: a reader takes it out
    for box in her.tab.get_by_role("checkbox").all():
        box.check()
    her.press("Send")
    words = her.tab.locator(".words li").all_inner_texts()
    assert len(words) == 6
    return " ".join(words)


def look_up(her: Walk, words: str) -> None:
    """Open her six words: never a word of hers on the page, nor the consultation's name."""
    her.go(reverse("feedback:receipt"))
    her.tab.fill("#words", words)
    her.press("See what happened")
    her.nowhere(*HERS, "Getting out")


def take_back(her: Walk, words: str) -> None:
    """Take her words back, and see that the six words open nothing any more."""
    look_up(her, words)
    her.press("Take my words back")
    her.reads("Your six words stop working.")
    her.press("Yes, take them back")
    her.reads("Your words are taken back")
    look_up(her, words)
    her.reads("Nothing opens with these words.")


def log_in(staff: Walk, user: User) -> None:
    """By the page that staff use; it leads to the first admin screen."""
    staff.go("/accounts/login/?next=/manage/")
    staff.tab.get_by_label("Email").fill(user.email)
    staff.tab.get_by_label("Password").fill(PASSWORD)
    staff.press("Log in", within=staff.main)
    assert staff.path == "/manage/"


def read(reviewer: Walk) -> None:
    """Take out the name that was found and a place that was not; say how safe she sounds."""
    reviewer.follow("1 response to read")
    reviewer.press("Open the next ten")
    reviewer.follow("Read the next")
    tab = reviewer.tab
    tab.locator("summary", has_text="Open her words").click()
    assert tab.get_by_label("Denise", exact=True).is_checked()
    more = tab.locator("[data-more]").first
    more.get_by_label("Exact words").fill("cafe by the pier")
    more.get_by_label("What it is").select_option("PLACE_SPECIFIC")
    more.get_by_label("Why it goes").select_option("rare")
    if not reviewer.script:  # with script the preview is always there
        reviewer.press("Preview")
    assert tab.locator("[data-preview]").first.inner_text() == REDACTED
    tab.get_by_label("Urgent: the safeguarding lead looks now").check()
    reviewer.press("Save and next")
    reviewer.reads("You have read this whole batch.")


def choose_codebook(facilitator: Walk, page: ConsultationPage) -> None:
    """Code the consultation with the codebook that was imported, and ask the machine to look."""
    facilitator.go(reverse("insights:themes"))
    facilitator.follow(page.title)
    facilitator.press("Use this codebook")
    facilitator.press("Look for themes")
    facilitator.reads("The worker is looking for themes.")


def on_the_bench(facilitator: Walk) -> Callable[[str, Locator], None]:
    """Press what decides: by script the page changes in place, without it comes again."""

    def press(name: str, within: Locator) -> None:
        if facilitator.script:
            within.get_by_role("button", name=name).first.click()
        else:
            facilitator.press(name, within=within)

    return press


def group(facilitator: Walk, page: ConsultationPage) -> None:
    """Accept what was suggested for her response, add a theme, mark it as read."""
    facilitator.go(reverse("insights:responses", args=[page.pk]) + "?show=unread")
    facilitator.follow("Start reading")
    facilitator.reads("[name], could not find a flat", "“nowhere to go”")
    housing = facilitator.tab.locator(".themes-row", has_text="Housing").first
    decide = on_the_bench(facilitator)
    decide("Accept", housing)
    housing.get_by_text("Accepted").wait_for()
    facilitator.look()
    facilitator.tab.get_by_label("Money, benefits and debt", exact=True).check()
    decide("Add what is ticked", facilitator.main)
    money = facilitator.tab.locator(".themes-row", has_text="Money, benefits and debt")
    money.get_by_role("link", name="Point at words").wait_for()
    facilitator.look()
    facilitator.press("Read, next")
    facilitator.reads("You have read all responses of this list.")


def counted(facilitator: Walk, page: ConsultationPage, theme: str) -> int:
    """How many responses people gave this theme, on the overview."""
    facilitator.go(reverse("insights:overview", args=[page.pk]))
    link = facilitator.tab.get_by_role("link", name=theme, exact=True)
    row = facilitator.tab.locator("tr", has=link)
    return int(row.locator("td").first.inner_text())


def write_pack(facilitator: Walk, page: ConsultationPage) -> None:
    """Start the pack and write all that signing asks for: its words, a finding, a recommendation,
    and one "we could not, because"."""
    facilitator.go(reverse("insights:packs:list"))
    facilitator.press("Start a pack")
    tab = facilitator.tab
    tab.get_by_label("What women said, in short").fill("Many had no place to live.")
    tab.get_by_label("Who is missing, and why").fill("Women on remand were not asked.")
    tab.get_by_label("Where it is taken").fill(TAKEN_TO)
    facilitator.press("Save the draft")
    facilitator.reads("The draft is saved.")
    conclude(facilitator)


def conclude(facilitator: Walk) -> None:
    """From the page of the draft and back to it."""
    tab = facilitator.tab
    facilitator.follow("Findings")
    facilitator.follow("Add a finding")
    tab.fill("[name=sentence]", "Women leave with nowhere to stay.")
    tab.get_by_label("Housing", exact=False).first.check()
    facilitator.press("Show the evidence for what is ticked")
    facilitator.look()
    tab.fill("[name=said]", "They found out on the day.")
    tab.get_by_label("Single account").check()
    tab.fill("[name=reasons]", "Few wrote.")
    tab.get_by_label("We looked, and found nothing that does not fit.").check()
    facilitator.press("Save")
    facilitator.reads("The finding is saved.")
    facilitator.follow("Recommendations")
    facilitator.follow("Add a recommendation")
    tab.fill("[name=text]", "Pay for six flats.")
    tab.get_by_label("Women leave with nowhere to stay.").check()
    tab.fill("[name=decides]", "The cabinet")
    facilitator.press("Save")
    facilitator.follow("Decisions")
    facilitator.follow("Add a decision")
    tab.fill("[name=you_said]", YOU_SAID)
    tab.select_option("[name=answer]", "not")
    tab.fill("[name=what]", COULD_NOT)
    tab.fill("[name=because]", BECAUSE)
    tab.fill("[name=owner]", "Southdown Council, head of housing")
    tab.fill("[name=due_on]", "2027-03-01")
    facilitator.press("Save")  # about all of it: on a theme of a few it would be held back
    facilitator.reads("The decision is saved.")
    facilitator.follow("Back to the pack")


def days_go_by(page: ConsultationPage) -> None:
    """It closed three days ago: nothing more can be sent, so that its pack may be signed."""
    closed_on = timezone.localdate() - timedelta(days=3)
    ConsultationPage.objects.filter(pk=page.pk).update(closes_on=closed_on)


def sign_the_coding(facilitator: Walk, page: ConsultationPage) -> None:
    """Three women have answered: a reflexive reading, which says where the reader stands."""
    facilitator.go(reverse("insights:double_coding", args=[page.pk]))
    tab = facilitator.tab
    tab.locator("summary", has_text="Method").click()
    tab.get_by_label("Reflexive").check()
    tab.get_by_label("Where the readers stand").fill("I ran a hostel for nine years.")
    facilitator.press("Save the method")
    facilitator.go(reverse("insights:quiet_voices", args=[page.pk]))
    while facilitator.tab.get_by_role("button", name="Keep it").count():
        facilitator.press("Keep it")
    facilitator.go(reverse("insights:sign_off", args=[page.pk]))
    for step in ("Say that it is coded", "Say that it is checked", "Sign the coding off"):
        facilitator.press(step)


def sign(facilitator: Walk) -> None:
    """From the page of the draft."""
    facilitator.follow("Sign")
    facilitator.press("Sign this pack")
    facilitator.reads("Both editions are frozen")


def publish(facilitator: Walk) -> None:
    """From the page of the signed pack."""
    facilitator.follow("Publish")
    facilitator.reads(YOU_SAID, COULD_NOT, BECAUSE)
    facilitator.press("Publish for women and everyone")
    facilitator.reads("Women can now see what was decided.")


def editions(facilitator: Walk, pack: ReviewPack) -> dict[str, str]:
    """What both editions of the pack say now."""
    said = {}
    for name in ("review", "public"):
        facilitator.go(reverse("insights:packs:edition", args=[pack.pk, name]))
        said[name] = facilitator.main.inner_text()
    return said


def bring_in(facilitator: Walk, decided: Form, form: Form) -> None:
    """Import a file: what was decided takes nothing more; another, what it would do, then do it."""
    _check_file(facilitator, decided)
    facilitator.reads("is decided: nothing that comes now was weighed in it")
    _check_file(facilitator, form)
    facilitator.reads("Nothing is stored yet", "A worker rang me each day.")
    facilitator.press("Import 2 responses")
    facilitator.reads("2 responses imported.")


def _check_file(facilitator: Walk, form: Form) -> None:
    facilitator.go(reverse("review_imports:upload"))
    tab = facilitator.tab
    tab.get_by_label("Form that the rows answer").select_option(str(form.pk))
    file: FilePayload = {"name": "answers.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
    tab.get_by_label("File").set_input_files(file)
    tab.get_by_label("Where do the rows come from?").fill("A women’s centre")
    facilitator.press("Check")
