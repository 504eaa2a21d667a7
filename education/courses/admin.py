"""The desk of courses: an event's desk with what a course has besides."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ManyToManyField
from django.utils.translation import gettext_lazy as _

from busan_se.events.admin import EventDesk
from education.courses.models import Course


@admin.register(Course)
class CourseAdmin(EventDesk):
    """Courses with their dates."""

    list_display = ("title_ko", "teacher", "district", "state_shown", "first_date", "seats", "waiting")
    list_filter = ("stages", "district")
    formfield_overrides = {ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    fieldsets: Any = (
        (
            None,
            {
                "fields": (
                    "title_ko",
                    "summary_ko",
                    "learn_ko",
                    "body_ko",
                    "audience_ko",
                    "stages",
                    "teacher",
                    "program",
                )
            },
        ),
        *EventDesk.fieldsets[1:3],
        (_("Completion"), {"fields": ("completion_percent",)}),
        (_("English"), {"fields": (*EventDesk.fieldsets[3][1]["fields"], "learn_en")}),
    )
