"""What was sealed and is not as it was is found; two years later the rows go and the seals stay."""

from datetime import timedelta
from io import StringIO

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from busan_se.audit import seals
from busan_se.audit.models import AccessLog, AccessSeal
from busan_se.core.clock import now

pytestmark = pytest.mark.django_db
TAMPER = ("audit.AccessLog:append_only", "audit.AccessSeal:append_only")


def log(n=3, at=None):
    rows = [AccessLog(subject=f"accounts.User:{k}", action="view", **({"at": at} if at else {})) for k in range(n)]
    return AccessLog.objects.bulk_create(rows)


@pytest.fixture
def sealed():
    """Two sealed ranges of three rows, and a row that waits."""
    log()
    first = seals.seal_new()
    log()
    second = seals.seal_new()
    log(1)
    return first, second


def verify(*args):
    out = StringIO()
    call_command("verify_access_log", *args, stdout=out)
    return out.getvalue()


def broken_by(change):
    """Return what the command says after somebody got round the triggers."""
    with pgtrigger.ignore(*TAMPER):
        change()
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_access_log", stdout=out)
    return out.getvalue()


def test_a_whole_log_is_said_to_be_whole(sealed):
    assert sealed[1].previous == sealed[0]
    assert "2 seals are whole, 1 rows wait" in verify()
    assert sealed[1].digest in verify("--expect", sealed[0].digest)


def test_a_changed_row_is_found_with_its_range(sealed):
    said = broken_by(lambda: AccessLog.objects.filter(pk=sealed[0].last - 1).update(reason="anders"))
    assert f"Rows {sealed[0].first}–{sealed[0].last}" in said
    assert f"Rows {sealed[1].first}" not in said


def test_a_missing_row_is_found(sealed):
    said = broken_by(lambda: AccessLog.objects.filter(pk=sealed[1].last).delete())
    assert f"Rows {sealed[1].first}–{sealed[1].last}" in said
    assert "3 rows were sealed, 2 are there" in said


def test_a_changed_seal_is_found(sealed):
    assert "changed" in broken_by(lambda: AccessSeal.objects.filter(pk=sealed[0].pk).update(rows_digest="0" * 64))


def test_a_digest_that_somebody_noted_must_still_be_there(sealed):
    with pytest.raises(CommandError):
        verify("--expect", "0" * 64)


def test_the_log_cannot_be_emptied():
    for model in (AccessLog, AccessSeal):
        with pytest.raises(DatabaseError, match="Cannot empty"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'TRUNCATE "{model._meta.db_table}" CASCADE')


def test_after_two_years_the_rows_go_and_the_chain_stays_whole():
    log(at=now() - seals.KEPT - timedelta(days=1))
    old = seals.seal_new()
    log()
    seals.seal_new()
    assert seals.prune() == 3
    assert AccessLog.objects.earliest("pk").pk == old.last + 1
    assert "2 seals are whole" in verify()
    assert seals.prune() == 0


def test_a_broken_range_is_kept_as_evidence():
    rows = log(at=now() - seals.KEPT - timedelta(days=1))
    seals.seal_new()
    with pgtrigger.ignore(*TAMPER):
        AccessLog.objects.filter(pk=rows[0].pk).update(subject="niemand")
    assert seals.prune() == 0
    assert AccessLog.objects.count() == 3


def test_beat_seals_once_an_hour(sealed, monkeypatch):
    assert seals.seal_if_due() is None
    monkeypatch.setattr(seals, "SEALED_EVERY", timedelta())
    assert seals.seal_if_due().rows == 1
    assert seals.seal_if_due() is None
