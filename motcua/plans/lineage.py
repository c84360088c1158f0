"""Plans and their items through the versions: which plan a file changes, what was noted on the earlier ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy, gettext_noop

from motcua.base.errors import Refusal
from motcua.directory.api import Agency
from motcua.plans.models import Plan, Target, Task
from motcua.plans.reasons import REASONS

NOT_FOLLOWED = REASONS.known(gettext_noop("Chỉ đưa bản mới cho kế hoạch đang thực hiện của cơ quan này."))


def same_plans(agency: Agency, number: str, day: date | None) -> QuerySet[Plan]:
    """Plans of the agency with this number: numbers begin again each year (Decree 30/2020/NĐ-CP, article 15), so the
    year counts too where both say it. None for a plan without a number."""
    if not number:
        return Plan.objects.none()
    found = Plan.objects.filter(agency=agency, number=number)
    return found if day is None else found.filter(Q(date__isnull=True) | Q(date__year=day.year))


def version_before(agency: Agency, number: str, day: date | None) -> Plan | None:
    """The followed plan that a file with this number and day changes."""
    return same_plans(agency, number, day).filter(state=Plan.State.CONFIRMED).order_by("-version", "-pk").first()


def refuse_strange_version(agency: Agency, replaces: Plan | None) -> None:
    """`Refusal` where a file is brought as a new version of what is no followed plan of `agency`."""
    if replaces is not None and (replaces.agency_id != agency.pk or replaces.state != Plan.State.CONFIRMED):
        raise Refusal(gettext_lazy(NOT_FOLLOWED))


def brought_before(agency: Agency, digest: str) -> Plan | None:
    """The plan that came out of the file with this SHA-256; one that was withdrawn does not count: the file may be
    brought again."""
    found = Plan.objects.filter(agency=agency, source__sha256=digest).exclude(state=Plan.State.WITHDRAWN)
    return found.order_by("pk").first()


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
