"""Plans and reports that go out and come in: the log of what was sent, what came, what everybody may read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.models import StoredFile
from motcua.board.views.head import with_head
from motcua.board.views.plans.files import file_view
from motcua.board.views.plans.look_or_do import look_or_do
from motcua.directory.api import Viewer, agencies, staff, viewer_of
from motcua.plans.api import (
    Plan,
    Report,
    Sending,
    acknowledge,
    came_in,
    is_followed,
    may_acknowledge,
    may_report,
    plan_for,
    publish_plan,
    send_out,
    sending_for,
)


def sending_page(plan: Plan, report: Report | None, viewer: Viewer) -> dict[str, Any]:
    """Who has it already, and whom it can be sent to: what the log and its form show."""
    log = list(Sending.objects.filter(plan=plan, report=report).select_related("agency").order_by("sent_at", "pk"))
    there = {each.agency_id for each in log}
    return {
        "log": log,
        "sends": bool(is_followed(plan) and may_report(viewer, plan)),
        "others": [each for each in agencies() if each.pk not in there and each.pk != plan.agency_id],
        "ways": [(value, label) for value, label in Sending.Way.choices if value != Sending.Way.HERE],
        "named": [str(each["text"]) for each in plan.as_read.get("recipients", ())],
    }


def send(plan: Plan, report: Report | None, said: Mapping[str, str], viewer: Viewer) -> None:
    """Send it to whom the form names."""
    here = next((each for each in agencies() if each.code == said.get("agency")), None)
    send_out(
        plan=plan,
        report=report,
        to=here,
        name=said.get("name", ""),
        way=said.get("way", ""),
        note=said.get("note", ""),
        by=viewer,
    )


def _shown(plan: Plan, viewer: Viewer) -> dict[str, Any]:
    return {"plan": plan, **sending_page(plan, None, viewer)}


def _do(plan: Plan, request: HttpRequest, viewer: Viewer) -> None:
    deed = request.POST.get("deed")
    if deed in ("publish", "hide"):
        publish_plan(plan=plan, public=deed == "publish", by=viewer)
    else:
        send(plan, None, request.POST, viewer)


@staff()
@require_safe
def incoming(request: HttpRequest) -> HttpResponse:
    """What other agencies sent."""
    return render(request, "board/plans/incoming.html", with_head(request, came=came_in(viewer_of(request))[:200]))


def _received(sending: Sending, viewer: Viewer) -> dict[str, Any]:
    return {"sending": sending, "acknowledges": not sending.acknowledged_at and bool(may_acknowledge(viewer, sending))}


def _came(sending: Sending) -> StoredFile | None:
    """The plan as it was brought, or the signed report."""
    if sending.report is None:
        return sending.plan.source
    return sending.report.paper.file if sending.report.paper is not None else None


sendings = look_or_do("board:plan_sendings", "board/plans/sendings.html", find=plan_for, shown=_shown, do=_do)
received = look_or_do(
    "board:plan_received",
    "board/plans/received.html",
    find=sending_for,
    shown=_received,
    do=lambda sending, request, viewer: acknowledge(sending=sending, by=viewer),
)
received_file = file_view(sending_for, _came)
