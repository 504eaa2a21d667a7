"""Public pages of the plan: programs, strategies, calls."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView, View

from busan_se.core.clock import now, today
from busan_se.core.paging import page_of
from busan_se.core.registry import registered
from busan_se.programs.extensions import CallPanel, ProgramPanel
from busan_se.programs.filters import filtered
from busan_se.programs.models import Call, Parameter, Strategy
from busan_se.programs.queries import PHASES, by_strategy, calls_in, listed_programs, state_note


class ProgramList(View):
    """`/programs/`: the programs by strategy."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the programs that the filters leave; a wrong filter answers 400 with the reason at its field."""
        form, programs = filtered(request, listed_programs(request.user))
        found = list(programs)
        context = {"form": form, "groups": by_strategy(found), "n": len(found), "chosen": any(request.GET.values())}
        return render(request, "programs/list.html", context, status=400 if form.errors else 200)


class StrategyPage(TemplateView):
    """A strategy with its tasks and programs. The strategy's app routes to it with its `code`."""

    template_name = "programs/strategy.html"
    code = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        strategies = Strategy.objects.select_related("plan").prefetch_related("tasks")
        strategy = get_object_or_404(strategies, code=self.code or kwargs.get("code", "").upper())
        programs = list(listed_programs(self.request.user).filter(task__strategy=strategy))
        tasks = [(task, [row for row in programs if row.task_id == task.pk]) for task in strategy.tasks.all()]
        return super().get_context_data(strategy=strategy, tasks=tasks, **kwargs)


@require_safe
def program_detail(request: HttpRequest, code: str) -> HttpResponse:
    """`/programs/<code>/`: whom it is for, what it gives, when, how, whom to ask, and its calls."""
    program = get_object_or_404(listed_programs(request.user), code=code)
    instant = now()
    upcoming = Call.objects.upcoming_at(instant).filter(program=program).order_by("opens_at")
    closed = Call.objects.closed_at(instant).filter(program=program).order_by("-closes_at")[:5]
    panels = [render_to_string(p.template, p.context(program, request), request) for p in registered(ProgramPanel)]
    context = {
        "program": program,
        "state_note": state_note(program),
        "parameters": Parameter.objects.valid_on(today()).filter(program=program),
        "upcoming": upcoming,
        "closed": closed,
        "panels": panels,
    }
    return render(request, "programs/detail.html", context)


class CallList(View):
    """`/calls/`: what is open, what comes, what has closed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one of the three phases. Raises Http404 for another word."""
        phase = request.GET.get("phase", PHASES[0])
        if phase not in PHASES:
            raise Http404
        calls, order = calls_in(phase)
        page = page_of(calls, request, order=order)
        return render(request, "programs/calls.html", {"page": page, "phase": phase})


@require_safe
def call_detail(request: HttpRequest, number: str) -> HttpResponse:
    """`/calls/<number>/`: one call; staff see a draft as the public will see it."""
    calls = Call.objects.visible_to(request.user).select_related(
        "program__task__strategy", "current_version", "envelope"
    )
    call = get_object_or_404(calls.prefetch_related("extensions"), number=number)
    panels = [render_to_string(p.template, p.context(call, request), request) for p in registered(CallPanel)]
    return render(request, "programs/call.html", {"call": call, "phase": call.phase, "panels": panels})
