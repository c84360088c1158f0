"""Reports on a plan: drawn up from its figures, written, signed, sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.clock import today
from motcua.board.views.head import with_head
from motcua.board.views.plans import saying
from motcua.board.views.plans.files import attached, given
from motcua.board.views.plans.look_or_do import look_or_do
from motcua.board.views.plans.sending import send, sending_page
from motcua.directory.api import Viewer, staff, viewer_of
from motcua.plans.api import (
    Correction,
    OwedTogether,
    Plan,
    Report,
    correct_due,
    corrections_of_items,
    draft_owed,
    draft_report,
    extracts,
    may_report,
    may_sign_report,
    owed_report_for,
    plan_for,
    report_as_drafted,
    report_for,
    reports_owed,
    settle_owed,
    sign_report,
    take_figures_again,
    together,
    write_report,
)

# So many settled periods of the reports a plan asks for are shown, beside all that are open.
_MOST = 60


@staff()
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest, public_id: str) -> HttpResponse:
    """All reports on a plan; a press draws up a new one and leads to it."""
    viewer = viewer_of(request)
    plan = plan_for(viewer, public_id)
    if request.method == "POST":
        made: list[Report] = []
        saying.done_or_told(request, lambda: made.extend(_draw(plan, request.POST, viewer)))
        return redirect("board:plan_report", made[0].public_id) if made else redirect("board:plan_reports", public_id)
    day = today()
    owed = _owed(plan, day)
    context = with_head(
        request,
        plan=plan,
        reports=[(each, extracts().get(each.extract, "")) for each in plan.reports.order_by("-made_at", "-pk")],
        open=[each for each in owed if each.group.last.is_open],
        settled=[each for each in owed if not each.group.last.is_open],
        follows=plan.state == Plan.State.CONFIRMED and bool(may_report(viewer, plan)),
        draws=plan.state != Plan.State.DRAFT and bool(may_report(viewer, plan)),
        kinds=Report.Kind.choices,
        extracts=extracts().items(),
        since=day.replace(day=1),
        until=day,
    )
    return render(request, "board/plans/reports.html", context)


@dataclass(frozen=True)
class _Owed:
    """What one line asks for, together; its words in the plan; the changes of its days."""

    group: OwedTogether
    said: dict[str, Any]
    late: bool
    changes: list[Correction]


def _owed(plan: Plan, day: date) -> list[_Owed]:
    words = dict(enumerate(plan.as_read.get("reporting", ())))
    found = together(reports_owed(plan))
    groups = [each for each in found if each.last.is_open] + [each for each in found if not each.last.is_open][:_MOST]
    changes: dict[str, list[Correction]] = {}
    for change in corrections_of_items([row.public_id for group in groups for row in group.rows]):
        changes.setdefault(change.item, []).append(change)
    return [
        _Owed(
            group=each,
            said=words.get(each.first.line, {}),
            late=each.late_on(day),
            changes=[change for row in each.rows for change in changes.get(row.public_id, ())],
        )
        for each in groups
    ]


def _draw(plan: Plan, said: Mapping[str, str], viewer: Viewer) -> list[Report]:
    """The report that was drawn up; none where it is only noted how one was sent."""
    if "owed" in said:
        owed = owed_report_for(viewer, said["owed"])
        if said.get("deed") == "settle":
            settle_owed(owed=owed, note=said.get("note", ""), by=viewer)
            return []
        if said.get("deed") == "due":
            correct_due(owed=owed, due=saying.day(said.get("due", "")), later="later" in said, by=viewer)
            return []
        return [draft_owed(owed=owed, by=viewer)]
    made = draft_report(
        plan=plan,
        kind=said.get("kind", ""),
        extract=said.get("extract", ""),
        since=saying.day(said.get("since", "")),
        until=saying.day(said.get("until", "")),
        by=viewer,
    )
    return [made]


def _shown(report: Report, viewer: Viewer) -> dict[str, Any]:
    draft = report.state == Report.State.DRAFT
    again = report.state == Report.State.SIGNING and bool(report.failure)
    return {
        "report": report,
        "plan": report.plan,
        "extract": extracts().get(report.extract, ""),
        "parts": [*report.figures["sections"], *report.figures["annexes"]],
        "writes": draft and bool(may_report(viewer, report.plan)),
        "signs": (draft or again) and bool(may_sign_report(viewer, report.plan)),
        "collections": report.plan.collections.order_by("-asked_at", "-pk"),
        **(sending_page(report.plan, report, viewer) if report.state == Report.State.SIGNED else {}),
    }


def _do(report: Report, request: HttpRequest, viewer: Viewer) -> None:
    said = request.POST
    deed, revision = said.get("deed"), saying.whole_number(said.get("revision", ""))
    if deed == "again":
        take_figures_again(report=report, by=viewer)
    elif deed == "sign":
        sign_report(report=report, revision=revision, by=viewer)
    elif deed == "send":
        send(report.plan, report, said, viewer)
    else:
        write_report(
            report=report,
            assessment=said.get("assessment", ""),
            next_steps=said.get("next_steps", ""),
            proposals=said.get("proposals", ""),
            revision=revision,
            by=viewer,
        )


@staff()
@never_cache
@require_safe
def paper(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The signed report; of a draft a look at how it will be, without number and signature."""
    report = report_for(viewer_of(request), public_id)
    if report.paper is not None:
        return given(report.paper.file)
    return attached(report_as_drafted(report), "application/pdf", f"du-thao-{public_id}.pdf")


report = look_or_do("board:plan_report", "board/plans/report.html", find=report_for, shown=_shown, do=_do)
