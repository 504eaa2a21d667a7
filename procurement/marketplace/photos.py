"""Photos: looked at by content, refused when too large, and drawn anew in two sizes, so that no metadata is left."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from busan_se.core.errors import Refused
from busan_se.files.actions import check_upload, store_bytes
from busan_se.files.models import StoredFile

ALLOWED = ("jpg", "png")
FILE_KIND = "offer_photo"
CONTENT_TYPE = "image/webp"
MOST_PIXELS = 30_000_000  # about 100 MB while it is being drawn
LEAST_SIDE = 400
LARGE_SIDE, SMALL_SIDE = 1600, 480
_QUALITY = 80


@dataclass(frozen=True)
class Sizes:
    """Both sizes of a photo, stored."""

    large: StoredFile
    small: StoredFile


def store_photo(upload: UploadedFile, *, user: Any) -> Sizes:
    """Store a JPG or PNG as two WebP pictures without metadata and return them.

    Raises Refused ("type_mismatch", "type_not_allowed", "too_large", "empty", "too_many_pixels", "too_small",
    "damaged").
    """
    check_upload(upload, ALLOWED)
    picture = _opened(cast("IO[bytes]", upload.file))
    large, small = (_store(content, name, user) for content, name in _drawn(picture))
    return Sizes(large, small)


def encoded(picture: Image.Image, side: int) -> bytes:
    """Return a picture as WebP that fits into a square of `side` pixels; nothing but its pixels goes along."""
    copy = picture.copy()
    copy.thumbnail((side, side))
    bare = Image.new("RGB", copy.size)
    bare.paste(copy)
    target = BytesIO()
    bare.save(target, "WEBP", quality=_QUALITY)
    return target.getvalue()


def _opened(file: IO[bytes]) -> Image.Image:
    """Return the upright picture in RGB; its size is known, and judged, before a pixel is unpacked."""
    file.seek(0)
    try:
        picture = Image.open(file, formats=("JPEG", "PNG"))
        _check_size(*picture.size)
        picture.draft("RGB", (LARGE_SIDE * 2, LARGE_SIDE * 2))
        upright = ImageOps.exif_transpose(picture)
        return _on_white(upright)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(_("This picture is damaged. Save it again as JPG or PNG and add it."), "damaged") from error


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()
    if min(width, height) < LEAST_SIDE:
        raise Refused(
            _("This picture is too small. It needs at least %(side)d pixels on each side.") % {"side": LEAST_SIDE},
            "too_small",
        )


def _too_many_pixels() -> Refused:
    millions = MOST_PIXELS // 1_000_000
    return Refused(
        _("This picture is too large. It may have at most %(n)d million pixels: make it smaller and add it again.")
        % {"n": millions},
        "too_many_pixels",
    )


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")


def _drawn(picture: Image.Image) -> Iterator[tuple[bytes, str]]:
    for side, name in ((LARGE_SIDE, "photo.webp"), (SMALL_SIDE, "photo-small.webp")):
        yield encoded(picture, side), name


def _store(content: bytes, name: str, user: Any) -> StoredFile:
    return store_bytes(content, kind=FILE_KIND, name=name, content_type=CONTENT_TYPE, user=user)
