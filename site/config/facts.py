"""Facts for "How we keep you unknown" and "Privacy", read out of the schema and the settings.

A fact is said only while its check holds. There is no text here that could be said without one.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.facts import About, Fact

# Tables that what she sends stands in, from her pressing Send until it is forgotten.
HERS = (
    *("intake.SealedResponse", "intake.ReceiptSlip", "intake.ReceiptAct", "intake.Draft"),
    *("intake.ClosedVisit", "review.WaitingResponse", "feedback.Response", "feedback.Answer"),
)
# Who of staff did something to it: nothing of hers.
OF_STAFF = {("review.WaitingResponse", "discarded_by")}
DAYS = {"week", "swept_on"}  # of its sending, and of readers taking it in
# No part of a column's name may be one of these.
WHO_OR_WHERE = {
    *("name", "user", "account", "email", "mail", "phone", "telephone", "mobile", "address", "ip"),
    *("agent", "browser", "device", "session", "cookie", "postcode", "place", "birth", "age"),
    "referrer",
}
OF_PEOPLE = {"accounts", "account", "mfa", "sessions"}
CLOCKS = (models.DateTimeField, models.TimeField, models.DurationField)
DROPPED_FIRST = {"REMOTE_ADDR", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_COOKIE"}
DAY = 24 * 60  # minutes


def facts() -> Iterator[Fact]:
    """All that hold now."""
    for about, found in (
        (About.NEVER, never_kept()),
        (About.SENDING, on_sending()),
        (About.KEPT, how_long()),
        (About.SHOWN, in_public()),
    ):
        for name, words, *short in found:
            yield Fact(about, name, words, *short)


Said = Iterator[tuple[str, ...]]  # name, words, and a short name where it has one


def never_kept() -> Said:
    """From the tables, the middleware, the logs and the policy for browsers."""
    fields = [
        field
        for label in HERS
        for field in apps.get_model(label)._meta.local_fields
        if (label, field.name) not in OF_STAFF
    ]
    if not any(_tells_who(field) for field in fields):
        words = _(
            "Our program has %(count)d boxes for what you send. None is for a name, an e-mail, a "
            "phone number or where you are. One is for the area that you were asked about. One is "
            "for the group that gave you a code, if it did: to count, and never shown with your "
            "words."
        )
        yield "who", words % {"count": len(fields)}, _("No name")
    days = {field.name for field in fields if isinstance(field, models.DateField)}
    if not any(isinstance(field, CLOCKS) for field in fields) and days <= DAYS:
        words = _(
            "What you send carries its week, and the day when readers got it. It carries no time "
            "of day."
        )
        yield "clock", words, _("No time of day")
    if _ids_are_random():
        yield "order", _("Each one gets a number by chance. None is the first."), _("No order")
    if _traces_go_first():
        words = _("Where it is, and which kind, is dropped before all else.")
        yield "traces", words, _("No trace of your phone")
    if _no_cookie_where_she_writes():
        yield "cookie", _("There is none on the pages where you write."), _("No cookie")
    if _asks_nobody_else():
        yield "others", _("Our pages load nothing from anybody else."), _("No other company")


def on_sending() -> Said:
    """From the settings of this very site."""
    if settings.SURFACE == "public":
        words = _("Your words are locked. The part that takes them has the lock, not the key.")
        yield "lock", words
    else:
        yield (
            "lock",
            _("Your words are locked before they are kept. Only the part for readers opens them."),
        )
    if settings.SWEEP_EVERY_MINUTES >= DAY:
        yield "mixing", _("Once each working day they are mixed with what others sent.")
    else:
        words = ngettext(
            "Each minute they are mixed with what others sent.",
            "Every %(count)d minutes they are mixed with what others sent.",
            settings.SWEEP_EVERY_MINUTES,
        )
        yield "mixing", words % {"count": settings.SWEEP_EVERY_MINUTES}
    if apps.get_model("feedback.Response")._meta.get_field("uses").get_default() == []:
        yield "uses", _("If you tick nothing, only our readers see your words, and we count you.")
    from feedback.receipts import WORDS, word_list

    yield (
        "receipt",
        _("Your %(words)d words are drawn by chance from a list of %(list)s. We keep no copy.")
        % {"words": WORDS, "list": f"{len(word_list()):,}"},
    )
    host = (urlsplit(settings.LEAVE_URL).hostname or "").removeprefix("www.")
    yield "leave", _("“Leave this site” takes you to %(host)s.") % {"host": host}


def how_long() -> Said:
    """From the one table of periods. A form may have shorter or longer ones, and then says so."""
    from feedback.review.contacts.services import DETAILS_KEPT_DAYS
    from feedback.review.retention.kinds import BY_NAME, Kind, Unit

    def period(kind: Kind) -> str:
        if kind.unit is Unit.DAYS:
            return _days(kind.length)
        if kind.unit is Unit.WEEKS:
            return ngettext("%(n)d week", "%(n)d weeks", kind.length) % {"n": kind.length}
        return ngettext("%(n)d month", "%(n)d months", kind.length) % {"n": kind.length}

    for name, words in (
        ("originals", _("Just as you sent it: %(time)s, once it was read.")),
        ("responses", _("Without the details that a reader took out: %(time)s.")),
        ("slips", _("Your six words work for at least %(time)s.")),
        ("drafts", _("What you saved to send later: %(time)s.")),
        ("visits", _("A mark that a visit is over, with nothing of yours in it: %(time)s.")),
        ("equality", _("What you ticked about yourself, apart from your words: %(time)s.")),
    ):
        yield name, words % {"time": period(BY_NAME[name])}
    words = _("If you ask to be contacted, your details: %(time)s after that is done.")
    yield "contacts", words % {"time": _days(DETAILS_KEPT_DAYS)}


def in_public() -> Said:
    """From the rules that every published number goes through."""
    from insights.suppression import FEWEST, NUMBERS_FROM, STEP

    words = _("No number stands for fewer than %(fewest)d women. Others are rounded to %(step)d.")
    yield "fewest", words % {"fewest": FEWEST, "step": STEP}
    words = _("Under %(from)d women in all, we give one number: how many took part.")
    yield "from", words % {"from": NUMBERS_FROM}


def _days(count: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", count) % {"n": count}


def _tells_who(field: Any) -> bool:
    related = field.related_model
    to_people = related is not None and related._meta.app_label in OF_PEOPLE
    return to_people or bool(WHO_OR_WHERE & set(field.name.lower().split("_")))


def _ids_are_random() -> bool:
    from feedback.sealing import random_id

    found = [apps.get_model(label)._meta.pk for label in HERS if label != "intake.ClosedVisit"]
    return all(key is not None and key.default is random_id for key in found)


def _traces_go_first() -> bool:
    from core.middleware import TRACES

    forgets = settings.MIDDLEWARE[0] == "core.middleware.ForgetTheVisitor"
    logging: dict[str, Any] = settings.LOGGING
    handlers = logging["handlers"].values()
    quiet = all("without_traces" in handler.get("filters", ()) for handler in handlers)
    return forgets and quiet and set(TRACES) >= DROPPED_FIRST


def _no_cookie_where_she_writes() -> bool:
    """A token against forged posts would need a cookie: views that ask for none set none."""
    from feedback.urls import urlpatterns

    return all(getattr(route.callback, "csrf_exempt", False) for route in urlpatterns)


def _asks_nobody_else() -> bool:
    """Leaving is where she goes, not what a page loads."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    loads = {name: set(sources) for name, sources in directives.items() if name != "form-action"}
    return NONE in loads["default-src"] and all(found <= {SELF, NONE} for found in loads.values())
