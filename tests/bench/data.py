"""What the bench looks at: a register of any size, and an officer who is signed in."""

from datetime import date
from random import Random

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
FIRST_DAY = date(2020, 3, 2)


def prepare(number):
    """Fill the bench database and return [(page, headers)]; a page: name, path, share of bare, queries, kB."""
    call_command("migrate", verbosity=0)
    fill_register(number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    first = enterprise_in_the_middle()
    desk = {"Cookie": f"sessionid={officer_session()}"}
    connection.close()
    return [
        (("directory", "/enterprises/", 1 / 3, 6, 45), {}),
        (("directory search", "/enterprises/?q=%ED%95%B4%EC%9A%B4%EB%8C%80", 1 / 3, 6, 45), {}),
        (("directory by district", "/enterprises/?district=26350", 1 / 3, 6, 45), {}),
        (("enterprise page", f"/enterprises/{first}/", 1 / 2, 6, 45), {}),
        (("program page", "/programs/business-development/", 1 / 2, 6, 45), {}),
        (("API list of 50", "/api/v1/enterprises/", 1 / 6, 4, 60), {}),
        (("admin list", "/admin/enterprises/enterprise/", 1 / 10, 10, 120), desk),
    ]


def fill_register(number):
    """Make `number` enterprises with a business number and a live qualification, the same ones each time."""
    from busan_se.reference.models import District, Ksic, QualificationKind
    from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Qualification
    from tests.factories.enterprises import business_number

    random = Random(20260101)
    districts = list(District.objects.values_list("pk", flat=True))
    kinds = list(QualificationKind.objects.values_list("pk", flat=True))
    industries = list(Ksic.objects.filter(level=2).values_list("pk", flat=True))
    made = Enterprise.objects.bulk_create(
        (
            Enterprise(
                name=f"{random.choice(WORDS)}{random.choice(WORDS)} {serial:05}",
                district_id=random.choice(districts),
                ksic_id=random.choice(industries),
                address="부산광역시 시험로 1",
            )
            for serial in range(number)
        ),
        batch_size=2000,
    )
    EnterpriseIdentifier.objects.bulk_create(
        (EnterpriseIdentifier(enterprise=row, kind="business", value=business_number(i)) for i, row in enumerate(made)),
        batch_size=2000,
    )
    Qualification.objects.bulk_create(
        (Qualification(enterprise=row, kind_id=random.choice(kinds), valid_from=FIRST_DAY) for row in made),
        batch_size=2000,
    )


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
