"""An item through the versions of its plan: what was noted on the earlier ones counts for the later ones."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.plans.models import Target, Task


def earlier(items: Iterable[Target | Task]) -> dict[int, int]:
    """Id of every earlier item → id of the one of `items` it became; each of `items` stands for itself too."""
    known = list(items)
    found = {each.pk: each.pk for each in known}
    if not known:
        return found
    model = type(known[0])
    step = {each.came_from_id: each.pk for each in known if each.came_from_id is not None}
    while step:
        found |= {before: found[now] for before, now in step.items()}
        rows = model._default_manager.filter(pk__in=step).values_list("came_from_id", "pk").order_by("pk")
        step = {before: now for before, now in rows if before is not None and before not in found}
    return found
