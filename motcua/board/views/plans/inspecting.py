"""Inspections of a plan: the list with how much was mended, one with its checklist, one finding."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.board.views.head import with_head
from motcua.board.views.plans import saying
from motcua.board.views.plans.files import file_view
from motcua.board.views.plans.look_or_do import look_or_do
from motcua.directory.api import Agency, Staff, Unit, Viewer, staff, viewer_of
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


@staff()
@require_http_methods(["GET", "HEAD", "POST"])
def inspections(request: HttpRequest, public_id: str) -> HttpResponse:
    """All inspections of a plan and what of their findings is closed; a press plans one and leads to it."""
    viewer = viewer_of(request)
    plan = plan_for(viewer, public_id)
    if request.method == "POST":
        made: list[Inspection] = []
        saying.done_or_told(request, lambda: made.append(_plan(plan, request.POST, viewer)))
        return redirect("board:plan_inspection", made[0].public_id) if made else redirect(request.path)
    findings, day = list(findings_of(plan)), today()
    rows = [
        (each, each.late_on(day), rate_of((one for one in findings if one.inspection_id == each.pk), day))
        for each in plan.inspections.select_related("leader").order_by("-day", "-pk")
    ]
    plans = plan.state == Plan.State.CONFIRMED and bool(may_plan_inspection(viewer, plan))
    context = with_head(
        request, plan=plan, inspections=rows, rate=rate_of(findings, day), plans=plans, day=day,
        open=[(each, each.late_on(day), who_mends(each)) for each in findings if each.is_open],
        people=_people(plan.agency) if plans else (), me=viewer.staff,
    )  # fmt: skip
    return render(request, "board/plans/inspections.html", context)


def _people(agency: Agency) -> list[Staff]:
    return list(Staff.objects.filter(agency=agency, active=True).order_by("full_name"))


def _plan(plan: Plan, said: QueryDict, viewer: Viewer) -> Inspection:
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
    may = found.plan.state == Plan.State.CONFIRMED and bool(may_inspect(viewer, found))
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
        "units": Unit.objects.filter(agency=found.plan.agency, active=True).order_by("name") if may else (),
        "people": _people(found.plan.agency) if may else (),
        "today": day,
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
    followed = found.inspection.plan.state == Plan.State.CONFIRMED
    return {
        "finding": found,
        "inspection": found.inspection,
        "late": found.late_on(today()),
        "owner": who_mends(found),
        "mends": followed and found.is_open and bool(may_mend(viewer, found)),
        "reopens": followed and not found.is_open and bool(may_inspect(viewer, found.inspection)),
        "reminders": found.reminders.select_related("to").order_by("at", "pk"),
    }


def _mend(found: Finding, request: HttpRequest, viewer: Viewer) -> None:
    said = request.POST
    if said.get("deed") == "reopen":
        reopen_finding(finding=found, reason=said.get("words", ""), by=viewer)
        return
    content, name = saying.upload(request)
    close_finding(finding=found, words=said.get("words", ""), content=content, name=name, by=viewer)


inspection = look_or_do(
    "board:plan_inspection", "board/plans/inspection.html", find=inspection_for, shown=_shown, do=_do
)
finding = look_or_do("board:plan_finding", "board/plans/finding.html", find=finding_for, shown=_found, do=_mend)
file = file_view(finding_for, lambda finding: finding.file)
