"""The lead of the reading: she draws, compares, settles, decides on quiet voices and signs."""

import re

from django.db.models import QuerySet
from django.urls import reverse

from insights.models import QuietVoice, Sample, Settlement, SignOff, Theme
from insights.rigour.comparing import settle_response
from insights.rigour.measuring import measure_sample
from insights.rigour.pairs import members_of, pairs_of
from insights.rigour.quiet import quiet_themes
from insights.rigour.voices import decide_voice
from tests.journeys.coding import by_hand
from tests.journeys.coding.reading import add
from tests.journeys.coding.second_coder import SIZE
from tests.journeys.coding.walker import Walker
from tests.journeys.coding.world import World, a_late_paper_form

BY_HAND = 3  # quiet voices that she decides on here, and responses that she settles: others alike
WHY = "We read it together, and she says it herself."
STEPS = ("Say that it is coded", "Say that it is checked", "Sign the coding off")


def place(name: str, world: World, *more: int) -> str:
    return reverse(f"insights:{name}", args=[world.consultation.pk, *more])


def draw(me: Walker, world: World) -> None:
    """A sample for the second coder. Nothing may be signed yet, and it says why."""
    me.open(place("sign_off", world))
    me.says("1 response has been read by nobody yet.", "No sample has been coded twice yet.")
    assert not me.tab.get_by_role("button", name=re.compile("Say that|Sign the")).count()
    me.look("sign-off before anything")
    me.open(place("double_coding", world))
    me.look("double coding")
    me.tab.get_by_label("Second coder").select_option(label=str(world.second))
    me.press("Draw a sample")
    me.says(f"{world.second} has coded 0 of {SIZE}.")
    assert not me.tab.get_by_role("button", name="Compare", exact=True).count()


def walk(me: Walker, world: World) -> None:
    compare(me, world)
    settle(me, world)
    decide_quiet_voices(me, world)
    read_what_is_left(me, world)
    sign(me, world)
    open_again(me, world)
    sign(me, world)
    somebody_comes_late(me, world)


def compare(me: Walker, world: World) -> None:
    """Each number on the page is what NLTK says of the two codings."""
    me.open(place("double_coding", world))
    me.says(f"{world.second} has coded {SIZE} of {SIZE}.")
    me.press("Compare")
    sample = Sample.objects.latest("pk")
    me.open(place("comparison", world, sample.pk))
    me.says("A worker is measuring it.")
    measure_sample(sample.pk)
    me.open(place("comparison", world, sample.pk))
    me.says(f"Base: {SIZE} responses that both coded, drawn at random from 24.")
    assert by_hand.check(me, sample) >= 10
    me.tab.locator("main summary", has_text="How to read the numbers").press("Enter")
    me.look("comparison")


def settle(me: Walker, world: World) -> None:
    """All that they differ in, side by side."""
    sample = Sample.objects.latest("pk")
    sides = by_hand.both_codings(sample)
    differ = sum(first != second for first, second in sides.values())
    assert BY_HAND < differ < SIZE
    me.says(
        f"{SIZE - differ} responses have the same themes", f"{differ} have to be settled still."
    )
    me.enter(me.tab.locator(".themes-row a"))
    me.look("settle")
    me.press("Settle")
    me.says("Say why, in a sentence.")
    for number in range(BY_HAND - 1):
        assert settled_here(world).count() == number
        me.type("Why", WHY)
        me.press("Settle")
    settle_alike(world, sample, but=1)
    me.open(place("comparison", world, sample.pk))
    me.says("1 has to be settled still.")
    me.enter(me.tab.locator(".themes-row a"))
    me.type("Why", WHY)
    me.press("Settle")
    me.says("All others are settled.")
    assert settled_here(world).count() == differ
    settled = settled_here(world).first()
    assert settled
    me.open(place("bench", world, settled.response_id))
    me.says("Coded twice and compared", f"Settled by {world.lead}")
    me.look("the bench of what is settled")


def settle_alike(world: World, sample: Sample, but: int) -> None:
    """What is left, as the first coding has it, without a browser."""
    responses = {member.response_id: member.response for member in members_of(sample)}
    waiting = [pair for pair in pairs_of(sample) if pair.is_open]
    for pair in waiting[: len(waiting) - but]:
        themes = list(Theme.objects.filter(pk__in=pair.first))
        settle_response(response=responses[pair.response], themes=themes, why=WHY, by=world.lead)


def settled_here(world: World) -> QuerySet[Settlement]:
    here = {"response__version__form__consultation": world.consultation}
    return Settlement.objects.filter(**here)


