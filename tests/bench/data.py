"""What the bench looks at: registers of any size, and an officer who is signed in."""

from contextlib import contextmanager

import psycopg
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

WORDS = (
    "바다",
    "나눔",
    "동행",
    "푸른",
    "새벽",
    "이음",
    "해운대",
    "온천",
    "금정",
    "돌봄",
    "카페",
    "공방",
    "여행",
    "배움",
)
TABLES = ("enterprises_enterprise", "enterprises_enterpriseidentifier", "enterprises_qualification")
# Every value comes from the number of the row or PostgreSQL's seeded random(): the same register each time.
FILL = (
    """
    INSERT INTO enterprises_enterprise (
        name, name_en, district_id, address, ksic_id, phone, homepage, is_sole_proprietor, representative, summary,
        state, is_demo, created_at, updated_at
    )
    SELECT
        words.list[1 + n %% cardinality(words.list)] || words.list[1 + (n / 7) %% cardinality(words.list)]
            || ' ' || to_char(n, 'FM000000'),
        '', districts.codes[1 + (random() * 1e6)::int %% cardinality(districts.codes)], '부산광역시 시험로 1',
        industries.codes[1 + (random() * 1e6)::int %% cardinality(industries.codes)], '', '', false, '', '',
        'unknown', false, now(), now()
    FROM generate_series(1, %(number)s) AS n,
        (SELECT %(words)s::text[] AS list) AS words,
        (SELECT array_agg(code ORDER BY code) AS codes FROM reference_district) AS districts,
        (SELECT array_agg(code ORDER BY code) AS codes FROM reference_ksic WHERE level = 2) AS industries
    """,
    """
    INSERT INTO enterprises_enterpriseidentifier (
        enterprise_id, kind, value, is_branch, created_at, updated_at
    )
    SELECT id, 'business', to_char(id, 'FM0000000000'), false, now(), now() FROM enterprises_enterprise
    """,
    """
    INSERT INTO enterprises_qualification (
        enterprise_id, kind_id, number, issuer, grade, valid_from, start_is_known, ended_how, created_at, updated_at
    )
    SELECT id, kinds.codes[1 + (random() * 1e6)::int %% cardinality(kinds.codes)], '', '', '', '2020-03-02', true, '',
        now(), now()
    FROM enterprises_enterprise,
        (SELECT array_agg(code ORDER BY code) AS codes FROM reference_qualificationkind) AS kinds
    """,
)


@contextmanager
def databases(url, sizes):
    """Make a database for each number of enterprises, give their names by it, and drop them afterwards."""
    empty, names = "portal_bench", {size: f"portal_bench_{size}" for size in sizes}
    try:
        _administer(url, f"CREATE DATABASE {empty} TEMPLATE template0")
        with database_of(empty):
            call_command("migrate", verbosity=0)
        for size, name in names.items():
            _administer(url, f"CREATE DATABASE {name} TEMPLATE {empty}")
            with database_of(name):
                fill_register(size)
                connection.cursor().execute("VACUUM ANALYZE")
        yield names
    finally:
        for name in (empty, *names.values()):
            _administer(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _administer(url, statement):
    with psycopg.connect(url, autocommit=True) as session:
        session.execute(statement)


@contextmanager
def database_of(name):
    """Let this process work in another database, with nothing remembered of the one before."""
    before = connection.settings_dict["NAME"]
    connection.close()
    cache.clear()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def fill_register(number):
    """Make `number` enterprises with a business number and a live qualification, the same ones each time.

    Set-based, with the triggers and the index of word pieces off meanwhile: the history of invented rows helps nobody.
    """
    from enterprises.registry.models import Enterprise
    from enterprises.registry.queries import refresh_tally

    pieces = next(index for index in Enterprise._meta.indexes if index.name == "enterprise_by_piece")
    with connection.cursor() as cursor, connection.schema_editor() as schema:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        schema.remove_index(Enterprise, pieces)
        cursor.execute("SELECT setseed(0.2026)")
        for statement in FILL:
            cursor.execute(statement, {"number": number, "words": list(WORDS)})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema.add_index(Enterprise, pieces)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    refresh_tally()


def enterprise_in_the_middle():
    """Return the id of some enterprise."""
    from enterprises.registry.models import Enterprise

    return Enterprise.objects.order_by("pk").values_list("pk", flat=True)[100]


def officer_session():
    """Return the session key of a city officer who signed in with a second factor."""
    from django.conf import settings
    from django.test import Client

    from busan_se.accounts.roles import Role
    from tests.factories.accounts import StaffFactory, sign_in_staff

    client = Client()
    sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))
    return client.cookies[settings.SESSION_COOKIE_NAME].value
