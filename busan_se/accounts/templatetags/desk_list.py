"""The lines of the desks' lists, as Django writes them: what a column needs is found once, not for each line."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any

from django import template
from django.contrib.admin.templatetags import admin_list
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import display_for_field, display_for_value, lookup_field, quote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from busan_se.core.clock import seoul

register = template.Library()

Shown = Callable[[Any], tuple[Any, bool]]  # what a column shows of a row, and whether it stays on one line
_ANY = "-"  # stands for the key of a row in an address
_ONE_LINE = (models.DateField, models.TimeField, models.ForeignKey)


@register.inclusion_tag("admin/change_list_results.html")
def desk_list(cl: ChangeList) -> dict[str, Any]:
    """Show what Django's `result_list` shows, instants in the portal's way.

    Lists that are edited in place, and pop-ups, are left to Django.
    """
    if cl.formset or cl.is_popup or cl.to_field:
        return admin_list.result_list(cl)
    headers = list(admin_list.result_headers(cl))
    return {
        "cl": cl,
        "result_hidden_fields": (),
        "result_headers": headers,
        "num_sorted_fields": sum(1 for header in headers if header["sortable"] and header["sorted"]),
        "results": [admin_list.ResultList(None, [line]) for line in lines(cl)],
    }


def lines(cl: ChangeList) -> Iterator[SafeString]:
    """Yield the cells of each row of a list."""
    columns = [_column(cl, index, name) for index, name in enumerate(cl.list_display)]
    for row in cl.result_list:
        yield mark_safe("".join(column(row) for column in columns))


def _column(cl: ChangeList, index: int, name: Any) -> Callable[[Any], str]:
    links = _is_linked(cl, name)
    shown, called = _shown(cl, name, links), _called(name, index)
    kind = "action-checkbox" if called == "action_checkbox" else f"field-{called}"
    tag = "th" if links and name == next(column for column in cl.list_display if _is_linked(cl, column)) else "td"
    before, after = _address(cl) if links else ("", "")
    pk = cl.lookup_opts.pk.attname

    def cell(row: Any) -> str:
        value, one_line = shown(row)
        text: str = conditional_escape(value)
        if links:
            text = f'<a href="{before}{quote(getattr(row, pk))}{after}">{text}</a>'
        return f'<{tag} class="{kind}{" nowrap" if one_line else ""}">{text}</{tag}>'

    return cell


def _called(name: Any, index: int) -> str:
    if not callable(name):
        return str(name)
    return f"lambda{index}" if name.__name__ == "<lambda>" else str(name.__name__)


def _is_linked(cl: ChangeList, name: Any) -> bool:
    if cl.list_display_links is None:
        return False
    return name in cl.list_display_links if cl.list_display_links else name == cl.list_display[0]


def _address(cl: ChangeList) -> tuple[str, str]:
    """Return what stands before and after the key in the address of a row."""
    row: Any = SimpleNamespace(**{cl.pk_attname: _ANY})
    url = cl.url_for_result(row)
    kept = add_preserved_filters({"preserved_filters": cl.preserved_filters, "opts": cl.opts}, url)
    before, _key, after = conditional_escape(kept).partition(f"/{_ANY}/")
    return f"{before}/", f"/{after}"


def _shown(cl: ChangeList, name: Any, links: bool) -> Shown:
    empty = cl.model_admin.get_empty_value_display()
    try:
        field = None if callable(name) else cl.lookup_opts.get_field(name)
    except FieldDoesNotExist:
        field = None
    if isinstance(field, models.Field) and not field.auto_created:
        return _of_field(field, empty, links)
    method = getattr(cl.model_admin, name, None) if isinstance(name, str) and name != "__str__" else None
    return _of_method(method, empty) if callable(method) else _of_anything(cl, name, empty)


def _of_field(field: models.Field, empty: Any, links: bool) -> Shown:
    one_line, attname = isinstance(field, _ONE_LINE), field.attname
    if isinstance(field.remote_field, models.ManyToOneRel):
        return lambda row: (empty if (other := getattr(row, field.name)) is None else other, one_line)
    if field.flatchoices:
        labels = {key: str(label) for key, label in field.flatchoices}
        return lambda row: (labels.get(getattr(row, attname), empty), one_line)
    if isinstance(field, models.DateTimeField):
        return lambda row: (_instant(getattr(row, attname)) or empty, one_line)
    return lambda row: (display_for_field(getattr(row, attname), field, empty, avoid_link=links), one_line)


def _instant(instant: datetime | None) -> str:
    """Return an instant as narrow columns show it: "2026.12.03. 18:00"."""
    return f"{seoul(instant):%Y.%m.%d. %H:%M}" if instant else ""


def _of_method(method: Callable[[Any], Any], empty: Any) -> Shown:
    own_empty, boolean = getattr(method, "empty_value_display", empty), getattr(method, "boolean", False)
    return lambda row: _plain(method(row), own_empty, boolean)


def _of_anything(cl: ChangeList, name: Any, empty: Any) -> Shown:
    """Return how to show properties and what else Django finds by a name."""

    def shown(row: Any) -> tuple[Any, bool]:
        _field, attr, value = lookup_field(name, row, cl.model_admin)
        source = attr.fget if isinstance(attr, property) else attr
        return _plain(value, getattr(attr, "empty_value_display", empty), getattr(source, "boolean", False))

    return shown


def _plain(value: Any, empty: Any, boolean: bool) -> tuple[Any, bool]:
    if isinstance(value, str) and not value.strip():
        value = ""
    return display_for_value(value, empty, boolean), isinstance(value, date | time)
