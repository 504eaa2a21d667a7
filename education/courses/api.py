"""Courses in the open interface: an event each, with what one learns."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from busan_se.api.extensions import ApiResource
from busan_se.api.fields import CodeNameField
from busan_se.events.api import EXAMPLE, EventSerializer
from education.courses.filters import CourseFilter
from education.courses.models import Course, CourseQuerySet


class CourseSerializer(EventSerializer):
    """A course (강좌) as its page shows it."""

    stages = serializers.ListField(
        child=CodeNameField(), source="stages.all", help_text=_("Stages of life that it is for.")
    )
    program = CodeNameField(help_text=_("Program that it belongs to."))
    teacher = serializers.CharField(help_text=_("Who teaches."))
    learn_ko = serializers.CharField(help_text=_("What one learns (Korean)."))
    learn_en = serializers.CharField(help_text=_("What one learns (English)."))
    completion_percent = serializers.IntegerField(help_text=_("Completed by attending so much of the dates, in %."))


def public_courses() -> CourseQuerySet:
    """Return what everybody sees of the courses."""
    courses: Any = Course.objects.visible_to(AnonymousUser()).for_lists()
    rows: CourseQuerySet = courses.select_related("district", "program")
    return rows


COURSES = ApiResource(
    name="courses",
    label=_("Courses"),
    description=_("The published courses, past ones among them, with dates and seats left; newest first."),
    rows=public_courses,
    serializer=CourseSerializer,
    filterset=CourseFilter,
    sort=("-pk",),
    key="pk",
    converter="int",
    order=80,
    example={
        **EXAMPLE,
        "kind": "course",
        "title_ko": "협동조합 첫걸음",
        "title_en": "First steps to a cooperative",
        "summary_ko": "협동조합을 세우는 절차를 배웁니다.",
        "summary_en": "How a cooperative is founded.",
        "url": "https://portal.example.kr/education/courses/1/",
        "stages": [{"code": "young_adult", "name_ko": "청년", "name_en": "Young adults"}],
        "program": {
            "code": "lifecycle-education",
            "name_ko": "생애주기별 교육",
            "name_en": "Education for every stage of life",
        },
        "teacher": "김강사",
        "learn_ko": "정관을 쓰고 설립 신고를 준비합니다.",
        "learn_en": "Writing the articles and preparing the declaration.",
        "completion_percent": 80,
    },
)
