"""What the database promises about money and calls, whoever writes: triggers in plain SQL.

Refusals carry a constraint name, so that Python can tell them apart (`programs.actions.REFUSALS`).

One door stays for taking demo data out again: `SET LOCAL portal.remove_demo = 'on'` lets a transaction delete ledger
entries, versions and published calls, and only those whose envelope or call is marked `is_demo` (a mark that can't be
changed once it is set).
"""

from django.db import migrations

BALANCES = """
-- Balances move only from inside the ledger's own trigger: a direct UPDATE runs at trigger depth 1, that one at 2.
CREATE FUNCTION programs_guard_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF (NEW.reserved, NEW.committed, NEW.paid, NEW.returned) <> (0, 0, 0, 0) THEN
            RAISE EXCEPTION 'A new row of % starts with balances of 0.', TG_TABLE_NAME
                USING ERRCODE = 'check_violation', CONSTRAINT = 'balance_moved_by_entries_only';
        END IF;
    ELSIF (NEW.reserved, NEW.committed, NEW.paid, NEW.returned)
          <> (OLD.reserved, OLD.committed, OLD.paid, OLD.returned) AND pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'Balances of % are moved by ledger entries only.', TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = 'balance_moved_by_entries_only';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION programs_guard_appropriated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP = 'INSERT' AND NEW.appropriated <> 0)
       OR (TG_OP = 'UPDATE' AND NEW.appropriated <> OLD.appropriated AND pg_trigger_depth() < 2) THEN
        RAISE EXCEPTION 'What is appropriated is moved by ledger entries only.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'balance_moved_by_entries_only';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.is_demo <> OLD.is_demo THEN
        RAISE EXCEPTION 'The mark of demo data is set once.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'demo_mark_fixed';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_balances BEFORE INSERT OR UPDATE ON programs_envelope
    FOR EACH ROW EXECUTE FUNCTION programs_guard_balances();
CREATE TRIGGER guard_appropriated BEFORE INSERT OR UPDATE ON programs_envelope
    FOR EACH ROW EXECUTE FUNCTION programs_guard_appropriated();
CREATE TRIGGER guard_balances BEFORE INSERT OR UPDATE ON programs_commitment
    FOR EACH ROW EXECUTE FUNCTION programs_guard_balances();
"""

LEDGER = """
-- The commitment first, the envelope last: the row that everybody wants is held shortest.
CREATE FUNCTION programs_move_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    d_reserved bigint := CASE NEW.kind WHEN 'reserve' THEN NEW.amount WHEN 'release' THEN -NEW.amount
                                     WHEN 'commit' THEN -NEW.amount ELSE 0 END;
    d_committed bigint := CASE NEW.kind WHEN 'commit' THEN NEW.amount ELSE 0 END;
    d_paid bigint := CASE NEW.kind WHEN 'pay' THEN NEW.amount ELSE 0 END;
    d_returned bigint := CASE NEW.kind WHEN 'return' THEN NEW.amount ELSE 0 END;
    d_appropriated bigint := CASE NEW.kind WHEN 'appropriate' THEN NEW.amount WHEN 'reduce' THEN -NEW.amount ELSE 0 END;
BEGIN
    IF NEW.commitment_id IS NOT NULL THEN
        UPDATE programs_commitment c
           SET reserved = c.reserved + d_reserved,
               committed = c.committed + d_committed,
               paid = c.paid + d_paid,
               returned = c.returned + d_returned
         WHERE c.id = NEW.commitment_id AND c.envelope_id = NEW.envelope_id
           AND c.reserved + d_reserved >= 0
           AND c.paid + d_paid <= c.committed + d_committed
           AND c.returned + d_returned <= c.paid + d_paid;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'Commitment % does not allow % of % won.', NEW.commitment_id, NEW.kind, NEW.amount
                USING ERRCODE = 'check_violation', CONSTRAINT = 'commitment_exhausted';
        END IF;
    END IF;

    UPDATE programs_envelope e
       SET appropriated = e.appropriated + d_appropriated,
           reserved = e.reserved + d_reserved,
           committed = e.committed + d_committed,
           paid = e.paid + d_paid,
           returned = e.returned + d_returned
     WHERE e.id = NEW.envelope_id
       AND e.reserved + d_reserved + e.committed + d_committed
           <= e.appropriated + d_appropriated;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Envelope % has no % won left.', NEW.envelope_id, NEW.amount
            USING ERRCODE = 'check_violation', CONSTRAINT = 'envelope_exhausted';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER move_balances AFTER INSERT ON programs_envelopeentry
    FOR EACH ROW EXECUTE FUNCTION programs_move_balances();

CREATE FUNCTION programs_ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('portal.remove_demo', true) = 'on'
       AND EXISTS (SELECT FROM programs_envelope e WHERE e.id = OLD.envelope_id AND e.is_demo) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Ledger entries are never changed or removed; write another entry.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_append_only';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON programs_envelopeentry
    FOR EACH ROW EXECUTE FUNCTION programs_ledger_is_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON programs_envelopeentry
    FOR EACH STATEMENT EXECUTE FUNCTION programs_ledger_is_append_only();
"""

