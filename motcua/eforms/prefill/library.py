"""What the sources answered for one draft. Each is asked once; what it said is kept, so that pages do not ask again.

A number alone opens nothing: of a person other than the applicant and the subject, a source is asked only when another
source named that person (a spouse, a child's mother), or when the population database confirmed number, name and
birth together. Whoever is asked about can read that it happened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

from motcua.base.clock import now, today
from motcua.eforms.needs import ABSENT, DOWN, FOUND, UNMATCHED
from motcua.eforms.prefill.known import POPULATION, Someone, is_number, people_in
from motcua.gateways.api import SourceDown
from motcua.rules.identifiers import PersonalNumber
from motcua.rules.text import fold

State = Literal["found", "absent", "down", "unmatched"]
MOST_OTHER_PEOPLE = 8
MOST_TRIES_A_DAY = 30  # of one account, whatever the drafts: typing numbers and names until one fits is no filling in
FRESH = timedelta(days=7)  # a draft that lies longer asks again
PERSONAL_SOURCES = frozenset({"population", "civil_status", "residence", "insurance", "poverty"})

Lookup = Callable[[str, str], tuple[dict[str, Any], date]]
Verify = Callable[[Someone], "tuple[dict[str, Any], date] | None"]


@dataclass(frozen=True, slots=True)
class Told:
    """What a source said about a key. `about`: a hash of the name and birth it was asked with, empty otherwise."""

    source: str
    key: str
    state: State
    about: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    as_of: date | None = None
    asked_at: datetime | None = None


@dataclass
class Library:
    """`look_up` and `verify` go outside and may raise `SourceDown`; never use a library inside a transaction.

    own: the applicant and the subject, with name and birth as their sign-in told them. tries: how often somebody else
    was looked up now; `tries_left`, how often this account may today, is asked for only when somebody else is.
    """

    own: dict[str, Someone]
    look_up: Lookup
    verify: Verify
    connected: Callable[[str], bool]
    told: dict[tuple[str, str, str], Told] = field(default_factory=dict)
    old: dict[tuple[str, str, str], Told] = field(default_factory=dict)
    new: list[Told] = field(default_factory=list)
    down: set[str] = field(default_factory=set)
    tries_left: Callable[[], int] = lambda: MOST_TRIES_A_DAY
    tries: int = 0

    def remember(self, before: Iterable[Told]) -> None:
        """Take over what was said earlier. What was down then may be asked again now, and what was said long ago.

        What was said long ago still stands while the source is down.
        """
        for each in before:
            if each.state != DOWN:
                fresh = each.asked_at is not None and now() - each.asked_at < FRESH
                (self.told if fresh else self.old)[each.source, each.key, each.about] = each

    def ask(self, source: str, key: str, someone: Someone | None = None) -> Told | None:
        """What `source` says about `key`; None where it may not or cannot be asked (yet)."""
        if not self.connected(source):
            return None
        if source == POPULATION:
            return self._ask_population(key, someone)
        if is_number(key) and key not in self.own and key not in self._named():
            return None
        if source in PERSONAL_SOURCES and not is_number(key):
            return None
        return self.told.get((source, key, "")) or self._ask(source, key, "", lambda: self.look_up(source, key))

    def who(self, key: str) -> Someone | None:
        """The person with this number, as told by sign-in or by a source."""
        return self.own.get(key) or self._named().get(key)

    def states(self) -> dict[str, str]:
        """Source → the best that came of asking it."""
        order = (ABSENT, UNMATCHED, DOWN, FOUND)
        best: dict[str, str] = {}
        for each in self.told.values():
            best[each.source] = max(best.get(each.source, ABSENT), each.state, key=order.index)
        for source in self.down:
            best[source] = best[source] if best.get(source) == FOUND else DOWN
        return dict(sorted(best.items()))

    def unmatched(self) -> set[str]:
        """Numbers for which the population database did not confirm name and birth."""
        good = {each.key for each in self.told.values() if each.source == POPULATION and each.state == FOUND}
        return {each.key for each in self.told.values() if each.state == UNMATCHED} - good

    def _named(self) -> dict[str, Someone]:
        found: dict[str, Someone] = {}
        for told in [*self.told.values(), *self.old.values()]:
            for someone in people_in(told.data):
                known = found.get(someone.number, someone)
                found[someone.number] = Someone(someone.number, known.name or someone.name, known.born or someone.born)
        return found

    def _ask_population(self, key: str, said: Someone | None) -> Told | None:
        if not is_number(key):
            return None
        someone = self.who(key) or said
        confirmed = self._confirmed(key)
        if confirmed is not None and (key in self.own or self._agrees(confirmed, someone)):
            return confirmed
        if someone is None or not someone.name:
            return None
        asked = Someone(key, someone.name, someone.born or str(PersonalNumber(key).birth_year))
        about = fingerprint(asked)
        told = self.told.get((POPULATION, key, about))
        if told is not None or (key not in self.own and self._too_many(key)):
            return told
        self.tries += key not in self.own
        return self._ask(POPULATION, key, about, lambda: self.verify(asked))

    def _confirmed(self, key: str) -> Told | None:
        for each in self.told.values():
            if (each.source, each.key, each.state) == (POPULATION, key, FOUND):
                return each
        return None

    def _agrees(self, confirmed: Told, someone: Someone | None) -> bool:
        name = confirmed.data.get("full_name", "")
        return someone is None or not someone.name or fold(someone.name) == fold(str(name))

    def _too_many(self, key: str) -> bool:
        others = {each.key for each in self.told.values() if is_number(each.key)} - set(self.own)
        return self.tries >= self.tries_left() or (key not in others and len(others) >= MOST_OTHER_PEOPLE)

    def _ask(
        self, source: str, key: str, about: str, work: Callable[[], tuple[dict[str, Any], date] | None]
    ) -> Told | None:
        if source in self.down:
            return self.old.get((source, key, about))
        try:
            answer = work()
        except SourceDown:
            self.down.add(source)
            before = self.old.get((source, key, about))
            if before is None:
                self.new.append(Told(source, key, "down", about, asked_at=now()))
            return before
        if answer is None:
            told = Told(source, key, "unmatched", about, as_of=today(), asked_at=now())
        else:
            data, as_of = answer
            told = Told(source, key, "found" if data else "absent", about, data, as_of, now())
        self.told[source, key, about] = told
        self.new.append(told)
        return told


def fingerprint(someone: Someone) -> str:
    """Twenty hexadecimal digits for a name and a birth."""
    return hashlib.sha256(f"{fold(someone.name)}|{someone.born}".encode()).hexdigest()[:20]
