"""Whether a document has the shape that REFI-QDA 1.5 gives it: names, order and number of elements,
attributes, guids and what they lead to.

Written by hand from the published schemas (Project.xsd of 18 March 2019, Codebook.xsd), as far as
we write them. A part is "?" none or one, "*" any number, "+" one or more, "" exactly one.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
GUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
Shape = tuple[str, str, str]  # children in order; required attributes; others
NOTE = "NoteRef*"
SOURCE: Shape = (
    f"Description? PlainTextContent? PlainTextSelection* Coding* {NOTE} VariableValue*",
    "guid",
    "name plainTextPath richTextPath creatingUser creationDateTime modifyingUser modifiedDateTime",
)
REF: Shape = ("", "targetGUID", "")
SHAPES: dict[str, Shape] = {
    "Project": (
        "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? "
        f"Description? {NOTE}",
        "name",
        "origin creatingUserGUID creationDateTime modifyingUserGUID modifiedDateTime basePath",
    ),
    "Users": ("User+", "", ""),
    "User": ("", "guid", "name id"),
    "CodeBook": ("Codes", "", ""),
    "Codes": ("Code+", "", ""),
    "Code": (f"Description? {NOTE} Code*", "guid name isCodable", "color"),
    "Variables": ("Variable+", "", ""),
    "Variable": ("Description?", "guid name typeOfVariable", ""),
    "Cases": ("Case+", "", ""),
    "Case": ("Description? CodeRef* VariableValue* SourceRef* SelectionRef*", "guid", "name"),
    "VariableValue": ("VariableRef TextValue?", "", ""),
    "Sources": ("TextSource+", "", ""),
    "TextSource": SOURCE,
    "PlainTextSelection": (
        f"Description? Coding* {NOTE}",
        "guid startPosition endPosition",
        "name creatingUser creationDateTime modifyingUser modifiedDateTime",
    ),
    "Coding": (f"CodeRef {NOTE}", "guid", "creatingUser creationDateTime"),
    "Notes": ("Note+", "", ""),
    "Note": SOURCE,
    **dict.fromkeys(("CodeRef", "SourceRef", "VariableRef", "NoteRef"), REF),
    **dict.fromkeys(("Description", "TextValue", "PlainTextContent"), ("", "", "")),
}
# Codebook.xsd: the same but for notes, and the root says where it is from.
OF_CODEBOOK: dict[str, Shape] = {
    "CodeBook": ("Codes Sets?", "", "origin"),
    "Codes": ("Code+", "", ""),
    "Code": ("Description? Code*", "guid name isCodable", "color"),
    "Description": ("", "", ""),
}
WITH_WORDS = {"Description", "TextValue", "PlainTextContent"}
LEADS_TO = {
    "CodeRef": "Code",
    "SourceRef": "TextSource",
    "VariableRef": "Variable",
    "NoteRef": "Note",
}


def faults(document: str) -> list[str]:
    """What is not as the standard has it; an empty list is well."""
    root = ET.fromstring(document)  # noqa: S314  we wrote it
    namespace, name = root.tag[1:].split("}")
    shapes = {PROJECT: SHAPES, CODEBOOK: OF_CODEBOOK}.get(namespace, {})
    wanted = {PROJECT: "Project", CODEBOOK: "CodeBook"}.get(namespace)
    if name != wanted:
        return [f"the root is {root.tag}"]
    found: list[str] = []
    for element in root.iter():
        if not element.tag.startswith(f"{{{namespace}}}"):
            found.append(f"{element.tag} is in no namespace of the standard")
        elif local(element) not in shapes:
            found.append(f"{local(element)} is not known")
        else:
            found += _of(element, shapes[local(element)])
    return [*found, *_guids(root)]


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _of(element: ET.Element, shape: Shape) -> list[str]:
    name, (children, required, others) = local(element), shape
    pattern = "".join(
        f"(?:{part.rstrip('?*+')} ){part[-1] if part[-1] in '?*+' else ''}"
        for part in children.split()
    )
    inside = "".join(f"{local(child)} " for child in element)
    found = [] if re.fullmatch(pattern, inside) else [f"{name} holds {inside or 'nothing'}"]
    missing = set(required.split()) - set(element.attrib)
    strange = set(element.attrib) - set(required.split()) - set(others.split())
    found += [f"{name} lacks {one}" for one in missing]
    found += [f"{name} has {one}" for one in strange]
    if (
        name not in WITH_WORDS
        and "".join([element.text or "", *(c.tail or "" for c in element)]).strip()
    ):
        found.append(f"{name} holds words")
    return found + _values(name, element.attrib)


def _values(name: str, attributes: Mapping[str, str]) -> list[str]:
    found = [
        f"{name}: {key} is {value}"
        for key, value in attributes.items()
        if key in ("guid", "targetGUID", "creatingUser") and not GUID.fullmatch(value)
    ]
    if attributes.get("isCodable", "true") not in ("true", "false"):
        found.append(f"{name}: isCodable is {attributes['isCodable']}")
    if attributes.get("typeOfVariable", "Text") not in ("Text", "Boolean", "Integer"):
        found.append(f"{name}: typeOfVariable is {attributes['typeOfVariable']}")
    if not attributes.get("plainTextPath", "internal://x.txt").startswith("internal://"):
        found.append(f"{name}: plainTextPath is {attributes['plainTextPath']}")
    return found


def _guids(root: ET.Element) -> list[str]:
    """Each guid once, and each that is named is there, of the right kind."""
    kinds: dict[str, str] = {}
    found = []
    for element in root.iter():
        if guid := element.get("guid"):
            if guid in kinds:
                found.append(f"{guid} is there twice")
            kinds[guid] = local(element)
    for element in root.iter():
        name, target = local(element), element.get("targetGUID")
        if target and kinds.get(target) != LEADS_TO[name]:
            found.append(f"{name} leads to {kinds.get(target)}")
        user = element.get("creatingUser")
        if user and kinds.get(user) != "User":
            found.append(f"{name} is by {kinds.get(user)}")
    return found
