"""Points of Decision 766 from a ratio. A ratio that does not exist has no points; it is not a ratio of 0."""

from __future__ import annotations


def linear(points: float, ratio: float | None) -> float | None:
    """Full `points` at a ratio of 1, in proportion below."""
    return None if ratio is None else points * min(max(ratio, 0.0), 1.0)


def full_from(points: float, ratio: float | None, threshold: float) -> float | None:
    """Full `points` from a ratio of `threshold` (0 to 1) on, in proportion below it."""
    return None if ratio is None else linear(points, ratio / threshold)
