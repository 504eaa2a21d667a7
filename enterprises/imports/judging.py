"""Lines of a list judged in chunks, in the order of the file; no more than a chunk is held at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from busan_se.reference.models import District, QualificationKind
from enterprises.imports.layouts.base import Layout, ParsedRow
from enterprises.imports.models import ImportBatch
from enterprises.imports.queries import found_for
from enterprises.imports.rules import Basis, Found, Outcome, Verdict, complete, judge
from enterprises.registry.search import search_key

CHUNK = 2000
Line = tuple[int, Mapping[str, str]]


@dataclass(frozen=True)
class JudgedLine:
    """One line of the file with whom it may be about and what it would do."""

    number: int
    raw: Mapping[str, str]
    parsed: ParsedRow
    found: Found
    verdict: Verdict


@dataclass
class Judging:
    """The judging of one list. `elsewhere` counts the lines about other cities and provinces, which are left out."""

    basis: Basis
    elsewhere: int = 0
    _first_lines: dict[str, int] = field(default_factory=dict)

    def chunks(self, lines: Iterable[Line]) -> Iterator[list[JudgedLine]]:
        """Yield the judged lines about Busan, chunk by chunk; a fixed number of queries for each."""
        for chunk in chunks_of(lines):
            yield self.judged(chunk)

    def judged(self, lines: Sequence[Line]) -> list[JudgedLine]:
        """Return the judged lines of one chunk."""
        read = [(number, raw, self.basis.layout.parse(raw)) for number, raw in lines]
        own = [(number, raw, complete(row, self.basis)) for number, raw, row in read if not row.elsewhere]
        self.elsewhere += len(read) - len(own)
        found = found_for([row for _number, _raw, row in own], self.basis)
        return [self._judge(*line, whom) for line, whom in zip(own, found, strict=True)]

    def _judge(self, number: int, raw: Mapping[str, str], parsed: ParsedRow, found: Found) -> JudgedLine:
        names = _names_of(parsed, found)
        first = next((self._first_lines[name] for name in names if name in self._first_lines), None)
        verdict = judge(parsed, found, as_of=self.basis.as_of, first_line=first)
        if verdict.outcome != Outcome.REJECTED:
            self._first_lines.update(dict.fromkeys(names, number))
        return JudgedLine(number, raw, parsed, found, verdict)


def _names_of(parsed: ParsedRow, found: Found) -> list[str]:
    """Return by what a second line about the same enterprise is known."""
    names = [f"{kind} {value}" for kind, value in parsed.numbers.items()]
    if found.certain:
        names.append(f"entry {found.certain.enterprise}")
    return names or [f"{search_key(parsed.name)} {parsed.fields.get('district')} {parsed.held and parsed.held.number}"]


def basis_of(batch: ImportBatch, layout: Layout) -> Basis:
    """Return what the lines of a batch are judged by: two queries."""
    return Basis(
        layout=layout,
        as_of=batch.as_of,
        districts=dict(District.objects.values_list("name_ko", "code")),
        kinds=dict(QualificationKind.objects.values_list("name_ko", "code"))
        | {code: code for code in QualificationKind.objects.values_list("code", flat=True)},
        district=batch.district_id,
        is_demo=batch.is_demo,
    )


def chunks_of(items: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield lists of up to CHUNK items."""
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
