"""The search functions are everybody's: those that the register made are renamed, its columns keep using them."""

from django.db import migrations

from busan_se.core.search.functions import CREATE_FUNCTIONS

RENAME = """
DO $$
DECLARE old regprocedure;
BEGIN
    FOREACH old IN ARRAY array_remove(ARRAY[
        to_regprocedure('enterprises_search_key(text)'), to_regprocedure('enterprises_initials(text)'),
        to_regprocedure('enterprises_search_tokens(text)')], NULL)
    LOOP
        EXECUTE format('ALTER FUNCTION %s RENAME TO %I', old, replace(
            (SELECT proname FROM pg_proc WHERE oid = old), 'enterprises_', 'core_'));
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_published_change")]

    # Going back leaves the functions: generated columns of other apps hang on them.
    operations = [
        migrations.RunSQL(RENAME, migrations.RunSQL.noop),
        migrations.RunSQL(CREATE_FUNCTIONS, migrations.RunSQL.noop),
    ]
