"""Public pages of courses, and the courses of a person."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from busan_se.core.clock import now
from busan_se.core.paging import counted, page_of
from busan_se.events.queries import cards, session_rows
from education.courses import queries
from education.courses.filters import filtered
from education.courses.models import Course


@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    """`/education/courses/`: the courses that the filters leave; a wrong filter answers 400 with the reason."""
    form, courses, order = filtered(request, Course.objects.published().for_lists())
    page = page_of(courses, request, order=order)
    n, more = counted(courses)
    context = {"form": form, "page": page, "cards": cards(page.items, now()), "n": n, "more": more}
    return render(request, "education/courses/list.html", context, status=400 if form.errors else 200)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """`/education/courses/<pk>/`: one course; staff see a draft as the public will see it."""
    courses: Any = Course.objects.visible_to(request.user).for_lists()
    course = get_object_or_404(courses.select_related("district", "program"), pk=pk)
    rows = session_rows(course, now())
    dates = max((sum(not date.is_cancelled for date in row.dates) for row in rows), default=0)
    rule = queries.completion_rule(course, dates) if dates else ""
    return render(request, "education/courses/detail.html", {"course": course, "rows": rows, "rule": rule})


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """`/my/courses/`: the courses of the person, with what was attended."""
    page = page_of(queries.enrolments(request.user), request)
    return render(request, "education/courses/mine.html", {"page": page, "rows": queries.rows(page.items)})
