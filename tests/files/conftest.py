"""Contents of files, good and bad."""

import zipfile
from io import BytesIO

import olefile
import pytest

from tests.factories.ground import PDF


def zipped(**entries: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def office(main: str, *more: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("[Content_Types].xml", main, *more):
            archive.writestr(name, b"<x/>")
    return buffer.getvalue()


@pytest.fixture(scope="session")
def contents() -> dict[str, bytes]:
    """One small file of each kind."""
    return {
        "pdf": PDF,
        "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(32),
        "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(32),
        "docx": office("word/document.xml"),
        "xlsx": office("xl/workbook.xml"),
        "docm": office("word/document.xml", "word/vbaProject.bin"),
        "hwpx": zipped(mimetype=b"application/hwp+zip"),
        "epub": zipped(mimetype=b"application/epub+zip"),
        "zip": zipped(a_dot_txt=b"a"),
        "exe": b"MZ" + bytes(200),
        "text": "그냥 글".encode(),
        "ole": olefile.MAGIC + bytes(600),
        "broken zip": b"PK\x03\x04" + bytes(100),
        "huge directory": b"PK\x03\x04" + bytes(50) + b"PK\x05\x06" + bytes(8) + b"\xff\xff\xff\x7f" + bytes(6),
    }
