"""The report as a workbook: achievement rates are formulas, so that a reader can change a target and see."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.kpis.reports.contents import LANGUAGE, made_at

Row = dict[str, Any]
HEAD = 2  # row of the column headings, below the title and an empty row


class Sheet:
    """One sheet with a title, a line of headings, and rows written below each other."""

    def __init__(self, book: Any, name: str, title: str, headings: Sequence[str], widths: Sequence[int]) -> None:
        self.page = book.add_worksheet(name)
        self.row = HEAD
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.number = book.add_format({"num_format": "#,##0"})
        self.rate = book.add_format({"num_format": "0.0%"})
        self.page.write(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        self.page.write_row(HEAD, 0, headings, book.add_format({"bold": True, "bg_color": "#ECF2FE", "bottom": 1}))
        for column, width in enumerate(widths):
            self.page.set_column(column, column, width)
        self.page.freeze_panes(HEAD + 1, 1)

    def add(self, *values: Any) -> None:
        """Write the next row. A text is written as text, never as a formula; None leaves the cell empty."""
        self.row += 1
        for column, value in enumerate(values):
            if isinstance(value, Ratio):
                self._add_ratio(column, value)
            elif isinstance(value, int):
                self.page.write_number(self.row, column, value, self.number)
            elif value is not None:
                self.page.write_string(self.row, column, str(value), self.text)

    def _add_ratio(self, column: int, ratio: "Ratio") -> None:
        part, whole = f"{ratio.part}{self.row + 1}", f"{ratio.whole}{self.row + 1}"
        known = ratio.numerator / ratio.denominator if ratio.numerator is not None and ratio.denominator else ""
        self.page.write_formula(self.row, column, f'=IF(N({whole})=0,"",{part}/{whole})', self.rate, known)


class Ratio:
    """A rate computed by the sheet from two columns of its row; the value known now is stored beside the formula."""

    def __init__(self, part: str, whole: str, numerator: int | None, denominator: int | None) -> None:
        self.part, self.whole = part, whole
        self.numerator, self.denominator = numerator, denominator


def xlsx_of(data: Row) -> bytes:
    """Return the workbook, in Korean; the same data gives the same bytes."""
    buffer = BytesIO()
    with override(LANGUAGE), xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        title = f"{data['report']} {data['month']}"
        book.set_properties({"title": title, "created": made_at(data["period"]).replace(tzinfo=None)})
        _summary(book, title, data)
        _trend(book, data)
        _members(book, data)
        _definitions(book, data)
    return buffer.getvalue()


def _summary(book: Any, title: str, data: Row) -> None:
    note = f" ({_('Demo data')})" if data["demo"] else ""
    headings = [_("Indicator"), _("Unit"), _("Result"), _("Target year"), _("Target"), _("Achieved")]
    headings += [
        _("Final year"),
        _("Final target"),
        _("Achieved"),
        _("Reporting"),
        _("Should report"),
        _("Response rate"),
    ]
    sheet = Sheet(book, _("Summary"), f"{title}{note}", headings, [30, 10, 20, 10, 20, 10, 10, 20, 10, 10, 10, 10])
    for item in data["indicators"]:
        way, goal = item["waypoint"] or {}, item["goal"] or {}
        sheet.add(
            item["name"],
            item["unit"],
            item["value"],
            way.get("year"),
            way.get("value"),
            Ratio("C", "E", item["value"], way.get("value")),
            goal.get("year"),
            goal.get("value"),
            Ratio("C", "H", item["value"], goal.get("value")),
            item["numerator"],
            item["denominator"],
            Ratio("J", "K", item["numerator"], item["denominator"]),
        )


def _trend(book: Any, data: Row) -> None:
    headings = [_("Indicator"), _("Month"), _("Result"), _("Target of the year"), _("Achieved"), _("Note")]
    sheet = Sheet(book, _("By month"), _("The last 13 months"), headings, [30, 10, 20, 20, 10, 30])
    for item in data["indicators"]:
        for row in item["trend"]:
            if row["value"] is not None:
                note = _("measured later") if row["late"] else None
                ratio = Ratio("C", "D", row["value"], row["target"])
                sheet.add(item["name"], row["month"], row["value"], row["target"], ratio, note)


def _members(book: Any, data: Row) -> None:
    names = {"qualification": _("Qualification"), "district": _("District"), "year": _("Business year")}
    headings = [_("Indicator"), _("Breakdown"), _("Member"), _("Result"), _("Reporting"), _("Should report")]
    headings.append(_("Response rate"))
    sheet = Sheet(book, _("Breakdowns"), _("Breakdowns"), headings, [30, 12, 28, 20, 12, 12, 12])
    for item in data["indicators"]:
        for name, label in names.items():
            for row in item["tables"][name]:
                ratio = Ratio("E", "F", row["numerator"], row["denominator"])
                sheet.add(item["name"], label, row["label"], row["value"], row["numerator"], row["denominator"], ratio)


def _definitions(book: Any, data: Row) -> None:
    headings = [_("Indicator"), _("Definition"), _("Formula"), _("Source"), _("Measured"), _("Revision"), _("Code")]
    sheet = Sheet(book, _("Definitions"), _("Definitions and sources"), headings, [30, 70, 50, 40, 20, 8, 50])
    for item in data["indicators"]:
        keys = ("name", "definition", "formula", "source", "measured", "revision", "code_version")
        sheet.add(*(item[key] for key in keys))
