"""Codenames that this app asks by; accounts answers (design §11.18)."""

NATIONAL_HELPLINES = "core.edit_national_helplines"  # lines for everywhere: administrators
EDIT_PAGES = "consultations.edit_consultations"  # of an area: consultations, its page, its news
