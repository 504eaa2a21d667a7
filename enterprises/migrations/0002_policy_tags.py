"""The policy tags that the plan and the public lists speak of; desks and imports add more."""

from typing import Any

from django.db import migrations

TAGS = [
    ("women-owned", "여성기업", "Women-owned enterprise"),
    ("disabled-owned", "장애인기업", "Enterprise of a person with a disability"),
    ("youth-founded", "청년기업", "Founded by young people"),
    ("15-minute-city", "15분도시", "15-minute city"),
    ("green-city", "저탄소그린도시", "Low-carbon green city"),
    ("english-friendly", "영어하기 편한 도시", "English-friendly city"),
    ("tourism", "관광·체험", "Tourism and experiences"),
    ("care", "돌봄·복지", "Care and welfare"),
    ("esg", "ESG", "ESG"),
]


def add_tags(apps: Any, schema_editor: Any) -> None:
    tags = apps.get_model("enterprises", "PolicyTag").objects
    tags.bulk_create(tags.model(code=code, name_ko=ko, name_en=en) for code, ko, en in TAGS)


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0001_schema")]
    operations = [migrations.RunPython(add_tags, migrations.RunPython.noop)]
