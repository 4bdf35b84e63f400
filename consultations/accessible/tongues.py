"""Languages that a version may be in: what each calls itself, and which way it is written.

Plain Python. English and Welsh are the site's own; the others have no page tree here.
"""

from dataclasses import dataclass

ENGLISH, WELSH = "en-gb", "cy"


@dataclass(frozen=True)
class Tongue:
    """A language: its name in English, its own name, and its direction."""

    name: str
    own_name: str
    direction: str = "ltr"


OF_THE_SITE = {
    ENGLISH: Tongue("English", "English"),
    WELSH: Tongue("Welsh", "Cymraeg"),
}
OTHERS = {
    "sq": Tongue("Albanian", "Shqip"),
    "am": Tongue("Amharic", "አማርኛ"),
    "ar": Tongue("Arabic", "العربية", "rtl"),
    "bn": Tongue("Bengali", "বাংলা"),
    "bg": Tongue("Bulgarian", "Български"),
    "zh": Tongue("Chinese", "中文"),
    "fr": Tongue("French", "Français"),
    "de": Tongue("German", "Deutsch"),
    "hi": Tongue("Hindi", "हिन्दी"),
    "it": Tongue("Italian", "Italiano"),
    "lt": Tongue("Lithuanian", "Lietuvių"),
    "fa": Tongue("Persian", "فارسی", "rtl"),
    "pl": Tongue("Polish", "Polski"),
    "pt": Tongue("Portuguese", "Português"),
    "pa": Tongue("Punjabi", "ਪੰਜਾਬੀ"),
    "ro": Tongue("Romanian", "Română"),
    "ru": Tongue("Russian", "Русский"),
    "so": Tongue("Somali", "Soomaali"),
    "es": Tongue("Spanish", "Español"),
    "ta": Tongue("Tamil", "தமிழ்"),
    "ti": Tongue("Tigrinya", "ትግርኛ"),
    "tr": Tongue("Turkish", "Türkçe"),
    "uk": Tongue("Ukrainian", "Українська"),
    "ur": Tongue("Urdu", "اردو", "rtl"),
    "vi": Tongue("Vietnamese", "Tiếng Việt"),
}
ALL = {**OF_THE_SITE, **OTHERS}


def tongue(code: str) -> Tongue:
    """The language of a code; one that nobody listed is called by its code."""
    return ALL.get(code) or Tongue(code, code)


def html_code(code: str) -> str:
    """As `lang` says it: English is English, wherever it is read."""
    return code.partition("-")[0]
