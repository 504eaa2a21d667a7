"""A list of applications that came in: read, checked line by line against the register and the call, shown, entered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import IO, Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from busan_se.core.clock import SEOUL
from busan_se.core.errors import Refused
from busan_se.core.fields import WonField
from busan_se.core.korea import format_business_number
from busan_se.core.templatetags.portal import seoul_instant
from busan_se.programs.models import Call
from enterprises.applications.models import Application
from enterprises.imports.layouts.cells import heading, read_business_number
from enterprises.imports.reading import lines_of
from enterprises.receiving.actions import Came, check_came
from enterprises.registry.models import Enterprise, EnterpriseIdentifier

NUMBER, RECEIVED, AMOUNT, NOTE = COLUMNS = ("사업자등록번호", "접수일시", "신청금액(원)", "메모")
MOST_LINES = 300
_NOTE_LENGTH = 500
_SALT, _KEPT_SECONDS = "receiving.list", 3600
_INSTANTS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y.%m.%d %H:%M", "%Y.%m.%d. %H:%M", "%Y/%m/%d %H:%M")


@dataclass(frozen=True)
class Line:
    """One line as it was read: `problem` keeps it out; the values of one without are as `Came` takes them."""

    number: int
    business_number: str
    received: str
    amount: int | None
    note: str
    enterprise: int = 0
    name: str = ""
    problem: str = ""

    @property
    def shown(self) -> str:
        """Return when it came in, as people read it; what stands in the cell where that is no instant."""
        try:
            return seoul_instant(datetime.fromisoformat(self.received))
        except ValueError:
            return self.received

    @property
    def business_number_shown(self) -> str:
        """Return the number as it is written on paper; what stands in the cell where that is none."""
        try:
            return format_business_number(self.business_number)
        except Refused:
            return self.business_number

    def came(self, enterprises: Mapping[int, Enterprise], source: str) -> Came:
        """Return what is entered of it. Raises KeyError where the enterprise left the officer's desk."""
        received_at = datetime.fromisoformat(self.received)
        return Came(
            enterprises[self.enterprise], received_at, self.amount, self.note, _("%(file)s line %(n)s") % {
                "file": source, "n": self.number,
            },
        )  # fmt: skip


def read(file: IO[bytes]) -> list[Line]:
    """Return the lines of the portal's own template. Raises Refused ("no_header", "too_long", or as `lines_of`)."""
    lines = [(number, cells) for number, cells in lines_of(file, MOST_LINES + 2) if any(cells)]
    names = [heading(cell) for cell in lines[0][1]] if lines else []
    if missing := [name for name in (NUMBER, RECEIVED) if name not in names]:
        raise Refused(
            _("The first line lacks the columns: %(names)s. Use the template.") % {"names": ", ".join(missing)},
            "no_header",
        )
    if len(lines) > MOST_LINES + 1:
        raise Refused(_("At most %(n)s lines at once: divide the list.") % {"n": MOST_LINES}, "too_long")
    return [_line(number, dict(zip(names, cells, strict=False))) for number, cells in lines[1:]]


def _line(number: int, cells: Mapping[str, str]) -> Line:
    problems = []
    business_number, problem = read_business_number(cells.get(NUMBER, ""), required=True)
    problems.append(problem)
    received = _instant(cells.get(RECEIVED, ""))
    if received is None:
        problems.append(_("“%(text)s” is not a day with a time: write it as 2026-12-03 14:30.") % {
            "text": cells.get(RECEIVED, "")[:30],
        })  # fmt: skip
    amount = None
    try:
        amount = WonField(required=False).clean(cells.get(AMOUNT, ""))
    except ValidationError as error:
        problems.append(" ".join(error.messages))
    note = cells.get(NOTE, "")
    if len(note) > _NOTE_LENGTH:
        problems.append(_("The note is longer than %(n)s characters.") % {"n": _NOTE_LENGTH})
    return Line(
        number,
        business_number or cells.get(NUMBER, "")[:30],
        received.isoformat() if received else cells.get(RECEIVED, "")[:30],
        amount,
        note[:_NOTE_LENGTH],
        problem=" ".join(filter(None, problems)),
    )


def _instant(text: str) -> datetime | None:
    for form in _INSTANTS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=SEOUL)
        except ValueError:
            continue
    return None


def checked(lines: Sequence[Line], call: Call, user: Any) -> list[Line]:
    """Return the lines with their enterprises and what stands against each; three queries for any number of lines."""
    found = _enterprises({line.business_number for line in lines if not line.problem}, user)
    taken = set(
        Application.objects.live()
        .filter(call=call, enterprise__in=[row.pk for row in found.values()])
        .values_list("enterprise", flat=True)
    )
    result = []
    for line in lines:
        result.append(_checked(line, call, found.get(line.business_number), taken))
        if result[-1].enterprise and not result[-1].problem:
            taken.add(result[-1].enterprise)
    return result


def _checked(line: Line, call: Call, enterprise: Enterprise | None, taken: Collection[int]) -> Line:
    if line.problem:
        return line
    if enterprise is None:
        return _with(line, problem=_("No enterprise of your desk has this number."))
    known = _with(line, enterprise=enterprise.pk, name=enterprise.name)
    if enterprise.pk in taken:
        return _with(known, problem=_("This enterprise has an application for this call already."))
    try:
        check_came(call, datetime.fromisoformat(line.received), line.amount)
    except Refused as refusal:
        return _with(known, problem=str(refusal))
    return known


def _with(line: Line, **changes: Any) -> Line:
    return Line(**(asdict(line) | changes))


def _enterprises(numbers: Collection[str], user: Any) -> dict[str, Enterprise]:
    rows = EnterpriseIdentifier.objects.filter(
        kind=EnterpriseIdentifier.Kind.BUSINESS,
        value__in=numbers,
        valid_to=None,
        enterprise__in=Enterprise.objects.managed_by(user).public(),
    ).select_related("enterprise__district")
    return {row.value: row.enterprise for row in rows}


def sealed(lines: Sequence[Line], call: Call, user: Any, source: str) -> str:
    """Return the accepted lines as a text that only the portal can write: what is entered is what was checked."""
    rows = [asdict(line) for line in lines if not line.problem]
    return signing.dumps([call.pk, user.pk, source, rows], salt=_SALT, compress=True)


def unsealed(text: str, call: Call, user: Any) -> list[Came]:
    """Return what was checked. Raises Refused ("stale") for a text of another call or person, or an old one."""
    try:
        of_call, of_user, source, rows = signing.loads(text, salt=_SALT, max_age=_KEPT_SECONDS)
    except signing.BadSignature as error:
        raise _stale() from error
    lines = [Line(**row) for row in rows]
    keys = [line.enterprise for line in lines]
    found = Enterprise.objects.managed_by(user).public().select_related("district").in_bulk(keys)
    if (of_call, of_user) != (call.pk, user.pk) or len(found) < len(keys):
        raise _stale()
    return [line.came(found, source) for line in lines]


def _stale() -> Refused:
    return Refused(_("The check is out of date. Upload the list again."), "stale")
