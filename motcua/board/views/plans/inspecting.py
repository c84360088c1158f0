"""Inspections of a plan: the list with how much was mended, one with its checklist, one finding."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.board.views.plans import saying
from motcua.board.views.plans.files import file_view
from motcua.board.views.plans.look_or_do import look_or_do
from motcua.directory.api import Viewer, people_of, units_of
from motcua.plans.api import (
    CheckLine,
    Finding,
    Inspection,
    Plan,
    close_finding,
    conclude_inspection,
    finding_for,
    findings_of,
    inspection_for,
    is_followed,
    look_at_lines,
    may_inspect,
    may_mend,
    may_plan_inspection,
    plan_for,
    plan_inspection,
    raise_finding,
    rate_of,
    reopen_finding,
    who_mends,
)


def _all(plan: Plan, viewer: Viewer) -> dict[str, Any]:
    findings, day = list(findings_of(plan)), today()
    rows = [
        (each, each.late_on(day), rate_of((one for one in findings if one.inspection_id == each.pk), day))
        for each in plan.inspections.select_related("leader").order_by("-day", "-pk")
    ]
    plans = bool(is_followed(plan) and may_plan_inspection(viewer, plan))
    return {
        "plan": plan,
        "inspections": rows,
        "rate": rate_of(findings, day),
        "plans": plans,
        "open": [(each, each.late_on(day), who_mends(each)) for each in findings if each.is_open],
        "people": people_of(plan.agency) if plans else (),
        "me": viewer.staff,
    }


def _plan(plan: Plan, request: HttpRequest, viewer: Viewer) -> Inspection:
    said = request.POST
    leader = saying.person_of(plan.agency_id, said.get("leader", ""))
    if leader is None:
        raise Refusal(_("Xin chọn người kiểm tra."))
    return plan_inspection(
        plan=plan,
        title=said.get("title", ""),
        place=said.get("place", ""),
        day=saying.day(said.get("day", "")),
        leader=leader,
        team=said.get("team", ""),
        lines=said.get("lines", "").splitlines(),
        by=viewer,
    )


def _shown(found: Inspection, viewer: Viewer) -> dict[str, Any]:
    day = today()
    lines = list(found.lines.order_by("position"))
    findings = list(findings_of(found.plan).filter(inspection=found))
    may = bool(is_followed(found.plan) and may_inspect(viewer, found))
    begun = found.day <= day
    return {
        "inspection": found,
        "plan": found.plan,
        "late": found.late_on(day),
        "lines": lines,
        "findings": [(each, each.late_on(day), who_mends(each)) for each in findings],
        "rate": rate_of(findings, day),
        "looks": may and begun and found.is_open,
        "raises": may and begun,
        "waits": may and not begun,
        "choices": CheckLine.Found.choices,
        "units": units_of(found.plan.agency) if may else (),
        "people": people_of(found.plan.agency) if may else (),
    }


def _do(found: Inspection, request: HttpRequest, viewer: Viewer) -> None:
    said = request.POST
    if said.get("deed") == "conclude":
        conclude_inspection(inspection=found, words=said.get("words", ""), by=viewer)
    elif said.get("deed") == "finding":
        _raise(found, said, viewer)
    else:
        marked = {
            saying.whole_number(name.removeprefix("line-")): said.get(name, "")
            for name in said
            if name.startswith("line-")
        }
        look_at_lines(inspection=found, found=marked, by=viewer)


def _raise(found: Inspection, said: QueryDict, viewer: Viewer) -> None:
    agency = found.plan.agency_id
    raise_finding(
        inspection=found,
        text=said.get("text", ""),
        remedy=said.get("remedy", ""),
        due=saying.day(said.get("due", "")),
        unit=saying.unit_of(agency, said.get("unit", "")),
        staff=saying.person_of(agency, said.get("staff", "")),
        line=found.lines.filter(position=saying.whole_number(said.get("line", ""))).first(),
        by=viewer,
    )


def _found(found: Finding, viewer: Viewer) -> dict[str, Any]:
    followed = is_followed(found.inspection.plan)
    return {
        "finding": found,
        "inspection": found.inspection,
        "late": found.late_on(today()),
        "owner": who_mends(found),
        "mends": found.is_open and bool(followed and may_mend(viewer, found)),
        "reopens": not found.is_open and bool(followed and may_inspect(viewer, found.inspection)),
        "reminders": found.reminders.select_related("to").order_by("at", "pk"),
    }


def _mend(found: Finding, request: HttpRequest, viewer: Viewer) -> None:
    said = request.POST
    if said.get("deed") == "reopen":
        reopen_finding(finding=found, reason=said.get("words", ""), by=viewer)
        return
    content, name = saying.upload(request)
    close_finding(finding=found, words=said.get("words", ""), content=content, name=name, by=viewer)


inspections = look_or_do(
    "board:plan_inspections", "board/plans/inspections.html", find=plan_for, shown=_all, do=_plan,
    leads_to="board:plan_inspection",
)  # fmt: skip
inspection = look_or_do(
    "board:plan_inspection", "board/plans/inspection.html", find=inspection_for, shown=_shown, do=_do
)
finding = look_or_do("board:plan_finding", "board/plans/finding.html", find=finding_for, shown=_found, do=_mend)
file = file_view(finding_for, lambda finding: finding.file)
