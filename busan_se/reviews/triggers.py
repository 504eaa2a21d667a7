"""Promises about scores that only the database can keep, as triggers; migrations install them.

A score locks the sheet and the round it belongs to (FOR SHARE), a sheet its round: a recusal or a closing that happens
at the same time waits for it, or it waits for them and then sees what they wrote. Whoever locks both takes the sheet
first.
"""

import pgtrigger

READ_ONLY = pgtrigger.ReadOnly(name="frozen")

GUARD_SHEET = pgtrigger.Trigger(
    name="guard_sheet",
    level=pgtrigger.Row,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("of_case", "bigint"), ("of_panelist", "bigint"), ("declared", "text"), ("stands", "text")],
    func="""
        SELECT c.round_id, r.state INTO of_case, stands
          FROM reviews_case c JOIN reviews_round r ON r.id = c.round_id WHERE c.id = NEW.case_id FOR SHARE OF r;
        SELECT p.round_id INTO of_panelist FROM reviews_panelist p WHERE p.id = NEW.panelist_id;
        IF of_case <> of_panelist THEN
            RAISE EXCEPTION 'Case and reviewer belong to different rounds.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'sheet_of_one_round';
        END IF;
        -- In a closed round only the opinion may still go, when its time is over.
        IF stands = 'closed' AND (TG_OP = 'INSERT' OR NEW.comment NOT IN ('', OLD.comment)
            OR (NEW.state, NEW.case_id, NEW.panelist_id) <> (OLD.state, OLD.case_id, OLD.panelist_id)) THEN
            RAISE EXCEPTION 'The round is closed.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_closed';
        END IF;
        SELECT d.kind INTO declared FROM reviews_declaration d WHERE d.assignment_id = NEW.id;
        IF (NEW.state = 'assigned') <> (declared IS NULL)
           OR (NEW.state = 'recused') <> (coalesce(declared, 'none') <> 'none') THEN
            RAISE EXCEPTION 'The state of a sheet follows its declaration.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'sheet_follows_declaration';
        END IF;
        IF NEW.state = 'recused' AND EXISTS (SELECT 1 FROM reviews_score s WHERE s.assignment_id = NEW.id) THEN
            RAISE EXCEPTION 'Scores of a reviewer who stood down must go first.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'score_after_recusal';
        END IF;
        RETURN NEW;
    """,
)

# The state of the sheet follows what is declared, whoever declares it.
MOVE_SHEET = pgtrigger.Trigger(
    name="move_sheet",
    level=pgtrigger.Row,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF TG_OP = 'UPDATE' AND NEW.kind = OLD.kind THEN
            RETURN NULL;
        END IF;
        UPDATE reviews_assignment
           SET state = CASE NEW.kind WHEN 'none' THEN 'cleared' ELSE 'recused' END,
               submitted_at = NULL, updated_at = now()
         WHERE id = NEW.assignment_id;
        RETURN NULL;
    """,
)

GUARD_SCORE = pgtrigger.Trigger(
    name="guard_score",
    level=pgtrigger.Row,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("sheet", "text"), ("stands", "text"), ("rubric", "bigint"), ("fits", "boolean"), ("broken", "text")],
    func="""
        SELECT a.state, r.state, r.rubric_id INTO sheet, stands, rubric
          FROM reviews_assignment a
          JOIN reviews_case c ON c.id = a.case_id
          JOIN reviews_round r ON r.id = c.round_id
         WHERE a.id = coalesce(NEW.assignment_id, OLD.assignment_id)
           FOR SHARE OF a, r;
        broken := CASE
            WHEN stands = 'closed' THEN 'round_is_closed'
            WHEN stands <> 'open' THEN 'round_is_not_open'
            WHEN sheet = 'recused' THEN 'score_after_recusal'
            WHEN sheet = 'assigned' THEN 'score_before_declaration'
            WHEN sheet = 'submitted' THEN 'score_is_submitted'
        END;
        IF broken IS NULL AND TG_OP <> 'DELETE' THEN
            SELECT NEW.points BETWEEN 0 AND k.max_points INTO fits FROM reviews_criterion k
             WHERE k.id = NEW.criterion_id AND k.rubric_id = rubric AND k.kind = 'score';
            IF fits IS NOT TRUE THEN
                broken := 'score_within_maximum';
            END IF;
        END IF;
        IF broken IS NOT NULL THEN
            RAISE EXCEPTION 'This score is not possible: %', broken
                USING ERRCODE = 'check_violation', CONSTRAINT = broken;
        END IF;
        RETURN coalesce(NEW, OLD);
    """,
)

GUARD_ADJUSTMENT = pgtrigger.Trigger(
    name="guard_adjustment",
    level=pgtrigger.Row,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("stands", "text"), ("rubric", "bigint"), ("fits", "boolean")],
    func="""
        SELECT r.state, r.rubric_id INTO stands, rubric
          FROM reviews_case c JOIN reviews_round r ON r.id = c.round_id
         WHERE c.id = coalesce(NEW.case_id, OLD.case_id) FOR SHARE OF r;
        IF stands = 'closed' THEN
            RAISE EXCEPTION 'The round is closed.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_closed';
        END IF;
        IF TG_OP <> 'DELETE' THEN
            SELECT NEW.points BETWEEN 0 AND k.max_points INTO fits FROM reviews_criterion k
             WHERE k.id = NEW.criterion_id AND k.rubric_id = rubric AND k.kind <> 'score';
            IF fits IS NOT TRUE THEN
                RAISE EXCEPTION 'Bonus or penalty above its maximum.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'score_within_maximum';
            END IF;
        END IF;
        RETURN coalesce(NEW, OLD);
    """,
)

# A closed round stays closed, with the rubric it was opened with.
GUARD_ROUND = pgtrigger.Protect(
    name="closed_stays_closed",
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__state="closed", new__state__df="closed")
    | (~pgtrigger.Q(old__state="preparing") & pgtrigger.Q(old__rubric__df=pgtrigger.F("new__rubric"))),
)