CALLS = """
CREATE FUNCTION programs_guard_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('portal.remove_demo', true) = 'on'
       AND EXISTS (SELECT FROM programs_call c WHERE c.id = OLD.call_id AND c.is_demo) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Rows of % never change.', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'published_never_changes';
END $$;

CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON programs_callversion
    FOR EACH ROW EXECUTE FUNCTION programs_guard_version();
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON programs_callextension
    FOR EACH ROW EXECUTE FUNCTION programs_guard_version();

CREATE FUNCTION programs_guard_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.published_at IS NULL OR (OLD.is_demo AND current_setting('portal.remove_demo', true) = 'on') THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'A published call is not deleted; cancel it.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_call_stays';
    END IF;
    IF NEW.is_demo <> OLD.is_demo THEN
        RAISE EXCEPTION 'The mark of demo data is set once.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'demo_mark_fixed';
    END IF;
    IF OLD.published_at IS NULL THEN
        RETURN NEW;
    END IF;
    IF (NEW.number, NEW.program_id, NEW.title_ko, NEW.summary_ko, NEW.body_ko, NEW.opens_at, NEW.reception,
        NEW.reception_place, NEW.reception_url, NEW.envelope_id, NEW.selections, NEW.amount_min, NEW.amount_max,
        NEW.own_share_percent, NEW.eligible_kinds, NEW.form, NEW.rubric, NEW.published_at, NEW.published_by_id,
        NEW.current_version_id)
       IS DISTINCT FROM
       (OLD.number, OLD.program_id, OLD.title_ko, OLD.summary_ko, OLD.body_ko, OLD.opens_at, OLD.reception,
        OLD.reception_place, OLD.reception_url, OLD.envelope_id, OLD.selections, OLD.amount_min, OLD.amount_max,
        OLD.own_share_percent, OLD.eligible_kinds, OLD.form, OLD.rubric, OLD.published_at, OLD.published_by_id,
        OLD.current_version_id) THEN
        RAISE EXCEPTION 'Call % is published: what it promised never changes.', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_never_changes';
    END IF;
    IF OLD.cancelled_at IS NOT NULL
       AND (NEW.cancelled_at, NEW.cancel_reason) IS DISTINCT FROM (OLD.cancelled_at, OLD.cancel_reason) THEN
        RAISE EXCEPTION 'Call % is cancelled for good.', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_never_changes';
    END IF;
    IF NEW.closes_at <> OLD.closes_at AND NOT EXISTS (
        SELECT FROM programs_callextension x
         WHERE x.call_id = OLD.id AND x.old_closes_at = OLD.closes_at AND x.new_closes_at = NEW.closes_at) THEN
        RAISE EXCEPTION 'The closing of call % moves only with an extension that says why.', OLD.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closing_moves_by_extension_only';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_call BEFORE UPDATE OR DELETE ON programs_call
    FOR EACH ROW EXECUTE FUNCTION programs_guard_call();
"""

BACK = """
DROP TRIGGER guard_balances ON programs_envelope;
DROP TRIGGER guard_appropriated ON programs_envelope;
DROP TRIGGER guard_balances ON programs_commitment;
DROP TRIGGER move_balances ON programs_envelopeentry;
DROP TRIGGER append_only ON programs_envelopeentry;
DROP TRIGGER append_only_truncate ON programs_envelopeentry;
DROP TRIGGER never_changes ON programs_callversion;
DROP TRIGGER never_changes ON programs_callextension;
DROP TRIGGER guard_call ON programs_call;
DROP FUNCTION programs_guard_balances, programs_guard_appropriated, programs_move_balances,
    programs_ledger_is_append_only, programs_guard_version, programs_guard_call;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial")]

    operations = [migrations.RunSQL(BALANCES + LEDGER + CALLS, BACK)]
