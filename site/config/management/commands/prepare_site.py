from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, transaction

from accounts.models import User
from config.first_pages import services
from core.models import Area
from feedback.intake.models import IntakeKey

LATER = """
Before you open the site:
  · Read each page, at {base}/manage/, and make it yours.
    Say in Privacy on what lawful basis you keep what is sent. Let a fluent speaker read the Welsh.
  · Look up each helpline at its source, and set the day on which you did (Settings, Helplines).
  · If the web process is running, start it again: it remembers for an hour where pages were.
"""
KEY = "  · Make the key that answers are sealed to: manage.py create_intake_key"
PERSON = "  · Make the first administrator: manage.py createsuperuser"


class Command(BaseCommand):
    help = (
        "Make a freshly migrated database a whole site: languages, first pages, an area, national "
        "helplines and the site's address. What is there is left as it is."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--area", default="", help="name of your area, such as Sussex")
        parser.add_argument("--area-welsh", default="", help="its name in Welsh")
        parser.add_argument("--country", default="england", choices=Area.Country.values)
        parser.add_argument(
            "--contact", default="", help="how people reach you: an e-mail address, a number"
        )
        parser.add_argument(
            "--address", default=settings.BASE_URL, help="of the public site; else BASE_URL"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                made = prepare(**options)
                later = still_to_do()
        except services.ContactMissing as error:
            raise CommandError(
                "Say how people reach you, for the privacy and accessibility pages: "
                '--contact "office@example.org"'
            ) from error
        except ValidationError as error:
            raise CommandError(f"This area's name won't do. {' '.join(error.messages)}") from error
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                "A database could not be used. Run manage.py migrate, and manage.py migrate intake "
                f"--database intake, before this. It said: {str(error).splitlines()[0]}."
            ) from error
        for line in made:
            self.stdout.write(f"Made: {line}.")
        if not made:
            self.stdout.write("Everything was there already. Nothing was changed.")
        elif any(line.startswith("pages") for line in made):
            self.stdout.write(later)


def prepare(
    *, area: str, area_welsh: str, country: str, contact: str, address: str, **_: Any
) -> list[str]:
    """Make what is missing, and say what that was."""
    area = area.strip()
    if not area and not Area.objects.exists():
        raise CommandError('Name your area: --area "Sussex"')
    if urlsplit(address).scheme not in services.PORTS or not urlsplit(address).hostname:
        raise CommandError("--address has to look like https://example.org.")
    made = [f"the language {name}" for name in services.make_languages()]
    if area and services.make_area(name=area, name_cy=area_welsh.strip(), country=country):
        made.append(f"the area {area}")
    pages = services.make_pages(contact=contact.strip())
    for code, language in services.NAMES.items():
        titles = [page.title for page in pages if page.locale.language_code == code]
        made += [f"pages in {language}: {', '.join(titles)}"] if titles else []
    if services.point_site(address=address):
        made.append(f"the site's address, {address}")
    if number := services.make_helplines():
        made.append(f"{number} national helplines")
    return made


def still_to_do() -> str:
    """What no command can do, and the steps that have not been taken yet."""
    lines = [LATER.format(base=settings.BASE_URL.rstrip("/")).rstrip()]
    lines += [] if IntakeKey.objects.exists() else [KEY]
    lines += [] if User.objects.filter(is_superuser=True).exists() else [PERSON]
    return "\n".join(lines)
