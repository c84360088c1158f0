"""Which of the known measures a wording speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from motcua.plans.data import table
from motcua.plans.reader.fold import fold, plain

OTHER = "other"


@dataclass(frozen=True)
class Metric:
    """A measure with its wordings compiled; see data/metrics.yaml for what each part means."""

    slug: str
    name: str
    unit: str
    up: bool | None
    kind: str
    weight: float
    say: tuple[tuple[re.Pattern[str], ...], ...]
    unless: tuple[re.Pattern[str], ...]
    unit_like: re.Pattern[str] | None
    implied: re.Pattern[str] | None
    implied_not: re.Pattern[str] | None
    more: re.Pattern[str] | None
    less: re.Pattern[str] | None
    fixed: tuple[re.Pattern[str], str] | None
    per_household: bool

    @property
    def is_share(self) -> bool:
        return self.unit_like is None

    def unit_said(self, thing: str) -> str:
        """The unit as a plan says it ("buổi", "ấp") where that is another thing this measure counts; else its own."""
        counted = self.unit_like is not None and self.unit_like.search(fold(thing)) and "/" not in self.unit
        own = plain(thing).startswith(plain(self.unit)) and ", " not in thing
        return thing if counted and not own else self.unit

    def score(self, words: str) -> float:
        """How well the wording fits (0 where it does not); more patterns weigh more."""
        if any(pattern.search(words) for pattern in self.unless):
            return 0.0
        fitting = [len(wording) for wording in self.say if all(pattern.search(words) for pattern in wording)]
        return self.weight + 0.6 * max(fitting) if fitting else 0.0


def _pattern(raw: dict[str, Any], name: str) -> re.Pattern[str] | None:
    return re.compile(raw[name]) if raw.get(name) else None


def _metric(raw: dict[str, Any]) -> Metric:
    fixed = raw.get("fixed")
    unit_like = raw.get("unit_like")
    return Metric(
        slug=raw["slug"], name=raw["name"], unit=raw["unit"], up=raw.get("up"), kind=raw.get("kind", "numeric"),
        weight=float(raw["weight"]),
        say=tuple(tuple(re.compile(part) for part in wording) for wording in raw["say"]),
        unless=tuple(re.compile(part) for part in raw.get("not", ())),
        unit_like=re.compile(rf"^(?:{unit_like})\b") if unit_like else None,
        implied=_pattern(raw, "implied"), implied_not=_pattern(raw, "implied_not"),
        more=_pattern(raw, "more"), less=_pattern(raw, "less"),
        fixed=(re.compile(fixed[0]), fixed[1]) if fixed else None,
        per_household=bool(raw.get("per_household")),
    )  # fmt: skip


@cache
def metrics() -> tuple[Metric, ...]:
    """All known measures, in the order of the table."""
    return tuple(_metric(raw) for raw in table("metrics")["metrics"])


@cache
def metric(slug: str) -> Metric | None:
    return next((one for one in metrics() if one.slug == slug), None)


@cache
def unit_words() -> re.Pattern[str]:
    """All nouns that a counted figure may count, in the order of the table."""
    return re.compile("|".join(dict.fromkeys(one.unit_like.pattern for one in metrics() if one.unit_like)))


@cache
def _same() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(said), meant) for said, meant in table("metrics")["same"]]


def best_metric(words: str, *, share: bool, counted: str = "") -> tuple[Metric | None, float]:
    """The measure that fits a wording best: `share` for percentages, else the noun counted ("nhom tieu chi …")."""
    best: tuple[Metric | None, float] = (None, 0.0)
    for said, meant in _same():
        words = said.sub(meant, words)
    for one in metrics():
        if share != one.is_share and not (share and one.unit == "điểm"):
            continue
        bonus = 0.0
        if not share:
            found = one.unit_like.search(counted) if one.unit_like else None
            if not found:
                continue
            bonus = 0.1 * len(found.group())
        score = one.score(words)
        if score and score + bonus > best[1]:
            best = (one, score + bonus)
    return best
