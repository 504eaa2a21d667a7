"""The smallest OLE file that is an HWP document: a directory with one stream, FileHeader, in the mini stream."""

import struct

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    return head + struct.pack("<III", _FREE, _FREE, child) + bytes(36) + struct.pack("<IQ", start, size)


def smallest_hwp(signature: bytes = b"HWP Document File") -> bytes:
    """Return an OLE file: sector 0 FAT, 1 directory, 2 mini FAT, 3 the mini stream."""
    stream = signature.ljust(256, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 2, 1, _END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    fat = struct.pack("<IIII", _FAT, _END, _END, _END) + struct.pack("<I", _FREE) * 124
    directory = (
        _entry("Root Entry", 5, 1, 3, 512) + _entry("FileHeader", 2, _FREE, 0, 256) + _entry("", 0, _FREE, 0, 0) * 2
    )
    mini_fat = struct.pack("<IIII", 1, 2, 3, _END) + struct.pack("<I", _FREE) * 124
    return header + fat + directory + mini_fat + stream.ljust(512, b"\0")
