import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from busan_se.core.errors import Refused
from procurement.marketplace.photos import LARGE_SIDE, MOST_PIXELS, SMALL_SIDE, store_photo
from tests.factories.offers import picture

pytestmark = pytest.mark.django_db
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def opened(file):
    return Image.open(BytesIO(file.file.open("rb").read()))


def refusal(upload) -> str:
    with pytest.raises(Refused) as refused:
        store_photo(upload, user=None)
    return refused.value.code


def with_metadata(orientation=1):
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "SecretCamera"
    exif.get_ifd(GPS)[1] = "N"
    return picture((1000, 500), exif=exif.tobytes(), comment=b"SecretComment")


def claiming(width, height):
    """Return a PNG of a few bytes that says it is as large as that."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + header + body)


def test_a_photo_is_stored_in_two_sizes_of_webp():
    sizes = store_photo(picture((4000, 3000)), user=None)
    assert (opened(sizes.large).format, opened(sizes.large).size) == ("WEBP", (LARGE_SIDE, LARGE_SIDE * 3 // 4))
    assert max(opened(sizes.small).size) == SMALL_SIDE
    assert {sizes.large.content_type, sizes.small.content_type} == {"image/webp"}


def test_a_small_photo_is_not_blown_up():
    assert opened(store_photo(picture((500, 450)), user=None).large).size == (500, 450)


def test_no_metadata_is_left():
    sizes = store_photo(with_metadata(), user=None)
    for file in (sizes.large, sizes.small):
        content = file.file.open("rb").read()
        assert b"Secret" not in content
        assert b"EXIF" not in content
        assert dict(Image.open(BytesIO(content)).getexif()) == {}


def test_a_photo_taken_upright_stands_upright():
    assert opened(store_photo(with_metadata(orientation=6), user=None).large).size == (500, 1000)


def test_what_is_transparent_becomes_white():
    target = BytesIO()
    Image.new("RGBA", (500, 500), (0, 0, 0, 0)).save(target, "PNG")
    stored = opened(store_photo(SimpleUploadedFile("a.png", target.getvalue()), user=None).large)
    assert min(stored.convert("RGB").getpixel((250, 250))) > 250


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_pictures_of_printers_and_scanners_are_taken(mode):
    target = BytesIO()
    Image.new(mode, (500, 500)).save(target, "JPEG")
    assert opened(store_photo(SimpleUploadedFile("a.jpg", target.getvalue()), user=None).large).mode == "RGB"


@pytest.mark.parametrize("side", [int(MOST_PIXELS**0.5) + 1, 12_000, 60_000, 2**31 - 1])
def test_a_decompression_bomb_is_refused_before_it_is_unpacked(side):
    assert refusal(claiming(side, side)) in {"too_many_pixels", "damaged"}


def test_too_many_pixels_are_told():
    assert refusal(claiming(6000, 5001)) == "too_many_pixels"


def test_too_few_pixels_are_told():
    assert refusal(picture((399, 900))) == "too_small"


def test_a_damaged_picture_is_told():
    content = picture((900, 900)).read()
    assert refusal(SimpleUploadedFile("a.jpg", content[: len(content) // 2])) == "damaged"


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (SimpleUploadedFile("a.jpg", b"%PDF-1.7\n"), "type_mismatch"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.7\n"), "type_not_allowed"),
        (SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "type_not_allowed"),
        (SimpleUploadedFile("a.png", picture().read()), "type_mismatch"),
        (SimpleUploadedFile("a.jpg", b""), "empty"),
    ],
)
def test_what_is_no_photo_is_refused_by_its_content(upload, code):
    assert refusal(upload) == code
