"""The search functions of PostgreSQL, for generated columns and their indexes. The column of a model reads

search_text = models.GeneratedField(expression=search_text(("name_ko", "name_en"), ("summary_ko",)), …)
"""

from collections.abc import Sequence
from functools import reduce

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import Expression
from django.db.models.functions import Concat

CREATE_FUNCTIONS = r"""
CREATE OR REPLACE FUNCTION core_search_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT regexp_replace(
        regexp_replace(
            lower(normalize(value, NFKC)),
            '주식회사|유한회사|유한책임회사|사단법인|재단법인|\(주\)|\(유\)|\(사\)|\(재\)', '', 'g'
        ),
        '[^[:alnum:]]+', '', 'g'
    )
$$;
CREATE OR REPLACE FUNCTION core_initials(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(string_agg(
        CASE WHEN ascii(letter) BETWEEN 44032 AND 55203 THEN chr(4352 + (ascii(letter) - 44032) / 588) ELSE letter END,
        '' ORDER BY place), '')
    FROM regexp_split_to_table(value, '') WITH ORDINALITY AS letters(letter, place)
$$;
CREATE OR REPLACE FUNCTION core_search_tokens(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(array_agg(DISTINCT token), '{}') FROM (
        SELECT substr(word, place, 2) AS token
        FROM regexp_split_to_table(words, ' +') AS word, generate_series(1, length(word) - 1) AS place
        UNION ALL
        SELECT '^' || left(word, 1) FROM regexp_split_to_table(words, ' +') AS word WHERE word <> ''
    ) AS tokens
$$;
"""


class SearchKey(Func):
    """A text without its legal form, blanks and signs, in small letters: what is compared and sorted by."""

    function = "core_search_key"
    output_field = TextField()


class Initials(Func):
    """The leading consonants (초성, U+1100…) of a Korean text; other letters stay."""

    function = "core_initials"
    output_field = TextField()


class SearchTokens(Func):
    """The two-letter pieces of space-separated words, and `^x` for the first letter of each."""

    function = "core_search_tokens"
    output_field = ArrayField(TextField())


def joined(first: Expression, *rest: Expression) -> Expression:
    """Join SQL texts with a space."""
    return reduce(lambda left, right: Concat(left, Value(" "), right, output_field=TextField()), rest, first)


def search_text(names: Sequence[str], texts: Sequence[str] = ()) -> Expression:
    """Return the SQL of all that a search looks at: the keys of names, then of texts, then the names' initials."""
    keys = [SearchKey(F(column)) for column in names]
    return joined(*keys, *(SearchKey(F(column)) for column in texts), Initials(joined(*keys)))


def search_tokens(names: Sequence[str], texts: Sequence[str] = ()) -> Expression:
    """Return the SQL of the pieces of that text."""
    return SearchTokens(search_text(names, texts))
