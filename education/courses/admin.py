"""The desk of courses: an event's desk with what a course has besides."""

from django import forms
from django.contrib import admin
from django.db.models import ManyToManyField
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.desk import SAFE_FIELDS
from busan_se.events.admin import ENGLISH, REGISTRATION, TEXTS, WHERE, EventDesk
from education.courses.models import Course


@admin.register(Course)
class CourseAdmin(EventDesk):
    """Courses with their dates."""

    list_display = ("title_ko", "teacher", "district", "state_shown", "first_date", "seats", "waiting")
    list_filter = ("stages", "district")
    formfield_overrides = {**SAFE_FIELDS, ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    fieldsets = (  # type: ignore[assignment]
        (None, {"fields": (*TEXTS, "learn_ko", "stages", "teacher", "program")}),
        WHERE,
        REGISTRATION,
        (_("Completion"), {"fields": ("completion_percent",)}),
        (_("English"), {"fields": (*ENGLISH, "learn_en")}),
    )
