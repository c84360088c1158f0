"""Two versions of a plan beside each other: what came, what went, what says something else now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from motcua.base.kit.figures import show_number
from motcua.plans.lineage import earlier
from motcua.plans.matching import Item, Pair, pairs
from motcua.plans.models import ItemState, Plan

TARGET_FIELDS = ("text", "metric", "comparator", "value", "value_text", "measure_unit", "year", "scope", "condition")
TASK_FIELDS = ("text", "product", "lead", "coordinating", "deadline_raw")


@dataclass(frozen=True)
class Changed:
    """One item in two versions; `fields` are (field, words before, words after)."""

    old: Item
    new: Item
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Comparison:
    """Targets or tasks of two versions."""

    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[Changed, ...]
    same: tuple[Changed, ...]

    @property
    def pairs(self) -> tuple[Changed, ...]:
        """Everything that is in both."""
        return (*self.changed, *self.same)


def compare(old: Plan, new: Plan) -> tuple[Comparison, Comparison]:
    """Targets, then tasks. Between confirmed versions what was carried over counts; else the words decide."""
    return (
        _compared(_items(old.targets), _items(new.targets), TARGET_FIELDS),
        _compared(_items(old.tasks), _items(new.tasks), TASK_FIELDS),
    )


def _items(found: Any) -> list[Item]:
    return list(found.exclude(state=ItemState.DROPPED).order_by("position"))


def _compared(old: Sequence[Item], new: Sequence[Item], fields: tuple[str, ...]) -> Comparison:
    both = sorted(_known_pairs(old, new) or pairs(old, new), key=lambda pair: pair.new.position)
    kept_old, kept_new = {pair.old.pk for pair in both}, {pair.new.pk for pair in both}
    found = [Changed(pair.old, pair.new, _changes(pair, fields)) for pair in both]
    return Comparison(
        added=tuple(each for each in new if each.pk not in kept_new),
        removed=tuple(each for each in old if each.pk not in kept_old),
        changed=tuple(each for each in found if each.fields),
        same=tuple(each for each in found if not each.fields),
    )


def _known_pairs(old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """What was carried over when the newer version was confirmed."""
    came = earlier(new)
    by_id = {each.pk: each for each in new}
    return [Pair(each, by_id[came[each.pk]], 100.0) for each in old if each.pk in came and came[each.pk] in by_id]


def _changes(pair: Pair, fields: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    said = [(field, words(getattr(pair.old, field)), words(getattr(pair.new, field))) for field in fields]
    return tuple(each for each in said if each[1] != each[2])


def words(value: object) -> str:
    """A value as it is read: figures without zeros at the end."""
    if isinstance(value, Decimal):
        return show_number(value, None)
    return "" if value is None else str(value)
