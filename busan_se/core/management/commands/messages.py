"""`manage.py messages`: find every translatable text, keep its translation, compile. Needs Babel, not GNU gettext.

Source of truth is `locale/ko/LC_MESSAGES/django.po`, sorted by text, without line numbers, so that branches merge well.
The compiled `.mo` depends on nothing but the `.po`: the same input gives the same bytes.
"""

import ast
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

CODE = ("busan_se", "enterprises", "procurement", "finance", "education")
SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
KEYWORDS = SINGULAR | PLURAL | CONTEXT | CONTEXT_PLURAL
STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(({STRING}(?:,\s*{STRING})*)(?:,\s*count)?\)")
HEADER = (
    "Project-Id-Version: busan-se\nLanguage: ko\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=1; plural=0;\n"
)


@dataclass(frozen=True, order=True)
class Message:
    """What identifies a text: itself, its context ('' for none) and its plural ('' for none)."""

    text: str
    context: str = ""
    plural: str = ""


Catalogue = dict[Message, str]


def message_of(function: str, args: list[str]) -> Message | None:
    """Return the message of one call, by the name of the function; None if it lacks arguments."""
    if function in SINGULAR and args:
        return Message(args[0])
    if function in PLURAL and len(args) >= 2:
        return Message(args[0], plural=args[1])
    if function in CONTEXT and len(args) >= 2:
        return Message(args[1], context=args[0])
    if function in CONTEXT_PLURAL and len(args) >= 3:
        return Message(args[1], context=args[0], plural=args[2])
    return None


def in_python(source: str) -> Iterator[Message]:
    """Yield the messages of Python source: calls of gettext functions on literal strings."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        literals = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in KEYWORDS and (message := message_of(name, literals)):
            yield message


def in_template(source: str) -> Iterator[Message]:
    """Yield the messages of a template; Django itself turns its tags into gettext calls."""
    for call in TEMPLATE_CALL.finditer(templatize(source)):
        strings = [ast.literal_eval(literal) for literal in re.findall(STRING, call[2])]
        if message := message_of(call[1], strings):
            yield message


def find_messages(root: Path) -> set[Message]:
    """Return every message of the project's code and templates, migrations apart."""
    found: set[Message] = set()
    for folder in CODE:
        for path in (root / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                found.update(in_python(path.read_text(encoding="utf-8")))
    for path in sorted((root / "templates").rglob("*.*")):
        found.update(in_template(path.read_text(encoding="utf-8")))
    return found


def read_catalogue(path: Path) -> Catalogue:
    """Return the translations of a .po file."""
    with path.open("rb") as file:
        entries = list(read_po(file, locale="ko"))
    catalogue = {}
    for entry in entries:
        ids: Any = entry.id if isinstance(entry.id, list | tuple) else (entry.id, "")
        text = (entry.string[0] if isinstance(entry.string, list | tuple) else entry.string) or ""
        if ids[0]:
            catalogue[Message(ids[0], entry.context or "", ids[1])] = text
    return catalogue


def quoted(text: str) -> str:
    """Return a string as .po writes it, on several lines where it has some."""
    table = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
    lines = [f'"{line.translate(table)}"' for line in text.splitlines(keepends=True)] or ['""']
    return lines[0] if len(lines) == 1 else "\n".join(['""', *lines])


def entry_text(message: Message, translation: str) -> str:
    """Return one entry of a .po file."""
    lines = ["#, python-format"] if "%(" in message.text + message.plural else []
    if message.context:
        lines.append(f"msgctxt {quoted(message.context)}")
    lines.append(f"msgid {quoted(message.text)}")
    if message.plural:
        lines.append(f"msgid_plural {quoted(message.plural)}")
    lines.append(f"msgstr{'[0]' if message.plural else ''} {quoted(translation)}")
    return "\n".join(lines)


def as_po(catalogue: Catalogue) -> str:
    """Return a .po file, sorted by text."""
    header = f'msgid ""\nmsgstr {quoted(HEADER)}'
    return "\n\n".join([header, *(entry_text(message, catalogue[message]) for message in sorted(catalogue))]) + "\n"


def pairs(catalogue: Catalogue) -> Iterable[tuple[bytes, bytes]]:
    """Return key and value of the translated messages as a .mo file stores them, the header first, sorted by key."""
    stored = {b"": HEADER.encode()}
    for message, translation in catalogue.items():
        key = f"{message.context}\x04{message.text}" if message.context else message.text
        key = f"{key}\x00{message.plural}" if message.plural else key
        if translation:
            stored[key.encode()] = translation.encode()
    return sorted(stored.items())


def as_mo(catalogue: Catalogue) -> bytes:
    """Return the compiled catalogue (GNU .mo, little endian, no hash table)."""
    entries = list(pairs(catalogue))
    table = 28
    offset = table + 16 * len(entries)
    keys: list[tuple[int, int]] = []
    values: list[tuple[int, int]] = []
    body = BytesIO()
    for target, index in ((keys, 0), (values, 1)):
        for entry in entries:
            target.append((len(entry[index]), offset + body.tell()))
            body.write(entry[index] + b"\x00")
    numbers = [number for pair in (*keys, *values) for number in pair]
    head = struct.pack("<7I", 0x950412DE, 0, len(entries), table, table + 8 * len(entries), 0, offset)
    return head + struct.pack(f"<{len(numbers)}I", *numbers) + body.getvalue()


class Command(BaseCommand):
    help = "Collect translatable texts into locale/ko, keep translations, compile the .mo file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if a text lacks its translation")
        parser.add_argument("--prune", action="store_true", help="drop translations of texts that are gone")

    def handle(self, *args: Any, **options: Any) -> None:
        po = Path(settings.LOCALE_PATHS[0]) / "ko" / "LC_MESSAGES" / "django.po"
        found = find_messages(Path(settings.BASE_DIR))
        known = read_catalogue(po)
        kept = {message: text for message, text in known.items() if message in found or not options["prune"]}
        catalogue = {**dict.fromkeys(found, ""), **kept}
        missing = sorted(message for message in found if not catalogue[message])
        if not options["check"]:
            po.write_text(as_po(catalogue), encoding="utf-8")
            po.with_suffix(".mo").write_bytes(as_mo(catalogue))
        for message in missing:
            self.stdout.write(f"{message.context}|{message.text}" if message.context else message.text)
        if options["check"] and missing:
            raise CommandError(f"{len(missing)} texts have no Korean translation.")
