"""Files that an editor uploads, looked at by what they are; staff side only.

A picture is drawn anew, smaller and without what a camera wrote into it.
"""

from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from consultations.accessible.media import (
    MEGABYTE,
    MOST_BYTES,
    Found,
    NotThis,
    are_captions,
    look_at,
)

MOST_PICTURE_BYTES = 8 * MEGABYTE
MOST_PIXELS = 40_000_000
PICTURE_SIDE, POSTER_SIDE = 480, 640  # pixels, of the longer side
MOST_CAPTION_BYTES = 200_000
FORMATS = ("JPEG", "PNG", "WEBP")


def recording(upload: Any, sort: str) -> Found:
    """What an uploaded recording is. Raises ValidationError with what to do."""
    wanted = "video" if sort == "bsl" else "audio"
    _not_above(upload, MOST_BYTES[wanted])
    try:
        found = look_at(upload, upload.size)
    except NotThis:
        found = None
    if found is None or found.sort != wanted:
        raise ValidationError(
            _("This is not an MP4 (H.264) or WebM video. Export it as one, and choose that.")
            if wanted == "video"
            else _("This is not an MP3 or Ogg sound file. Export it as one, and choose that.")
        )
    return found


def picture(upload: Any, side: int = PICTURE_SIDE) -> ContentFile[bytes]:
    """The picture as a small JPEG. Raises ValidationError with what to do."""
    from PIL import Image, ImageOps

    _not_above(upload, MOST_PICTURE_BYTES)
    try:
        with Image.open(upload, formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValidationError(_("This picture is too large. Make it smaller first."))
            opened.thumbnail((side * 2, side * 2))
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ValidationError(
            _("This is not a JPEG, PNG or WebP picture. Save it as one, and choose it again.")
        ) from None
    upright.thumbnail((side, side))
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright, mask=upright.getchannel("A"))
    made = BytesIO()
    ground.save(made, "JPEG", quality=72, optimize=True)
    return ContentFile(made.getvalue(), name="picture.jpg")


def captions(upload: Any) -> ContentFile[bytes]:
    """The captions. Raises ValidationError with what to do."""
    _not_above(upload, MOST_CAPTION_BYTES)
    data = upload.read()
    if not are_captions(data):
        raise ValidationError(_("This is not a WebVTT file: its first line has to be WEBVTT."))
    return ContentFile(data, name="captions.vtt")


def _not_above(upload: Any, most: int) -> None:
    if upload.size > most:
        raise ValidationError(
            _("This file has %(size)s MB. Use one of %(most)s MB or less.")
            % {"size": f"{upload.size / MEGABYTE:.1f}", "most": f"{most / MEGABYTE:g}"}
        )
