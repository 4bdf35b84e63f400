"""English pages that we ship: what a school child of eleven can read, as a table.

Words are counted as women see them: the main part of each page, facts and lists included.
"""

import re
from html import unescape

import pytest
from django.core.management import call_command
from django.test import Client

from core.models import InformationPage
from core.plain_english import read
from core.plain_words import advise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_site"), pytest.mark.pages]
HIGHEST, ENOUGH = 6.0, 100
OTHERS = ["/", "/have-your-say/", "/what-happened/", "/areas/", "/news/", "/help/", "/search/"]
BEYOND = ["/staying-safe/", "/your-words/", "/carry-on/", "/lost-words/", "/contact/"]
BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|h\d|div|dt|dd|dl|legend|label|section|button|a class)\b[^>]*>"
)


def words_of(html: str) -> str:
    """The main part as text, each block on a line of its own."""
    main = html.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    main = re.sub(r"<(script|svg|select|template)\b.*?</\1>", "", main, flags=re.S)
    main = " ".join(main.split())
    return unescape(re.sub(r"<[^>]+>", "", BLOCK.sub("\n", main)))


def test_each_page_of_a_hundred_words_has_a_low_grade(client: Client) -> None:
    call_command("prepare_site", area="Sussex", contact="office@example.org", verbosity=0)
    plain = [page.url for page in InformationPage.objects.filter(locale__language_code="en-gb")]
    rows = []
    for address in [*OTHERS, *BEYOND, *plain]:
        response = client.get(address)
        assert response.status_code == 200, address
        found = read(words_of(response.content.decode()))
        rows.append((address, found.words, found.grade or 0.0, len(found.long_sentences)))
    print(f"\n{'page':32}{'words':>7}{'grade':>7}{'long':>6}")
    for address, count, grade, long in rows:
        print(f"{address:32}{count:7}{grade:7.1f}{long:6}")
    assert len(plain) >= 6
    assert [row for row in rows if row[1] >= ENOUGH and row[2] > HIGHEST] == []


def test_no_page_that_we_ship_uses_a_word_that_may_hurt(client: Client) -> None:
    call_command("prepare_site", area="Sussex", contact="office@example.org", verbosity=0)
    for page in InformationPage.objects.filter(locale__language_code="en-gb"):
        found = advise(words_of(client.get(page.url).content.decode()))
        assert not found.hurtful, page.title


def test_a_hard_page_would_be_noticed() -> None:
    hard = "<main id='main'><p>Multi-agency accommodation pathways necessitate organisational "
    hard += "commissioning arrangements.</p></main>"
    assert (read(words_of(hard)).grade or 0) > HIGHEST