def decide_quiet_voices(me: Walker, world: World) -> None:
    page = world.consultation
    quiet = quiet_themes(page)
    assert len(quiet) > BY_HAND
    me.open(place("quiet_voices", world))
    me.says(f"{len(quiet)} are to be decided.")
    me.look("quiet voices")
    for _ in range(BY_HAND - 1):
        me.press(re.compile("^Keep it"))
    form = me.tab.locator(".voice form", has=me.tab.get_by_role("button", name="Keep it")).first
    form.locator("summary").press("Enter")
    me.enter(form.locator("[name=leave_out]"))
    me.says("Say why")
    form = me.tab.locator(".voice form:has(details[open])")
    form.locator("details input:visible, details textarea:visible").first.focus()
    me.tab.keyboard.type("It is said of somebody else, in another area.")
    me.enter(form.locator("[name=leave_out]"))
    me.says("is left out, with your reason", f"{len(quiet) - BY_HAND} are to be decided.")
    assert QuietVoice.objects.filter(consultation=page, decided_by=world.lead).count() == BY_HAND
    for one in quiet_themes(page):
        if one.is_open:
            decide_voice(
                consultation=page,
                theme=one.theme,
                is_kept=not one.is_lost,
                why="We had misread it." if one.is_lost else "",
                by=world.lead,
            )


def read_what_is_left(me: Walker, world: World) -> None:
    """The ledger stops her as long as one response is unread."""
    me.open(place("sign_off", world))
    me.says("1 response has been read by nobody yet.")
    me.says_nothing_of("Say that it is coded")
    me.follow("Read by nobody")
    me.says("1 response found")
    me.follow("Start reading")
    read_one(me)
    me.says("0 responses found")


def read_one(me: Walker) -> None:
    if not me.tab.locator("[data-row]:visible").count():
        add(me, "Information and")
    else:
        me.keys("a")
    me.stands_at(":is([data-row], #go-on)")
    with me.tab.expect_navigation():
        me.keys("n")


def sign(me: Walker, world: World) -> None:
    """One step after the other, under her name."""
    keep_new_quiet_voices(me, world)
    for name in STEPS:
        me.press(name)
    is_signed(me, world, responses=25)
    me.look("signed off")


def keep_new_quiet_voices(me: Walker, world: World) -> None:
    """The last response may have brought a theme that few raised; then to the ledger."""
    me.open(place("quiet_voices", world))
    while me.tab.get_by_text(re.compile(r"\d+ (is|are) to be decided")).count():
        if me.tab.get_by_role("button", name=re.compile("^Keep it")).count():
            me.press(re.compile("^Keep it"))
        else:
            say_why_it_is_gone(me)
    me.open(place("sign_off", world))


def say_why_it_is_gone(me: Walker) -> None:
    form = me.tab.locator(".voice form:has(details[open])").first
    form.locator("details textarea:visible").first.focus()
    me.tab.keyboard.type("We had misread it.")
    me.enter(form.locator("[name=leave_out]"))


def is_signed(me: Walker, world: World, responses: int) -> None:
    me.says(f"{world.lead}, ", f"{responses} responses")
    last = SignOff.objects.latest("pk")
    assert (last.step, last.by, last.responses) == ("signed", world.lead, responses)


def open_again(me: Walker, world: World) -> None:
    me.tab.locator("summary", has_text="Open it again").press("Enter")
    me.press("Open it again")
    me.says("Say why")
    me.type("Why it is opened again", "Two themes were mixed up.")
    me.press("Open it again")
    me.says("Opened again", "Two themes were mixed up.")
    assert SignOff.objects.latest("pk").step == "reopened"
    assert me.tab.get_by_role("button", name=STEPS[0]).count() == 1


def somebody_comes_late(me: Walker, world: World) -> None:
    """Her paper form is keyed in after the signature: it is written down, read, and signed anew."""
    late = a_late_paper_form()
    me.open(place("sign_off", world))
    me.says(f"1 response came in since {world.lead} signed", "The signature stands.")
    me.says("A late response came in", "1 response has been read by nobody yet.")
    assert not me.tab.get_by_role("button", name=STEPS[2]).count()
    me.look("somebody came late")
    me.open(place("bench", world, late.pk))
    me.says("Paper", "nobody told my mum")
    read_one(me)
    keep_new_quiet_voices(me, world)
    me.says("Changed after it was signed off")
    me.press(STEPS[2])
    is_signed(me, world, responses=26)
