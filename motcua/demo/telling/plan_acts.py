"""What people do in the story of plans: each row of the file is one of these acts, done with the real action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from motcua.base.clock import today
from motcua.demo.telling.plan_teller import Row, Teller, written
from motcua.directory.api import Staff, Unit, agency, deactivate_staff
from motcua.papers.api import render
from motcua.plans import api
from motcua.plans.api import Inspection, Obstacle, Portion, Target


def _bring(teller: Teller, row: Row) -> None:
    viewer = teller.viewer(row["by"])
    place = viewer.staff.agency if viewer.staff else teller.home
    replaced = teller.plans.get(row.get("replaces", ""))
    teller.plans[row["plan"]], _made = api.import_plan(
        content=teller.texts[f"{row['plan']}.txt"], name=f"{row['plan']}.txt", agency=place, by=viewer,
        replaces=replaced,
    )  # fmt: skip
    if row["plan"] == "commune":
        teller.followed = teller.plans["commune"]


def _confirm(teller: Teller, row: Row) -> None:
    plan, viewer = teller.plans[row["plan"]], teller.viewer(row["by"])
    plan.refresh_from_db()
    for item in [each for each in api.to_confirm(plan) if each.confidence < api.SURE_ENOUGH]:
        api.confirm_item(item=item, revision=item.revision, by=viewer)
    api.confirm_plan(plan=plan, by=viewer)
    if plan.agency_id == teller.home.pk:
        teller.followed = plan


def _add(teller: Teller, row: Row) -> None:
    values = {
        "text": row["text"],
        "number": row["number"],
        "comparator": "=",
        "metric": "other",
        "year": str(teller.year),
    }
    api.add_item(
        plan=teller.plans[row["plan"]], kind=Target, values=values, line=row["line"], by=teller.viewer(row["by"])
    )


def _correct(teller: Teller, row: Row) -> None:
    task = teller.task(row)
    api.correct_item(item=task, values={"product": row["product"]}, revision=0, by=teller.viewer(row["by"]))


def _link(teller: Teller, row: Row) -> None:
    api.link_above(plan=teller.plans["commune"], above=teller.plans["province"], by=teller.viewer(row["by"]))
    teller.plans["commune"].refresh_from_db()


def _assign(teller: Teller, row: Row) -> None:
    api.assign_task(
        task=teller.task(row), unit=teller.unit(row["unit"]), staff=teller.viewer(row["to"]).staff,
        by=teller.viewer(row["by"]),
    )  # fmt: skip


def _target(teller: Teller, row: Row) -> None:
    viewer = teller.viewer(row["by"])
    api.assign_target(target=teller.target(row), unit=teller.unit(row["unit"]), staff=None, by=viewer)


def _share(teller: Teller, row: Row) -> None:
    portions = [Portion(Decimal(value), unit=teller.unit(code)) for code, value in row["shares"].items()]
    api.share_target(target=teller.target(row), portions=portions, by=teller.viewer(row["by"]))


def _money(teller: Teller, row: Row) -> None:
    task = teller.task(row)
    api.add_budget(
        plan=task.plan, task=task, text=row["text"], source=row["source"], year=teller.year,
        amount=row["amount"], by=teller.viewer(row["by"]),
    )  # fmt: skip


def _spend(teller: Teller, row: Row) -> None:
    line = teller.task(row).budget.select_related("plan__agency").get()
    api.spend_budget(
        line=line, spent=row["spent"], voucher=row["words"], revision=line.revision, by=teller.viewer(row["by"])
    )


def _figure(teller: Teller, row: Row) -> None:
    day = date(teller.year - 1, 12, 31) if row.get("year_before") else today()
    api.enter_figure(
        target=teller.target(row), value=Decimal(row["value"]), as_of=min(day, today()), source=row["source"],
        by=teller.viewer(row["by"]),
    )  # fmt: skip


def _report(teller: Teller, row: Row) -> None:
    api.report_progress(task=teller.task(row), note=row["words"], by=teller.viewer(row["by"]))


def _close(teller: Teller, row: Row) -> None:
    task, viewer = teller.task(row), teller.viewer(row["by"])
    kept = api.add_evidence(
        task=task, content=_paper(teller, row), name=f"{row['file']}.pdf", title=row["words"], by=viewer
    )
    api.close_task(task=task, evidence_text=row["words"], evidence=kept.file, by=viewer)


def _start(teller: Teller, row: Row) -> None:
    api.start_days(task=teller.task(row), on=today(), about=row["words"], by=teller.viewer(row["by"]))


def _part(teller: Teller, row: Row) -> None:
    task, viewer = teller.task(row), teller.viewer(row["by"])
    part = task.parts.select_related("task__plan__agency").filter(closed_at=None).order_by("due").last()
    if part is None:
        raise LookupError(row["task"])
    kept = api.add_evidence(
        task=task, part=part, content=_paper(teller, row), name=f"{row['file']}.pdf", title=row["words"], by=viewer
    )
    api.close_part(part=part, evidence_text=row["words"], evidence=kept.file, by=viewer)


def _obstacle(teller: Teller, row: Row) -> None:
    api.raise_obstacle(
        item=teller.task(row), text=row["words"], proposes_change=bool(row.get("change")), by=teller.viewer(row["by"])
    )


def _asked(teller: Teller, row: Row) -> Obstacle:
    return Obstacle.objects.select_related("plan__agency", "task", "target").get(task=teller.task(row))


def _answer(teller: Teller, row: Row) -> None:
    api.reply(obstacle=_asked(teller, row), text=row["words"], by=teller.viewer(row["by"]))


def _settle(teller: Teller, row: Row) -> None:
    api.settle_obstacle(obstacle=_asked(teller, row), by=teller.viewer(row["by"]))


def _model(teller: Teller, row: Row) -> None:
    said = {key: row[key] for key in ("title", "how", "result", "contact")}
    api.mark_model(task=teller.task(row), by=teller.viewer(row["by"]), **said)


def _tie(teller: Teller, row: Row) -> None:
    """What the words do not tell: this task works for that target too."""
    item, target = teller.task(row), teller.target(row)
    ties = api.ties_of(item.plan)
    items = {each.public_id for each in ties.targets_of(item)} | {target.public_id}
    api.tie_item(item=item, items=items, problems=ties.problems_of(item), by=teller.viewer(row["by"]))


def _check(teller: Teller, row: Row) -> None:
    api.check_task(task=teller.task(row), by=teller.viewer(row["by"]))


def _ask(teller: Teller, row: Row) -> None:
    api.ask_inputs(
        plan=teller.plan, title=row["title"], words=row["words"], due=today() + timedelta(days=row["within"]),
        lines=[(name, unit) for name, unit in row["lines"]],
        units=Unit.objects.filter(agency=teller.home, code__in=row["units"]), by=teller.viewer(row["by"]),
    )  # fmt: skip


def _give(teller: Teller, row: Row) -> None:
    asked = api.open_inputs().get(unit__code=row["unit"])
    api.give_input(asked=asked, values=row["values"], revision=asked.revision, by=teller.viewer(row["by"]))


def _inspect(teller: Teller, row: Row) -> None:
    leader = teller.viewer(row["leader"]).staff
    if leader is None:
        raise LookupError(row["leader"])
    api.plan_inspection(
        plan=teller.plan, title=row["title"], place=row["place"], day=today(), leader=leader, lines=row["lines"],
        team=row["team"], by=teller.viewer(row["by"]),
    )  # fmt: skip


def _held(teller: Teller) -> Inspection:
    return Inspection.objects.select_related("plan__agency", "leader").get(plan=teller.plan)


def _look(teller: Teller, row: Row) -> None:
    api.look_at_lines(inspection=_held(teller), found=row["found"], by=teller.viewer(row["by"]))


def _finding(teller: Teller, row: Row) -> None:
    held = _held(teller)
    api.raise_finding(
        inspection=held, line=held.lines.get(position=row["line"]), text=row["text"], remedy=row["remedy"],
        unit=teller.unit(row["unit"]), staff=teller.viewer(row["to"]).staff,
        due=today() + timedelta(days=row["within"]), by=teller.viewer(row["by"]),
    )  # fmt: skip


def _conclude(teller: Teller, row: Row) -> None:
    api.conclude_inspection(inspection=_held(teller), words=row["words"], by=teller.viewer(row["by"]))


def _mend(teller: Teller, row: Row) -> None:
    finding = api.open_findings().get(line__position=row["finding"])
    api.close_finding(finding=finding, words=row["words"], by=teller.viewer(row["by"]))


def _send(teller: Teller, row: Row) -> None:
    api.send_out(plan=teller.plans[row["plan"]], way="here", to=agency(row["to"]), by=teller.viewer(row["by"]))


def _acknowledge(teller: Teller, row: Row) -> None:
    viewer = teller.viewer(row["by"])
    api.acknowledge(sending=api.came_in(viewer)[0], by=viewer)


def _publish(teller: Teller, row: Row) -> None:
    api.publish_plan(plan=teller.plan, public=True, by=teller.viewer(row["by"]))


def _draw_up(teller: Teller, row: Row) -> None:
    """A report on the days before, with its words; signed, the job follows when the clock of the story comes there."""
    keeper = teller.viewer(row["by"])
    made = api.draft_report(
        plan=teller.plan, kind=row["kind"], extract=row.get("extract", ""), by=keeper,
        since=today() - timedelta(days=row["days"]), until=today(),
    )  # fmt: skip
    words = {name: row.get(name, "") for name in ("assessment", "next_steps", "proposals")}
    api.write_report(report=made, revision=made.revision, by=keeper, **words)
    if "signer" in row:
        api.sign_report(report=made, revision=made.revision, by=teller.viewer(row["signer"]))


def _copy(teller: Teller, row: Row) -> None:
    api.copy_model(model=api.good_models()[0], by=teller.viewer(row["by"]))


def _leaves(teller: Teller, row: Row) -> None:
    person = Staff.objects.select_related("agency").get(user__username=written()["left"]["user"])
    deactivate_staff(staff=person, by=teller.viewer(row["by"]))


def _paper(teller: Teller, row: Row) -> bytes:
    """A page such as an office would scan: what it is, of which day, for which task."""
    place = teller.home
    return render(
        "plan",
        {
            "kind": row["file"],
            "about": row["words"],
            "agency": {"name": place.name, "parent": place.parent.name if place.parent else "", "place": "An Hòa"},
            "sections": [{"title": "Nội dung", "lines": [f"Sản phẩm của nhiệm vụ {row['task']}: {row['words']}."]}],
            "signer": {"title": "Chủ tịch", "name": "Trần Quang Vinh", "authority": "TM. Ủy ban nhân dân"},
        },
    )


ACTS: dict[str, Callable[[Teller, Row], None]] = {
    "bring": _bring,
    "confirm": _confirm,
    "add": _add,
    "correct": _correct,
    "link": _link,
    "assign": _assign,
    "target": _target,
    "share": _share,
    "money": _money,
    "spend": _spend,
    "figure": _figure,
    "report": _report,
    "close": _close,
    "start": _start,
    "part": _part,
    "obstacle": _obstacle,
    "answer": _answer,
    "settle": _settle,
    "send": _send,
    "acknowledge": _acknowledge,
    "publish": _publish,
    "draw_up": _draw_up,
    "model": _model,
    "check": _check,
    "tie": _tie,
    "ask": _ask,
    "give": _give,
    "inspect": _inspect,
    "look": _look,
    "finding": _finding,
    "conclude": _conclude,
    "mend": _mend,
    "copy": _copy,
    "leaves": _leaves,
}
