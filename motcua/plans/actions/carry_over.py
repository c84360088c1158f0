"""What was done under one version of a plan goes on under the next."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_noop

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.plans.comparing import Changed, Comparison, compare
from motcua.plans.events import CarriedOver
from motcua.plans.journal import journal
from motcua.plans.models import (
    BudgetLine,
    Collection,
    Evidence,
    GoodModel,
    Inspection,
    Obstacle,
    OwedReport,
    Part,
    Plan,
    Progress,
    Share,
    Target,
    Task,
    Tie,
)
from motcua.plans.periods import ONCE
from motcua.plans.reader.fold import plain
from motcua.plans.reporting import asked_once, report_lines

_GONE = -1


def carry_over(*, old: Plan, new: Plan, by: Actor) -> None:
    """Owners, stage, products, parts, shares, money, open problems, models, collections, inspections, ties and
    reports owed of `old` go on in `new`.

    Notes and figures stay where they were written and are read through both. A finished task whose product is another
    one now is open again, with a note. Runs in the transaction of the confirmation.
    """
    targets, tasks = compare(old, new)
    for each in targets.pairs:
        _carry_target(each)
    for each in tasks.pairs:
        _carry_task(each, by)
    _carry_owed_reports(old, new)
    _carry_ties(old, new, targets, tasks)
    if new.above_id is None and old.above_id is not None:
        Plan.objects.filter(pk=new.pk).update(above=old.above_id)
    Plan.objects.filter(above=old).update(above=new)
    BudgetLine.objects.filter(plan=old).update(plan=new)
    Collection.objects.filter(plan=old).update(plan=new)
    Inspection.objects.filter(plan=old).update(plan=new)
    # What is still talked about goes on, also where its task is not in the new version.
    Obstacle.objects.filter(plan=old).exclude(state=Obstacle.State.SETTLED).update(plan=new)
    journal(_told(old, new, targets, tasks), by)


def _carry_owed_reports(old: Plan, new: Plan) -> None:
    """Reports owed, late ones too, go on under the line that asks the same of the same; without one they end, as does
    what was asked for once by a day that is another now."""
    free = dict(enumerate(new.as_read.get("reporting", ())))
    once = [(line.place, each.name) for line in report_lines(new) for each in asked_once(new, line)]
    for place, said in enumerate(old.as_read.get("reporting", ())):
        became = _line_like(said, free)
        if became is None:
            continue
        del free[became]
        still = [name for line, name in once if line == became]
        gone = Q(settled_at=None, period__startswith=ONCE) & ~Q(period__in=still)
        OwedReport.objects.filter(plan=old, line=place).exclude(gone).update(plan=new, line=became)


def _line_like(said: dict[str, Any], others: dict[int, dict[str, Any]]) -> int | None:
    """The place of the line that asks the same of the same, at best from the same sender and in the same words."""

    def close(other: dict[str, Any]) -> int:
        same = [plain(str(other.get(end))) == plain(str(said.get(end))) for end in ("from", "what")]
        return sum([*same, other["frequency"].get("raw") == said["frequency"].get("raw")])

    ends = (plain(str(said.get("to"))), said["frequency"]["type"])
    found = [place for place, each in others.items() if (plain(str(each.get("to"))), each["frequency"]["type"]) == ends]
    return max(found, key=lambda place: (close(others[place]), -place), default=None)


def _carry_ties(old: Plan, new: Plan, targets: Comparison, tasks: Comparison) -> None:
    """What people tied and untied goes on where both ends do; what they said of the new version stays."""
    texts = [str(each["text"]) for each in new.as_read.get("problems", ())]
    before = [str(each["text"]) for each in old.as_read.get("problems", ())]
    became = {
        "task_id": {each.old.pk: each.new.pk for each in tasks.pairs},
        "target_id": {each.old.pk: each.new.pk for each in targets.pairs},
        "problem": {place: texts.index(text) for place, text in enumerate(before) if text in texts},
    }
    for tie in old.ties.all():
        ends: dict[str, Any] = {
            name: known.get(was, _GONE) for name, known in became.items() if (was := getattr(tie, name)) is not None
        }
        if _GONE not in ends.values():
            both = dict.fromkeys(became) | ends
            Tie.objects.get_or_create(**both, defaults={"plan": new, "tied": tie.tied, "by": tie.by, "at": tie.at})


def _carry_target(pair: Changed) -> None:
    old, new = pair.old, pair.new
    Target.objects.filter(pk=new.pk).update(
        came_from=old.pk,
        unit=old.unit_id,
        staff=old.staff_id,
        above=old.above_id if isinstance(old, Target) else None,
        revision=F("revision") + 1,
    )
    Target.objects.filter(above=old.pk).update(above=new.pk)
    Share.objects.filter(target=old.pk).update(target=new.pk)
    Obstacle.objects.filter(target=old.pk).exclude(state=Obstacle.State.SETTLED).update(target=new.pk)


def _carry_task(pair: Changed, by: Actor) -> None:
    old, new = pair.old, pair.new
    if not isinstance(old, Task) or not isinstance(new, Task):
        return
    Task.objects.filter(pk=new.pk).update(
        came_from=old.pk,
        unit=_unit(old, new),
        staff=old.staff_id,
        above=old.above_id,
        stage=old.stage,
        evidence=old.evidence_id,
        evidence_text=old.evidence_text,
        closed_at=old.closed_at,
        closed_by=old.closed_by,
        checked_at=old.checked_at,
        checked_by=old.checked_by,
        revision=F("revision") + 1,
    )
    _carry_what_hangs_on_it(old, new)
    if old.stage == Task.Stage.DONE and any(field == "product" for field, _was, _is in pair.fields):
        _open_again(old, new, by)


def _unit(old: Task, new: Task) -> int | None:
    """A lead that the new version names differently is meant; else whom it was given to."""
    return new.unit_id if old.lead != new.lead and new.unit_id is not None else old.unit_id


def _carry_what_hangs_on_it(old: Task, new: Task) -> None:
    Task.objects.filter(above=old).update(above=new)
    Part.objects.filter(task=old).update(task=new)
    Evidence.objects.filter(task=old).update(task=new)
    BudgetLine.objects.filter(task=old).update(task=new)
    GoodModel.objects.filter(task=old).update(task=new)
    Obstacle.objects.filter(task=old).exclude(state=Obstacle.State.SETTLED).update(task=new)


def _open_again(old: Task, new: Task, by: Actor) -> None:
    delivered = old.delivered
    Task.objects.filter(pk=new.pk).update(
        stage=Task.Stage.IN_PROGRESS,
        evidence=None,
        evidence_text="",
        closed_at=None,
        closed_by="",
        checked_at=None,
        checked_by="",
    )
    words = gettext_noop("Bản mới đổi sản phẩm nên việc mở lại. Sản phẩm đã nộp theo bản trước: %(delivered)s")
    Progress.objects.create(task=new, note=words % {"delivered": delivered}, by=str(by), at=now())


def _told(old: Plan, new: Plan, targets: Comparison, tasks: Comparison) -> CarriedOver:
    both = (targets, tasks)
    return CarriedOver(
        new.public_id,
        old.public_id,
        sum(len(each.same) for each in both),
        sum(len(each.changed) for each in both),
        sum(len(each.added) for each in both),
        sum(len(each.removed) for each in both),
    )
