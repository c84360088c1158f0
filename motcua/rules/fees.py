"""What a dossier costs: fee lines by channel, case, exemption and date (Law on fees and charges 97/2015/QH13).

Amounts are whole VND. A fee is computed at the time of intake and frozen with the dossier; list price and payable
amount are both printed. A line whose amount is set nowhere is unknown, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.rules.codes import Channel, FeeKind
from motcua.rules.conditions import Facts, Rule, holds
from motcua.rules.tables import Confidence, in_force

DOSSIER = "dossier"


@dataclass(frozen=True)
class Step:
    """Price in VND of each unit up to the `up_to`-th (None: all further ones)."""

    up_to: int | None
    price: int


@dataclass(frozen=True)
class Tiers:
    """A price that counts `unit` step by step, at most `at_most` VND: 2,000 for pages 1-2, then 1,000 each."""

    unit: str
    steps: tuple[Step, ...]
    at_most: int | None = None

    def price(self, count: int) -> int:
        """Price in VND of `count` units."""
        total = done = 0
        for step in self.steps:
            end = count if step.up_to is None else min(count, step.up_to)
            total += max(end - done, 0) * step.price
            done = max(done, end)
        return total if self.at_most is None else min(total, self.at_most)


@dataclass(frozen=True)
class Exemption:
    """Who or what pays less: `percent` off (100: nothing is paid). `name` is shown to the payer as the reason."""

    code: str
    name: str
    legal_basis: str
    percent: int = 100
    channel: Channel | None = None
    condition: Rule | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: Confidence = Confidence.MEDIUM

    def __post_init__(self) -> None:
        if not 0 < self.percent <= 100:
            raise ValueError(f"{self.code}: percent must be 1 to 100")

    def covers(self, channel: Channel, facts: Facts, on: date) -> bool:
        """Whether it holds for this way of filing, these facts and this day; unknown facts never exempt."""
        return (
            in_force(on, self.valid_from, self.valid_to)
            and self.channel in (None, channel)
            and holds(self.condition, facts)
        )


@dataclass(frozen=True)
class FeeLine:
    """One fee of a procedure: a fixed `amount` per `unit`, or `tiers`, or neither (its amount is unknown)."""

    code: str
    kind: FeeKind
    name: str
    legal_basis: str
    amount: int | None = None
    tiers: Tiers | None = None
    unit: str = DOSSIER
    channel: Channel | None = None
    condition: Rule | None = None
    exemptions: tuple[Exemption, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: Confidence = Confidence.MEDIUM

    def __post_init__(self) -> None:
        if self.amount is not None and (self.tiers is not None or self.amount < 0):
            raise ValueError(f"{self.code}: either one amount of at least 0 VND or tiers")

    def applies(self, channel: Channel, facts: Facts, on: date) -> bool:
        """Whether this line is to be paid at all, before exemptions."""
        return (
            in_force(on, self.valid_from, self.valid_to)
            and self.channel in (None, channel)
            and holds(self.condition, facts)
        )

    def list_price(self, units: Mapping[str, int]) -> int | None:
        """Price in VND for the counts in `units`; None when the amount is unknown. A dossier counts as 1.

        UnitsMissing when the line is per copy, page … and nobody said how many.
        """
        if self.tiers is not None:
            return self.tiers.price(_count(self.tiers.unit, units)) * _count(self.unit, units)
        return None if self.amount is None else self.amount * _count(self.unit, units)


class UnitsMissing(ValueError):
    """A fee is per unit and the number of units is not known; `unit` names it."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(f"how many {unit}?")


def _count(unit: str, units: Mapping[str, int]) -> int:
    count = units.get(unit, 1 if unit == DOSSIER else None)
    if count is None:
        raise UnitsMissing(unit)
    if count < 0:
        raise ValueError(f"{unit}: a count cannot be negative")
    return count


@dataclass(frozen=True)
class AssessedLine:
    """A line as it is to be paid, in VND. `list_price` None: the amount is not known and nothing is asked."""

    line: FeeLine
    list_price: int | None
    discount: int
    exemption: Exemption | None

    @property
    def payable(self) -> int:
        """What is to be paid."""
        return (self.list_price or 0) - self.discount

    @property
    def is_free(self) -> bool:
        """Whether an exemption takes the whole of it."""
        return self.exemption is not None and self.exemption.percent == 100

    @property
    def reason(self) -> str:
        """Why less is paid, in Vietnamese; empty when the list price is paid."""
        return self.exemption.name if self.exemption else ""

    @property
    def legal_basis(self) -> str:
        """The text behind the amount, and behind the exemption if there is one."""
        bases = [self.line.legal_basis, self.exemption.legal_basis if self.exemption else ""]
        return "; ".join(dict.fromkeys(filter(None, bases)))


@dataclass(frozen=True)
class Assessment:
    """All lines that apply to one dossier on one day."""

    lines: tuple[AssessedLine, ...]
    channel: Channel
    on: date

    @property
    def total(self) -> int:
        """What is to be paid, in VND."""
        return sum(line.payable for line in self.lines)

    @property
    def list_total(self) -> int:
        """What would be paid without exemptions, in VND."""
        return sum(line.list_price or 0 for line in self.lines)

    @property
    def unknown(self) -> tuple[FeeLine, ...]:
        """Lines whose amount nobody has set yet; the desk must set it before money is asked for. What is wholly
        exempt is known to cost nothing, whatever the amount will be."""
        return tuple(found.line for found in self.lines if found.list_price is None and not found.is_free)


def _assess_line(line: FeeLine, channel: Channel, facts: Facts, units: Mapping[str, int], on: date) -> AssessedLine:
    price = line.list_price(units)
    covering = [entry for entry in line.exemptions if entry.covers(channel, facts, on)]
    best = max(covering, key=lambda entry: entry.percent, default=None)
    discount = (price or 0) * best.percent // 100 if best else 0
    return AssessedLine(line, price, discount, best)


def assess(
    lines: Iterable[FeeLine],
    *,
    channel: Channel,
    facts: Facts,
    units: Mapping[str, int],
    on: date,
) -> Assessment:
    """What a dossier filed by `channel` on day `on` (local date) costs.

    `units` counts copies, pages, cases …; of several exemptions the one best for the payer is taken.
    """
    found = (_assess_line(line, channel, facts, units, on) for line in lines if line.applies(channel, facts, on))
    return Assessment(tuple(found), channel, on)
