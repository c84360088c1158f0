"""Plans that ask for reports: the lines, the days, the paper that settles one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.base.actor import system
from motcua.base.clock import HO_CHI_MINH
from motcua.papers.api import issue
from motcua.plans.actions.sign_report import close_signing
from motcua.plans.api import Plan, Report

KEEPER, LEADER, HEAD = "kiemsoat.anhoa", "chutich.anhoa", "truongphong.kinhte.anhoa"


def on(day: int, month: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 8, 0, tzinfo=HO_CHI_MINH)


def said(raw: str, kind: str, to: str | None = "UBND tỉnh", what: str = "", sender: str = "") -> dict[str, Any]:
    return {"from": sender, "to": to, "what": what or raw, "frequency": {"raw": raw, "type": kind}}


def lines(plan: Plan, *reporting: dict[str, Any]) -> Plan:
    plan.as_read = plan.as_read | {"reporting": list(reporting), "meta": plan.as_read["meta"] | {"period": None}}
    plan.save()
    return plan


def paper_comes(report: Report) -> None:
    """What the worker does when the signature of a report is there."""
    paper = issue(kind="plan", agency="H99.31", pdf=b"%PDF-1.7", subject="", by=system("test"))
    close_signing(report=report, attempt=1, paper=paper, by=system("test"))
