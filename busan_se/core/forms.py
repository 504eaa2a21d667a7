"""How every form looks: KRDS groups, an error summary on top, and ids that assistive technology can follow."""

from functools import cached_property
from http import HTTPStatus
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict

from busan_se.core.page_cache import version


class PortalRenderer(TemplatesSetting):
    """`{{ form }}` gives the error summary and all fields; `{{ field.as_field_group }}` one labelled group."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


def status_of(form: forms.BaseForm) -> int:
    """Return the status of a page that shows a posted form: 422 where it was refused, else 200."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


class FilterForm(forms.Form):
    """The questions of a list. Two with the same answers are equal, so that a page can keep how they look (`fixed`)."""

    @cached_property
    def _asked(self) -> tuple[Any, ...]:
        """What the look depends on: the list, the answers, and the state of the data that offers the choices."""
        given = self.data.lists() if isinstance(self.data, QueryDict) else ()
        return (type(self).__name__, version.current(), *sorted((name, *values) for name, values in given))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FilterForm) and self._asked == other._asked

    def __hash__(self) -> int:
        return hash(self._asked)
