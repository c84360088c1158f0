"""The written past: dossiers and what happens to them, each at a moment counted back from today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from motcua.base.clock import HO_CHI_MINH, today
from motcua.rules.calendar import standard_calendar

PATH = Path(__file__).parent.parent / "data" / "history.yaml"
FILE, MONEY = "file", "money"


@dataclass(frozen=True)
class Told:
    """One dossier as the file tells of it. `number`: its place in the file."""

    number: int
    who: str
    procedure: str
    at: str
    filed: datetime
    minutes: float
    channel: str
    place: str
    device: str
    help: str
    helper: str
    subject: str
    delivery: str
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """One thing that happens: what, when (aware), to which dossier, with which words."""

    moment: datetime
    act: str
    told: Told | None
    words: str = ""
    row: dict[str, Any] = field(default_factory=dict)


@cache
def written() -> dict[str, Any]:
    """The file as it is."""
    found: dict[str, Any] = YAML(typ="safe").load(PATH.read_text(encoding="utf-8"))
    return found


def working_day(back: int) -> date:
    """The working day `back` working days before today; 1 is the last one, 0 and less are to come."""
    calendar = standard_calendar()
    return calendar.nth(calendar.days_before(today()) - back)


def moment_of(back: int, clock: str) -> datetime:
    """That day at "HH:MM"."""
    return datetime.combine(working_day(back), time.fromisoformat(clock), tzinfo=HO_CHI_MINH)


def scenes() -> list[Scene]:
    """Everything that happened, in the order of its moments."""
    found = [scene for number, row in enumerate(written()["dossiers"]) for scene in _scenes_of(number, row)]
    found += [Scene(moment_of(row["day"], row["time"]), MONEY, None, row=row) for row in written()["money"]]
    return sorted(found, key=lambda scene: scene.moment)


def _scenes_of(number: int, row: dict[str, Any]) -> Iterator[Scene]:
    told = _told(number, row)
    yield Scene(told.filed - timedelta(minutes=told.minutes), FILE, told)
    for line in [*written()["courses"].get(row.get("course"), ()), *row.get("story", ())]:
        later, clock, act, *words = line.split(" ", 3)
        yield Scene(moment_of(row["day"] - int(later), clock), act, told, words[0] if words else "")


def _told(number: int, row: dict[str, Any]) -> Told:
    counter = row.get("channel") == "counter"
    filed = moment_of(row["day"], row["time"])
    return Told(
        number=number,
        who=row["who"],
        procedure=row["procedure"],
        at=row["at"],
        # Nobody presses a button on the full minute.
        filed=filed + timedelta(seconds=number * 17 % 50 + 3),
        minutes=float(row.get("minutes", 6)),
        channel="counter" if counter else "online",
        place="counter" if counter else row.get("place", "home"),
        device="counter" if counter else row.get("device", "phone"),
        help="typed" if counter else row.get("help", ""),
        helper="tiepnhan" if counter else row.get("helper", ""),
        subject=row.get("for", ""),
        delivery="counter" if counter else row.get("delivery", "electronic"),
        answers={**written()["answers"].get(row["procedure"], {}), **row.get("answers", {})},
    )
