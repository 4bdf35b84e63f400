"""Counts of women as people write them: in digits or in words."""

import re

_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "dozen hundred half"
)
_NUMBER = rf"(?:\d[\d,]*|{'|'.join(_NUMBERS.split())})"
_WOMEN = r"(?:woman|women|people|mothers?|mums|girls)(?!['’])"
_DID = "said|told|wrote|spoke|raised|asked|felt|wanted|came|answered|mentioned"
# What follows where those that are counted aren't named, and may be women: what people do, or are,
# or nothing. "Two of five services" counts services, "two of them for a mother" counts flats.
_THEN = (
    rf"(?=\s*(?:[.,;:!?)–—]|$)|\s+(?:of|who|are|were|was|had|have|has|did|could|can|can['’]t|left|"
    rf"slept|lost|got|went|felt|lived?|needs?|{_DID}|[a-z]+ed|(?:[a-z]+\s+)?{_WOMEN})\b)"
)
_THE = r"(?:the\s+|our\s+|all\s+|these\s+|those\s+)*"
# "41 women", "four young women", "3 of the women", "two in ten", "a third of us", "nine said"
COUNT = re.compile(
    rf"\b{_NUMBER}(?:[ -]{_NUMBER})?\s+(?:[a-z]+\s+)?{_WOMEN}\b"
    rf"|\b{_NUMBER}\s+(?:out\s+)?of\s+{_THE}{_WOMEN}\b"
    rf"|\b{_NUMBER}\s+(?:out\s+)?of\s+(?:{_THE}{_NUMBER}|them|us)\b{_THEN}"
    rf"|\b{_NUMBER}\s+in\s+(?:every\s+)?{_NUMBER}\b{_THEN}"
    rf"|\b(?:a|one|two|three)[ -](?:third|quarter|fifth)s?\s+of\s+{_THE}(?:{_WOMEN}|them|us)\b"
    r"|\b\d+(?:\.\d+)?\s*(?:%|per\s?cent\b)"
    rf"|\b{_NUMBER}(?:[ -]{_NUMBER})?\s+(?:(?:also|all|each|then)\s+)?(?:{_DID})\b",
    re.IGNORECASE,
)
