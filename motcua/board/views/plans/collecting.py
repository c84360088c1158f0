"""What units are asked for: the collections of a plan, one of them with what is missing first, the form of a unit."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.base.clock import today
from motcua.board.views.plans import saying
from motcua.board.views.plans.files import attached, file_view
from motcua.board.views.plans.look_or_do import look_or_do
from motcua.directory.api import Agency, Viewer, agencies, staff, units_of, viewer_of
from motcua.plans.api import (
    Collection,
    Input,
    Plan,
    ask_inputs,
    close_collection,
    collection_for,
    export_answers,
    give_input,
    input_for,
    inputs_of,
    is_followed,
    may_collect,
    may_give_input,
    plan_for,
    takes_answers,
    who_answers,
)

LINES = 6  # rows of the form; the folded ones too


def _all(plan: Plan, viewer: Viewer) -> dict[str, Any]:
    rows = []
    for each in plan.collections.order_by("-asked_at", "-pk").prefetch_related("inputs"):
        inputs = list(each.inputs.all())
        rows.append((each, len(inputs), sum(one.is_missing for one in inputs), each.late_on(today())))
    return {
        "plan": plan,
        "collections": rows,
        "asks": bool(is_followed(plan) and may_collect(viewer, plan)),
        "lines": range(1, LINES + 1),
        "units": units_of(plan.agency),
        "lower": _below(plan),
    }


def _below(plan: Plan) -> list[Agency]:
    return [each for each in agencies() if each.parent_id == plan.agency_id]


def _ask(plan: Plan, request: HttpRequest, viewer: Viewer) -> Collection:
    said = request.POST
    wanted, lower = said.getlist("unit"), said.getlist("agency")
    return ask_inputs(
        plan=plan,
        title=said.get("title", ""),
        words=said.get("words", ""),
        lines=list(zip(said.getlist("line"), said.getlist("measure"), strict=False)),
        due=saying.day(said.get("due", "")),
        units=[each for each in units_of(plan.agency) if each.code in wanted],
        below=[each for each in _below(plan) if each.code in lower],
        by=viewer,
    )


def _shown(found: Collection, viewer: Viewer) -> dict[str, Any]:
    inputs = list(inputs_of(found))
    day = today()
    answered = [each for each in inputs if not each.is_missing]
    return {
        "collection": found,
        "plan": found.plan,
        "late": found.late_on(day),
        "missing": [(each, who_answers(each), each.reminders.count()) for each in inputs if each.is_missing],
        "answered": [(each, _pairs(each)) for each in answered],
        "asked": len(inputs),
        "closes": found.is_open and bool(may_collect(viewer, found.plan)),
    }


def _pairs(asked: Input) -> list[tuple[str, str, str]]:
    """Each line with its answer: name, unit, value."""
    values = asked.values or [""] * len(asked.collection.lines)
    return [(name, unit, value) for (name, unit), value in zip(asked.collection.lines, values, strict=True)]


def _close(found: Collection, request: HttpRequest, viewer: Viewer) -> None:
    close_collection(collection=found, by=viewer)


@staff()
@never_cache
@require_safe
def out(request: HttpRequest, public_id: str) -> HttpResponse:
    """All answers as .xlsx."""
    found = collection_for(viewer_of(request), public_id)
    content, media_type = export_answers(found, list(inputs_of(found)))
    return attached(content, media_type, f"tong-hop-{found.public_id}.xlsx")


def _asked(found: Input, viewer: Viewer) -> dict[str, Any]:
    collection = found.collection
    verdict = takes_answers(found)
    return {
        "asked": found,
        "collection": collection,
        "pairs": _pairs(found),
        "late": found.late_on(today()),
        "gives": bool(verdict) and bool(may_give_input(viewer, found)),
        "owner": who_answers(found),
        "sees_plan": any(held.agency_id == collection.plan.agency_id for held in viewer.roles),
        "reminders": found.reminders.select_related("to").order_by("at", "pk"),
    }


def _give(found: Input, request: HttpRequest, viewer: Viewer) -> None:
    said, (content, name) = request.POST, saying.upload(request)
    give_input(
        asked=found,
        values=said.getlist("value"),
        note=said.get("note", ""),
        revision=saying.whole_number(said.get("revision", "")),
        content=content,
        name=name,
        by=viewer,
    )


collections = look_or_do(
    "board:plan_collections", "board/plans/collections.html", find=plan_for, shown=_all, do=_ask,
    leads_to="board:plan_collection",
)  # fmt: skip
collection = look_or_do(
    "board:plan_collection", "board/plans/collection.html", find=collection_for, shown=_shown, do=_close
)
asked = look_or_do("board:plan_input", "board/plans/input.html", find=input_for, shown=_asked, do=_give)
file = file_view(input_for, lambda asked: asked.file)
