"""A plan as plain data with the keys of the plan schema: as read, with what people put right."""

from __future__ import annotations

import json
from typing import Any

from motcua.plans.models import ItemState, Plan, Target, Task
from motcua.plans.ties import ties_of


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """The stable contract of `plans export --format json`; dropped items are left out."""
    tied = _tied_by_hand(plan)
    return {
        **plan.as_read,
        "meta": plan.as_read["meta"] | _head(plan),
        "targets": [_target(each) for each in _kept(plan.targets)],
        "tasks": [_task(each) | tied.get(each.pk, {}) for each in _kept(plan.tasks)],
    }


def _tied_by_hand(plan: Plan) -> dict[int, dict[str, list[str]]]:
    """The targets of every task whose ties a person changed, by the task's id: what its text names, as put right."""
    changed = set(plan.ties.filter(task__isnull=False, target__isnull=False).values_list("task_id", flat=True))
    if not changed:
        return {}
    ties = ties_of(plan)
    return {
        each.pk: {"target_refs": [str(one.as_read.get("id", one.number)) for one in ties.targets_of(each)]}
        for each in ties.tasks
        if each.pk in changed
    }


def json_bytes(plan: Plan) -> bytes:
    """The same as UTF-8 text."""
    return json.dumps(plan_as_json(plan), ensure_ascii=False, indent=2, default=str).encode("utf-8")


def _head(plan: Plan) -> dict[str, str | None]:
    """What people put right at the head of the plan."""
    head = {
        "title": plan.title,
        "number": plan.number or None,
        "date": plan.date.isoformat() if plan.date else None,
    }
    names = {"title": "title", "number": "doc_number", "date": "doc_date"}
    mended = plan.corrections.filter(item=plan.public_id).values_list("field", flat=True)
    return {names[field]: head[field] for field in set(mended)}


def _kept(items: Any) -> Any:
    return items.exclude(state=ItemState.DROPPED).order_by("position")


def _target(item: Target) -> dict[str, Any]:
    value: float | str | None = item.value_text or None
    if item.value is not None:
        value = int(item.value) if item.value == int(item.value) else float(item.value)
    period = ("from", "until", "every")
    return {
        **{key: said for key, said in item.as_read.items() if key not in period},
        **{key: item.period[key] for key in period if item.period.get(key)},
        "text": item.text,
        "metric": item.metric,
        "comparator": item.comparator,
        "value": value,
        "unit": item.measure_unit,
        "year": item.year,
        "scope": item.scope or None,
        "condition": item.condition or None,
    }


def _task(item: Task) -> dict[str, Any]:
    said = item.as_read["deadline"]
    if item.deadline_raw != (said["raw"] or ""):
        said = {"raw": item.deadline_raw or None, "type": item.deadline_type}
        said |= {"due": item.due.isoformat()} if item.due else {}
    return {
        **item.as_read,
        "text": item.text,
        "product": item.product or None,
        "lead": _list(item.lead),
        "coordinating": _list(item.coordinating),
        "deadline": said,
    }


def _list(words: str) -> list[str]:
    return [each.strip() for each in words.split(";") if each.strip()]
