"""Promises about seats that only the database can keep, as triggers; migrations install them."""

import pgtrigger

# The counter moves only from inside COUNT_SEATS: that UPDATE runs at trigger depth 2, anybody else's at depth 1, and
# keeps what the counter was (a form saves the whole row as it read it).
KEEP_COUNTER = pgtrigger.Trigger(
    name="keep_counter",
    level=pgtrigger.Row,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF TG_OP = 'INSERT' THEN
            NEW.taken := 0;
        ELSIF pg_trigger_depth() < 2 THEN
            NEW.taken := OLD.taken;
        END IF;
        RETURN NEW;
    """,
)

# Seats offered or taken, counted on the session's row: its CHECK refuses one too many, whoever writes.
COUNT_SEATS = pgtrigger.Trigger(
    name="count_seats",
    level=pgtrigger.Row,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("held", "integer"), ("holds", "integer")],
    func="""
        held := CASE WHEN OLD.state IN ('offered', 'seated') THEN 1 ELSE 0 END;
        holds := CASE WHEN NEW.state IN ('offered', 'seated') THEN 1 ELSE 0 END;
        IF TG_OP = 'UPDATE' AND NEW.session_id <> OLD.session_id THEN
            RAISE EXCEPTION 'A registration stays with its session.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_keeps_session';
        END IF;
        IF holds <> held THEN
            UPDATE events_session SET taken = taken + holds - held
            WHERE id = coalesce(NEW.session_id, OLD.session_id);
        END IF;
        RETURN NULL;
    """,
)
