"""Office files that say nothing of the machine or the moment that they were made at."""

import io
import re
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from django.conf import settings

from insights.handover.archive import READABLE, SAME_DAY

APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Alongside</Application></Properties>"
)
CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>\
<dc:creator>{creator}</dc:creator><dc:language>{language}</dc:language>\
<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>\
</cp:coreProperties>"""
# What a template brings that nobody needs: its own small picture, and styles of 2010.
LEFT_OUT = ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml", "customXml/")
RELATION = re.compile(r'<Relationship [^>]*Target="/?(?:\.\./)?([^"]+)"[^>]*/>')
OVERRIDE = re.compile(r'<Override [^>]*PartName="/([^"]+)"[^>]*/>')


def without_traces(made: bytes, *, title: str, language: str, day: date) -> bytes:
    """The same file with properties of our own: a title, its language, who runs this, a day."""
    core = CORE.format(
        title=escape(title), creator=escape(settings.OPERATOR_NAME), language=language, day=day
    )
    own = {"docProps/core.xml": core.encode(), "docProps/app.xml": APP.encode()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            if name.startswith(LEFT_OUT):
                continue
            data = own.get(name) or _without_links(name, before.read(name))
            info = zipfile.ZipInfo(name, SAME_DAY)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, READABLE
            after.writestr(info, data)
    return out.getvalue()


def _without_links(name: str, data: bytes) -> bytes:
    """What names the parts of the file, without those that are left out."""
    if not name.endswith((".rels", "[Content_Types].xml")):
        return data

    def kept(found: re.Match[str]) -> str:
        target = found[1]
        is_out = any(part.removeprefix("word/") in target for part in LEFT_OUT)
        return "" if is_out else found[0]

    text = data.decode()
    return OVERRIDE.sub(kept, RELATION.sub(kept, text)).encode()
