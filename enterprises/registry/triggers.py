"""Promises of the register that only the database can keep, as triggers; migrations install them."""

import pgtrigger

# The current state follows from the dated ones, whoever writes them: a form, an import, raw SQL.
KEEP_CURRENT_STATE = pgtrigger.Trigger(
    name="keep_current_state",
    level=pgtrigger.Row,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        UPDATE enterprises_enterprise AS e SET state = resolved.state
        FROM (
            SELECT touched.id, coalesce((
                SELECT s.state FROM enterprises_operatingstate AS s
                WHERE s.enterprise_id = touched.id AND s.since <= (now() AT TIME ZONE 'Asia/Seoul')::date
                ORDER BY s.since DESC LIMIT 1
            ), 'unknown') AS state
            FROM enterprises_enterprise AS touched
            WHERE touched.id IN (OLD.enterprise_id, NEW.enterprise_id)
        ) AS resolved
        WHERE e.id = resolved.id AND e.state IS DISTINCT FROM resolved.state;
        RETURN NULL;
    """,
)

# Checked at commit, under a lock on the enterprise: of two owners who leave at the same time, the second is refused.
KEEP_AN_OWNER = pgtrigger.Trigger(
    name="keep_an_owner",
    level=pgtrigger.Row,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    timing=pgtrigger.Deferred,
    func="""
        PERFORM 1 FROM enterprises_enterprise
        WHERE id IN (OLD.enterprise_id, NEW.enterprise_id) ORDER BY id FOR NO KEY UPDATE;
        IF EXISTS (
            SELECT 1 FROM enterprises_enterprise AS e
            WHERE e.id IN (OLD.enterprise_id, NEW.enterprise_id)
                AND e.merged_into_id IS NULL AND e.state NOT IN ('closed', 'dissolved')
                AND EXISTS (SELECT 1 FROM enterprises_membership AS m WHERE m.enterprise_id = e.id)
                AND NOT EXISTS (
                    SELECT 1 FROM enterprises_membership AS m WHERE m.enterprise_id = e.id AND m.role = 'owner'
                )
        ) THEN
            RAISE EXCEPTION 'An active enterprise with members needs an owner.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_keeps_an_owner';
        END IF;
        RETURN NULL;
    """,
)
