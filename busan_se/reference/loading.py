"""Reading the official code files: the whole KSIC, and the legal dongs of Busan."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from busan_se.reference.models import District, Ksic, LegalDong

_BUSAN = "26"
_DONG_COLUMNS = ("법정동코드", "시군구명", "읍면동명", "동리명", "생성일자", "말소일자")
_ENCODINGS = ("utf-8-sig", "cp949")


class UnreadableFile(Exception):
    """The file is not what it should be; the message says where."""


@transaction.atomic
def load_ksic(path: Path) -> int:
    """Load classes, groups and sub-classes of KSIC from a CSV of code and Korean name; return how many codes it has.

    Sections (letters) and divisions (two digits) are there by migration and left alone. Raises UnreadableFile.
    """
    rows = sorted({row[0].strip(): row[1].strip() for row in _rows(path)[1:] if len(row) >= 2}.items())
    codes = [
        Ksic(code=code, name_ko=name, level=len(code), parent_id=code[:-1]) for code, name in rows if len(code) > 2
    ]
    divisions = set(Ksic.objects.divisions().values_list("code", flat=True))
    if strange := [item.code for item in codes if not item.code.isdigit() or item.code[:2] not in divisions]:
        raise UnreadableFile(f"{path}: these are no codes of KSIC 10: {', '.join(strange[:5])}")
    for level in (3, 4, 5):  # a code before those that are part of it
        Ksic.objects.bulk_create(
            [item for item in codes if item.level == level],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name_ko", "level", "parent"],
        )
    return len(rows)


@transaction.atomic
def load_legal_dongs(path: Path) -> int:
    """Load the legal dongs of Busan's districts from the official CSV; return how many. Raises UnreadableFile."""
    header, *rows = _rows(path)
    if missing := set(_DONG_COLUMNS) - set(header):
        raise UnreadableFile(f"{path}: no column {', '.join(sorted(missing))}")
    dongs = list(_dongs(header, rows))
    LegalDong.objects.bulk_create(
        dongs,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["district", "name", "created_on", "abolished_on"],
    )
    return len(dongs)


def _dongs(header: list[str], rows: list[list[str]]) -> Iterator[LegalDong]:
    districts = set(District.objects.values_list("code", flat=True))
    for row in rows:
        entry = dict(zip(header, row, strict=False))
        code, name = entry["법정동코드"], " ".join(filter(None, (entry["읍면동명"], entry["동리명"])))
        if code.startswith(_BUSAN) and code[:5] in districts and name:
            yield LegalDong(
                code=code,
                district_id=code[:5],
                name=name,
                created_on=_day(entry["생성일자"]),
                abolished_on=_day(entry["말소일자"]) if entry["말소일자"] else None,
            )


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()


def _rows(path: Path) -> list[list[str]]:
    for encoding in _ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as file:
                rows = [row for row in csv.reader(file) if row]
        except UnicodeDecodeError:
            continue
        if rows:
            return rows
        break
    raise UnreadableFile(f"{path}: no rows in UTF-8 or CP949")
