"""Forms as a browser reads them from a page: which fields they have, and what it would send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {"text", "search", "email", "tel", "url", "number", "date", "datetime-local", "time", "textarea"}
NOT_SENT = {"submit", "button", "reset", "image", "file"}


@dataclass
class Form:
    """One form: where it goes, what is sent if it is left as it is, the kind of each field, and its file fields."""

    method: str
    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def typed(self) -> list[str]:
        """The fields into which people type."""
        return [name for name, kind in self.kinds.items() if kind in TYPED]

    def sent(self, **changes: object) -> dict[str, object]:
        """Return what is sent when these fields were changed."""
        return {**self.values, **changes}

    def _send(self, name: str, value: str, kind: str) -> None:
        self.kinds[name] = kind
        self.values.setdefault(name, []).append(value)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.select, self.textarea = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self.form)
        elif self.form is not None and "disabled" not in given:
            self._field(self.form, tag, given)

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input" and name:
            self._input(form, name, given)
        elif tag == "textarea":
            self.textarea = name
            form._send(name, "", "textarea")
        elif tag == "select":
            self.select = name
            form.kinds[name] = "select"
        elif tag == "option" and self.select and "selected" in given:
            form._send(self.select, given.get("value", ""), "select")

    def _input(self, form: Form, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text").lower()
        if kind == "file":
            form.files.append(name)
        elif kind in {"checkbox", "radio"}:
            form.kinds[name] = kind
            if "checked" in given:
                form._send(name, given.get("value", "on"), kind)
        elif kind not in NOT_SENT:
            form._send(name, given.get("value", ""), kind)

    def handle_data(self, data: str) -> None:
        if self.form is not None and self.textarea:
            self.form.values[self.textarea][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""


def forms_of(html: str) -> list[Form]:
    """Return the forms of a page in their order. A textarea loses the line break that browsers ignore at its start."""
    reader = _Reader()
    reader.feed(html)
    for form in reader.forms:
        for name in [name for name, kind in form.kinds.items() if kind == "textarea"]:
            form.values[name] = [value.removeprefix("\r\n").removeprefix("\n") for value in form.values[name]]
    return reader.forms


def form_with(html: str, name: str) -> Form:
    """Return the form that has a field of this name."""
    return next(form for form in forms_of(html) if name in form.kinds or name in form.files)
