"""The reader's words for kinds of detail, for reasons, and for what a cue may mean."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.review.models import CueLevel

Choices = list[tuple[Any, str | Promise]]

KINDS: Choices = [
    ("PERSON", _("Name")),
    ("STAFF_NAME", _("Worker’s name")),
    ("CHILD_NAME", _("Child’s name")),
    ("PHONE", _("Phone number")),
    ("EMAIL", _("E-mail address")),
    ("HANDLE", _("Name on social media")),
    ("URL", _("Link")),
    ("ADDRESS", _("Address")),
    ("POSTCODE", _("Postcode")),
    ("PLACE_SPECIFIC", _("Place")),
    ("ESTABLISHMENT", _("Prison or hostel")),
    ("ORG_SPECIFIC", _("School, group or service")),
    ("DOB", _("Date of birth")),
    ("DATE_SPECIFIC", _("Date")),
    ("AGE_RARE", _("Age that stands out")),
    ("RARE_EVENT", _("Event that people know of")),
    ("PRISON_NUMBER", _("Prison number")),
    ("PROBATION_CRN", _("Probation number (CRN)")),
    ("NI_NUMBER", _("National Insurance number")),
    ("NHS_NUMBER", _("NHS number")),
    ("PNC", _("PNC number")),
    ("CRO", _("CRO number")),
    ("COURT_REF", _("Court number")),
    ("HOME_OFFICE_REF", _("Home Office number")),
    ("PASSPORT", _("Passport number")),
    ("BANK", _("Bank details")),
    ("VEHICLE_REG", _("Number plate")),
]
REASONS: Choices = [
    ("her", _("It could show who she is")),
    ("other", _("It is about somebody else")),
    ("child", _("It could show who a child is")),
    ("staff", _("It names a worker")),
    ("contact", _("It is a way to reach somebody")),
    ("rare", _("Few people share it")),
]
LEVELS: Choices = [
    (CueLevel.NONE, _("No concern")),
    (CueLevel.CONCERN, _("Concern: the safeguarding lead looks within one working day")),
    (CueLevel.URGENT, _("Urgent: the safeguarding lead looks now")),
]
CUE_KINDS: dict[str, str | Promise] = {
    "suicide_self_harm": _("Suicide or self-harm"),
    "domestic_abuse_now": _("Abuse at home, now"),
    "sexual_violence": _("Sexual violence"),
    "child_at_risk": _("A child at risk"),
    "adult_at_risk": _("An adult at risk"),
    "exploitation_trafficking": _("Exploitation"),
    "threat_to_others": _("A threat to others"),
    "staff_misconduct": _("Harm by staff"),
    "health_emergency": _("Health emergency"),
    "nowhere_tonight": _("Nowhere to sleep tonight"),
    "honour_based_abuse": _("Abuse in the name of honour"),
    "some_kind": _("Danger of some kind"),
}


HELD_BECAUSE: dict[str, str | Promise] = {
    "honeypot": _("A field that people can’t see was filled in"),
    "fast": _("It came faster than a person reads"),
    "flood": _("Far more was sent than usual"),
}
DISCARD_REASONS: Choices = [
    ("machine", _("A machine sent it")),
    ("test", _("It is a test")),
    ("advert", _("It advertises something")),
    ("same", _("The same was sent many times")),
    ("empty", _("It answers nothing that was asked")),
]

# as feedback.languages knows them; a test says that they are the same
LANGUAGE_NAMES: Choices = [
    ("", _("Not sure, or another")),
    ("en", _("English")),
    ("cy", _("Welsh")),
    ("pl", _("Polish")),
    ("ro", _("Romanian")),
    ("pt", _("Portuguese")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("it", _("Italian")),
    ("de", _("German")),
    ("lt", _("Lithuanian")),
    ("sq", _("Albanian")),
    ("vi", _("Vietnamese")),
    ("tr", _("Turkish")),
    ("so", _("Somali")),
    ("ar", _("Arabic")),
    ("ur", _("Urdu")),
    ("fa", _("Persian")),
    ("pa", _("Punjabi")),
    ("bn", _("Bengali")),
    ("hi", _("Hindi")),
    ("ta", _("Tamil")),
    ("zh", _("Chinese")),
    ("ru", _("Russian")),
    ("uk", _("Ukrainian")),
    ("bg", _("Bulgarian")),
    ("am", _("Amharic")),
    ("ti", _("Tigrinya")),
]
WHY_AGAIN: Choices = [
    ("missed", _("Something was left in")),
    ("too_much", _("Something was taken out without need")),
    ("kind", _("What it is, or why it goes, is wrong")),
    ("safety", _("She may not be safe")),
    ("language", _("The language or the translation is wrong")),
]


def held_labels(flags: str) -> list[str]:
    """The reader's words for why a response is held back."""
    return [str(HELD_BECAUSE.get(flag, flag)) for flag in flags.split()]


def cue_labels(kinds: list[str]) -> list[str]:
    """The reader's words for kinds of cue."""
    return [str(CUE_KINDS.get(kind, kind)) for kind in kinds]
