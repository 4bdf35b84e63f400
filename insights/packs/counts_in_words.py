"""Counts of women as people write them: in digits or in words."""

import re

_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "dozen hundred half"
)
_NUMBER = rf"(?:\d[\d,]*|{'|'.join(_NUMBERS.split())})"
_WOMEN = r"(?:woman|women|people|mothers?|mums|girls)(?!['’])"
_DID = "said|told|wrote|spoke|raised|asked|felt|wanted|came|answered|mentioned|of them"
# "41 women", "four young women", "3 of the women", "two in ten", "a third of", "68%", "nine said"
COUNT = re.compile(
    rf"\b{_NUMBER}(?:[ -]{_NUMBER})?\s+(?:[a-z]+\s+)?{_WOMEN}\b"
    rf"|\b{_NUMBER}\s+(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+|these\s+)*(?:{_NUMBER}|{_WOMEN})\b"
    rf"|\b{_NUMBER}\s+in\s+(?:every\s+)?{_NUMBER}\b"
    r"|\b(?:a|one|two|three)[ -](?:third|quarter|fifth)s?\s+of\b"
    r"|\b\d+(?:\.\d+)?\s*(?:%|per\s?cent\b)"
    rf"|\b{_NUMBER}(?:[ -]{_NUMBER})?\s+(?:(?:also|all|each|then)\s+)?(?:{_DID})\b",
    re.IGNORECASE,
)
