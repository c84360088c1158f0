"""A plan printed in the layout of Decree 30/2020/NĐ-CP, appendix I; reports on it share the frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.base.kit.moments import show_day
from motcua.directory.api import staff_with_role
from motcua.papers.api import render
from motcua.plans.exports.columns import TASK_COLUMNS
from motcua.plans.exports.parts import parts_of
from motcua.plans.models import ItemState, Plan
from motcua.rules.codes import Role

_TASK_WIDTHS = [12, 0, 45, 42, 46, 32]
KINDS = {
    "decision": "Quyết định số ",
    "plan": "Kế hoạch số ",
    "decree": "Nghị định số ",
    "resolution": "Nghị quyết số ",
    "circular": "Thông tư số ",
    "directive": "Chỉ thị số ",
}


@override("vi")
def plan_as_pdf(plan: Plan) -> bytes:
    """The plan itself: targets, duties, tasks as an annex."""
    return render("plan", plan_data(plan))


def plan_data(plan: Plan) -> dict[str, Any]:
    """What a plan says, part by part, as it is printed: plain data for whoever sets it on paper."""
    tasks = [[str(getattr(task, key)) for key in TASK_COLUMNS] for task in kept(plan.tasks)]
    return frame(plan, "Kế hoạch", _bare(plan.title), plan.date, plan.number or "....../KH-UBND") | {
        "bases": [basis(each) for each in _meta(plan).get("legal_bases", ()) if each.get("number")][:30],
        "sections": parts_of(plan),
        "annexes": [as_table(_("Danh mục nhiệm vụ"), list(TASK_COLUMNS.values()), _TASK_WIDTHS, tasks)]
        if tasks
        else [],
        "recipients": recipients(plan.as_read),
    }


def kept(items: Any) -> Any:
    """The items of a plan that nobody dropped, in their order."""
    return items.exclude(state=ItemState.DROPPED).order_by("position")


def as_table(title: str, head: list[str], widths: list[int], body: Iterable[list[str]]) -> dict[str, Any]:
    """A part of a paper that is a table, as `plan.typ` takes it; `widths` in millimetres, 0: what is left."""
    found = [[each or "" for each in row] for row in body]
    return {"title": title, "head": head, "widths": widths, "body": found, "lines": [] if found else [_("Không có.")]}


def frame(plan: Plan, kind: str, about: str, day: date | None, number: str) -> dict[str, Any]:
    """Head and foot of a paper about the plan: what it is, who issues and who signs it."""
    agency = plan.agency
    signer = _meta(plan).get("signer") or {}
    leader = staff_with_role(agency, Role.LEADER).first()
    return {
        "kind": kind,
        "about": about,
        "number": number,
        "issued_on": day or "ngày ... tháng ... năm ......",
        "agency": {
            "name": agency.name,
            "parent": agency.parent.name if agency.parent else "",
            "place": agency.short_name.removeprefix("UBND ").removeprefix("xã ").removeprefix("phường "),
        },
        "signer": {
            "authority": signer.get("signs_for") or "TM. Ủy ban nhân dân",
            "title": signer.get("title") or (leader.title if leader else "Chủ tịch"),
            "name": signer.get("name") or (leader.full_name if leader else ""),
        },
    }


def _meta(plan: Plan) -> dict[str, Any]:
    found: dict[str, Any] = plan.as_read.get("meta", {})
    return found


def _bare(title: str) -> str:
    bare = title[len("kế hoạch") :].strip() if title.lower().startswith("kế hoạch") else title
    return bare[:1].upper() + bare[1:]


def recipients(read: Mapping[str, Any]) -> list[str]:
    """Who receives it; the archive's own line ("Lưu: VT") is the template's."""
    named = [str(each["text"]).strip() for each in read.get("recipients", ())]
    return [each for each in named if not each.lower().startswith("lưu")]


def basis(said: Mapping[str, Any]) -> str:
    """A line "Căn cứ …" with the kind of document, number, day, issuer and what it is about.

    What a document says before its first part ("ban hành Kế hoạch như sau:") is no gist.
    """
    gist = f" {said['gist']}" if said.get("gist") and not str(said["gist"]).rstrip().endswith(":") else ""
    issuer = f" của {said['issuer']}" if said.get("issuer") else ""
    day = f" ngày {show_day(date.fromisoformat(said['date']))}" if said.get("date") else ""
    kind = KINDS.get(str(said.get("type", "")), "")
    return f"Căn cứ {kind}{said['number']}{day}{issuer}{gist};"
