"""Seconds predicted by a keystroke-level model for touch (Card, Moran & Newell 1980, adapted; ±35 %, not measured).

The operators, with what is literature and what is assumed, are in docs/reference/benchmarks.md. Parameters were fixed
before the product was built.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

# Half a phone's screen to a target of 58 px: the distance term of a tap.
DISTANCE_TERM = 0.1 * log2(290 / 58 + 1)


@dataclass(frozen=True)
class Seen:
    """What a journey asks of a person after signing in."""

    keys: int
    taps: int
    fields: int
    pages: int
    words: int
    swipes: int
    photographs: int
    waiting: float  # seconds, measured


@dataclass(frozen=True)
class Persona:
    """Operators in seconds; `correction` and `reading` are shares."""

    name: str
    key: float
    correction: float
    tap: float
    repeats: float
    think: float
    orient: float
    reading: float
    word: float
    swipe: float
    sign_in: float
    photograph: float


PERSONAS = (
    Persona("expert", 0.332, 0.05, 0.71, 1.00, 1.35, 0.0, 0.1, 0.252, 0.5, 10, 15),
    Persona("novice", 0.462, 0.15, 0.83, 1.00, 2.70, 1.35, 0.6, 0.333, 1.0, 20, 40),
    Persona("elder", 1.20, 0.30, 0.95, 1.32, 4.55, 2.70, 1.0, 0.5, 1.5, 40, 80),
)


def predicted(persona: Persona, seen: Seen, *, with_sign_in: bool = True) -> float:
    """Seconds from the first page to the receipt for `persona`."""
    return (
        seen.keys * persona.key * (1 + persona.correction)
        + seen.taps * (persona.tap + DISTANCE_TERM) * persona.repeats
        + (seen.fields + seen.pages) * persona.think
        + seen.pages * persona.orient
        + seen.words * persona.reading * persona.word
        + seen.swipes * persona.swipe
        + seen.photographs * persona.photograph
        + seen.waiting
        + (persona.sign_in if with_sign_in else 0)
    )
