"""How people get through a form: seconds by page, and where it was given up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.indicators.counted import Period
from motcua.indicators.models import DraftFact
from motcua.rules.indicators.criteria import percentile, share


@dataclass(frozen=True)
class PageTime:
    """One page: `n` forms handed in that were saved there, the median of their seconds, forms given up there."""

    page: str
    n: int
    median_seconds: float | None
    given_up: int


@dataclass(frozen=True)
class FormUse:
    """One procedure's forms that ended in a period, filled without help."""

    procedure: str
    filed: int
    given_up: int
    pages: tuple[PageTime, ...]

    @property
    def share_given_up(self) -> float | None:
        """Given up among those that ended."""
        return share(self.given_up, self.filed + self.given_up)


def form_uses(agencies: Iterable[str], period: Period) -> dict[str, FormUse]:
    """Forms handed in or given up in `period` at `agencies` (codes), by procedure. A form nobody touched for ninety
    days counts as given up on the day that was noted; forms still open count nowhere."""
    ended = DraftFact.objects.filter(
        agency__in=list(agencies), assisted=False, ended_at__gte=period.begin, ended_at__lt=period.end
    )
    drafts: dict[str, list[DraftFact]] = defaultdict(list)
    for each in ended.order_by("ended_at", "draft"):
        drafts[each.procedure].append(each)
    return {procedure: _use(procedure, found) for procedure, found in sorted(drafts.items())}


def _use(procedure: str, drafts: list[DraftFact]) -> FormUse:
    filed = [each for each in drafts if each.filed]
    seconds: dict[str, list[float]] = defaultdict(list)
    for each in filed:
        for page, spent in each.pages.items():
            seconds[page].append(spent)
    given_up = Counter(each.at_page for each in drafts if not each.filed)
    pages = tuple(
        PageTime(page, len(seconds[page]), percentile(seconds[page], 50), given_up[page])
        for page in dict.fromkeys([*seconds, *given_up])
    )
    return FormUse(procedure, len(filed), len(drafts) - len(filed), pages)
