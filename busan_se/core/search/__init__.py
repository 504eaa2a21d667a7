"""Finding rows by a few letters of Korean: every list's `q`, the API and `/search/` ask the same way.

A searchable model keeps one generated column, `search_text`: its names and texts as search keys (without legal form,
blanks and signs, in small letters), with a blank between them, then the initials (초성) of its names. A query is cut
into words, and each word must stand in that text: with or without its particle ('사회적기업이'), glued or split where
people set no blank ('해운대카페' = '해운대 카페'), or as initials ('ㅎㅇㄷ').

Tables that grow large (enterprises, offers) keep beside it `search_tokens`, the array of the two-letter pieces of the
text, under a GIN index: pg_trgm needs three letters, and half of all Korean words have two. The index gives a few
candidates, then the text itself is looked at, so that nothing false is shown.

korean     words as people type them: keys, particles, initials, slips of the finger
functions  the same in SQL, for generated columns
matching   query → condition
ranking    why a row was found, as an order
fields     the search field of forms and filters
"""
