"""Finding enterprises by a few letters of Korean: two syllables, a word with its particle, or only the initials (초성).

PostgreSQL keeps, for every enterprise, the array of all two-letter pieces of its names and summary, and of the
initials of its names (`Enterprise.search_tokens`, a generated column with a GIN index). A query is cut into the same
pieces: the index gives a few candidates, and the text itself is looked at again, so that nothing false is shown.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.expressions import Expression
from django.db.models.functions import Concat

# The SQL function below strips the same words: a test holds the two together.
LEGAL_FORMS = ("주식회사", "유한회사", "유한책임회사", "사단법인", "재단법인", "(주)", "(유)", "(사)", "(재)")
_PARTICLES = (
    "에게서", "으로서", "으로", "에서", "에게", "까지", "부터", "이나", "이랑", "하고",
    "이", "가", "은", "는", "을", "를", "의", "에", "로", "와", "과", "도", "만", "랑",
)  # fmt: skip
_INITIALS = re.compile("[\u1100-\u1112]+")  # NFKC makes leading consonants (U+1100…) of the ㄱ…ㅎ that people type
_LEGAL_FORM = re.compile("|".join(re.escape(form) for form in LEGAL_FORMS))

CREATE_FUNCTIONS = r"""
CREATE FUNCTION enterprises_search_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT regexp_replace(
        regexp_replace(
            lower(normalize(value, NFKC)),
            '주식회사|유한회사|유한책임회사|사단법인|재단법인|\(주\)|\(유\)|\(사\)|\(재\)', '', 'g'
        ),
        '[^[:alnum:]]+', '', 'g'
    )
$$;
CREATE FUNCTION enterprises_initials(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(string_agg(
        CASE WHEN ascii(letter) BETWEEN 44032 AND 55203 THEN chr(4352 + (ascii(letter) - 44032) / 588) ELSE letter END,
        '' ORDER BY place), '')
    FROM regexp_split_to_table(value, '') WITH ORDINALITY AS letters(letter, place)
$$;
CREATE FUNCTION enterprises_search_tokens(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(array_agg(DISTINCT token), '{}') FROM (
        SELECT substr(word, place, 2) AS token
        FROM regexp_split_to_table(words, ' +') AS word, generate_series(1, length(word) - 1) AS place
        UNION ALL
        SELECT '^' || left(word, 1) FROM regexp_split_to_table(words, ' +') AS word WHERE word <> ''
    ) AS tokens
$$;
"""
DROP_FUNCTIONS = """
DROP FUNCTION enterprises_search_tokens(text);
DROP FUNCTION enterprises_initials(text);
DROP FUNCTION enterprises_search_key(text);
"""


class SearchKey(Func):
    """A text without its legal form, blanks and signs, in small letters: what is compared and sorted by."""

    function = "enterprises_search_key"
    output_field = TextField()


class Initials(Func):
    """The leading consonants (초성, U+1100…) of a Korean text; other letters stay."""

    function = "enterprises_initials"
    output_field = TextField()


class SearchTokens(Func):
    """The two-letter pieces of space-separated words, and `^x` for the first letter of each."""

    function = "enterprises_search_tokens"
    output_field = ArrayField(TextField())


def joined(first: Expression, *rest: Expression) -> Expression:
    """Join SQL texts with a space."""
    return reduce(lambda left, right: Concat(left, Value(" "), right, output_field=TextField()), rest, first)


def names() -> Expression:
    """Return the SQL of both names of an enterprise as search keys."""
    return joined(SearchKey(F("name")), SearchKey(F("name_en")))


def search_text() -> Expression:
    """Return the SQL of everything that a search looks at."""
    return joined(names(), SearchKey(F("summary")))


def search_tokens() -> Expression:
    """Return the SQL of the pieces of everything that a search looks at."""
    return SearchTokens(joined(search_text(), Initials(names())))


def search_key(text: str) -> str:
    """Do in Python what `enterprises_search_key` does in SQL."""
    folded = _LEGAL_FORM.sub("", unicodedata.normalize("NFKC", text).lower())
    return "".join(letter for letter in folded if letter.isalnum())


def words_of(query: str) -> list[str]:
    """Return the comparable words of a query; empty when it holds neither letter nor digit."""
    return [word for word in map(search_key, query.split()) if word]


def matching(query: str, *paths: str) -> Q:
    """Return the condition that every word of the query is found; words without letters are left out.

    `paths` lead to rows with the two search columns, "published__" for instance; a word may be found in any of them.
    """
    return reduce(and_, (_word_found(word, paths or ("",)) for word in words_of(query)), Q())


def _word_found(word: str, paths: tuple[str, ...]) -> Q:
    return reduce(or_, (_piece_found(piece, path) for piece in _with_and_without_particle(word) for path in paths))


def _with_and_without_particle(word: str) -> Iterator[str]:
    yield word
    for particle in _PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= 2:
            yield word.removesuffix(particle)
            return


def _piece_found(piece: str, path: str) -> Q:
    tokens = f"{path}search_tokens__contains"
    if len(piece) == 1:
        return Q(**{tokens: [f"^{piece}"]})
    found = Q(**{tokens: sorted({piece[at : at + 2] for at in range(len(piece) - 1)})})
    if _INITIALS.fullmatch(piece):
        return found  # the text holds syllables, the pieces hold initials: there is nothing to look at again
    return found & Q(**{f"{path}search_text__contains": piece})
