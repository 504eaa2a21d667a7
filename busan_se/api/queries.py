"""What a request asks of a list: the filters of the page, read strictly, and the part of the list."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from busan_se.api.errors import BadQuery, unknown_parameters
from busan_se.api.extensions import Resource
from busan_se.core.paging import KeysetPaginator, NoSuchPage, Page
from busan_se.core.problems import LANGUAGE, LANGUAGES, Problem

CURSOR, PAGE_SIZE = "cursor", "page_size"
DEFAULT_SIZE, LARGEST_SIZE = 50, 100
TRUTHS = ("true", "false")


def refuse_unknown(request: HttpRequest, known: list[str]) -> None:
    """Raise BadQuery for a parameter that is not known, stands twice, or asks for a language that there is not."""
    known = [*known, LANGUAGE]
    if unknown := [name for name in request.GET if name not in known]:
        raise unknown_parameters(unknown, known)
    for name, values in request.GET.lists():
        if len(values) > 1:
            raise BadQuery.because(name, _("Give this parameter once."), "repeated")
    _choice(request, LANGUAGE, LANGUAGES)


def page_asked(resource: Resource, rows: QuerySet[Any], request: HttpRequest) -> Page:
    """Return those of `rows` that the request asks for. Raises BadQuery for what would answer another question."""
    found = resource.filterset(request.GET, rows, request=request)
    refuse_unknown(request, [*found.form.fields, CURSOR, PAGE_SIZE])
    paginator = KeysetPaginator(rows.model, resource.sort, _size(request), CURSOR)
    try:
        return paginator.page(request, (_filtered(found, request),))
    except NoSuchPage as error:
        raise BadQuery(Problem.BAD_CURSOR, {CURSOR: [{"code": "invalid", "message": str(error)}]}) from error


def _filtered(found: Any, request: HttpRequest) -> QuerySet[Any]:
    for name, field in found.form.fields.items():
        if isinstance(field, forms.NullBooleanField):  # the checkbox of the page takes any word for a yes
            _choice(request, name, TRUTHS)
    if not found.is_valid():
        raise BadQuery(Problem.INVALID_PARAMETER, found.form.errors.get_json_data())
    rows: QuerySet[Any] = found.qs
    return rows


def _choice(request: HttpRequest, name: str, values: tuple[str, ...]) -> None:
    if request.GET.get(name, values[0]) not in values:
        raise BadQuery.because(name, _("One of these: %(values)s.") % {"values": ", ".join(values)})


def _size(request: HttpRequest) -> int:
    given = request.GET.get(PAGE_SIZE, str(DEFAULT_SIZE))
    if not (given.isascii() and given.isdigit() and len(given) <= len(str(LARGEST_SIZE))):
        given = "0"
    if not 1 <= int(given) <= LARGEST_SIZE:
        raise BadQuery.because(PAGE_SIZE, _("A whole number from 1 to %(largest)s.") % {"largest": LARGEST_SIZE})
    return int(given)
