"""Public pages of the plan: programs, strategies, calls."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView, View

from busan_se.core.clock import now, today
from busan_se.core.extensions import MenuEntry
from busan_se.core.linked_data import Thing, breadcrumbs, city, thing
from busan_se.core.paging import page_of
from busan_se.core.registry import registered
from busan_se.programs.eligibility import terms_of_call
from busan_se.programs.extensions import CallPanel, ProgramPanel
from busan_se.programs.filters import CallSearch, filtered
from busan_se.programs.models import Call, Program, Strategy
from busan_se.programs.queries import (
    PHASES,
    by_strategy,
    call_tabs,
    calls_in,
    calls_of,
    chosen_tab,
    listed_programs,
    program_page,
    rates_of,
    state_note,
)


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
        return super().get_context_data(strategy=strategy, tasks=tasks, doors=self._doors(), **kwargs)

    def _doors(self) -> list[MenuEntry]:
        """Return the menu entries that stand under this page: what people can use now, not only read about."""
        entries = registered(MenuEntry)
        match = self.request.resolver_match
        here = {entry.key for entry in entries if match and entry.url_name == match.view_name}
        return [entry for entry in entries if entry.parent in here]


@require_safe
def program_detail(request: HttpRequest, code: str) -> HttpResponse:
    """`/programs/<code>/`: whom it is for, what it gives, when, how, whom to ask, and its calls."""
    program = program_page(request.user, code)
    if program is None:
        raise Http404
    context = {
        "program": program,
        "state_note": state_note(program),
        "rates": rates_of(program.pk, today()),
        "calls": calls_of(program, now()),
        "panels": [(panel, panel.context(program, request)) for panel in registered(ProgramPanel)],
        "linked_data": _about(program, request),
    }
    return render(request, "programs/detail.html", context)


def _about(program: Program, request: HttpRequest) -> list[Thing]:
    """Return the program as a service of the city, and the way to it."""
    path, strategy = program.get_absolute_url(), program.task.strategy
    service = thing(
        "GovernmentService",
        name=program.name,
        description=program.summary,
        url=request.build_absolute_uri(path),
        audience=thing("Audience", audienceType=program.who),
        areaServed=thing("City", name=_("Busan Metropolitan City")),
        provider=city(),
        serviceOperator=thing("Organization", name=program.desk, telephone=program.phone),
    )
    way = [(_("Support programs"), reverse("programs:list")), (strategy.name, strategy.get_absolute_url())]
    return [service, breadcrumbs(request, [*way, (program.name, path)])]


class CallList(View):
    """`/calls/`: what is open, what comes, what has closed; `q` searches in all three."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one phase, without a wish the first in which words are found.

        Words that can't be searched for answer 400. Raises Http404 for an unknown phase.
        """
        if request.GET.get("phase", "") not in {"", *PHASES}:
            raise Http404
        form = CallSearch(request.GET, request=request).form
        if not form.is_valid():
            return render(request, "programs/calls.html", {"form": form}, status=400)
        words, tabs = form.cleaned_data["q"], call_tabs(form.cleaned_data["q"])
        tab = chosen_tab(tabs, form.cleaned_data["phase"])
        calls, order = calls_in(tab.phase, words)
        page = page_of(calls, request, order=order)
        return render(
            request, "programs/calls.html", {"form": form, "words": words, "tabs": tabs, "tab": tab, "page": page}
        )


@require_safe
def call_detail(request: HttpRequest, number: str) -> HttpResponse:
    """`/calls/<number>/`: one call; staff see a draft as the public will see it."""
    calls = Call.objects.visible_to(request.user).select_related(
        "program__task__strategy", "current_version", "envelope"
    )
    call = get_object_or_404(calls.prefetch_related("extensions", "files__file"), number=number)
    panels = [render_to_string(p.template, p.context(call, request), request) for p in registered(CallPanel)]
    context = {"call": call, "phase": call.phase, "panels": panels, "terms": terms_of_call(call)}
    return render(request, "programs/call.html", context)
