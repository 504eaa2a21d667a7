"""The form field for uploads."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from busan_se.files.actions import check_upload
from busan_se.files.types import DOCUMENTS_AND_PICTURES, TYPES, type_names


def _hint(allowed: Sequence[str]) -> str:
    return _("%(types)s, up to %(limit)s.") % {
        "types": type_names(allowed),
        "limit": filesizeformat(settings.UPLOAD_MAX_BYTES),
    }


class UploadField(forms.FileField):
    """A file of the `allowed` types (keys of `types.TYPES`); says types and limit before, checks the content after.

    The cleaned value is the upload; `actions.store_upload` stores it.
    """

    def __init__(self, *, allowed: Sequence[str] = DOCUMENTS_AND_PICTURES, **kwargs: Any) -> None:
        self.allowed = tuple(allowed)
        kwargs.setdefault("help_text", lazy(_hint, str)(self.allowed))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser's file dialog show only what is allowed."""
        accept = ",".join(suffix for key in self.allowed for suffix in TYPES[key].suffixes)
        return {**super().widget_attrs(widget), "accept": accept}

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            check_upload(upload, self.allowed)
        return upload

    def to_python(self, data: Any) -> UploadedFile | None:
        """Leave an empty file to `check_upload`, whose message names the file."""
        return None if data in self.empty_values else data
