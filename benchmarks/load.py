"""Whole journeys over HTTP on an installation of its own: `motcua serve --with-worker`, and clients.

A journey: first page, search, procedure, start, every question page, two photographs, check, file, filed, then again
and again until the arrival slip (a PDF that the worker makes) is there, and the slip. Every request that a browser
without scripts makes, pictures and styles included; each journey is another person, already signed in. The registers
are not connected, so the person answers every page. Clients do not pause.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.ground import call, ground, tell
from benchmarks.load_journey import Step, Walk, scans_of_paper, scout
from benchmarks.memory import machine_seconds, processor_seconds, proportional_mib
from benchmarks.plain_browser import Connection
from motcua.demo.supervise import Family, free_port
from motcua.house.renewal import RENEWAL_SECONDS, REST_SECONDS

HOST = "127.0.0.1"
WARM_JOURNEYS = 10  # of each client: a connection plans a statement anew for its first six askings
MOST_PER_SECOND = 25
PAUSE_SECONDS = 2.0
# At rest: grown processes have been followed by fresh ones, the web's one after the other.
RESTED_SECONDS = 2 * (REST_SECONDS + 4 * RENEWAL_SECONDS)
STATIC = re.compile(r'src="(/static/[^"]+)"')


def run(*, db: str, clients: int, seconds: float = 15.0, by_step: bool = False) -> dict[str, Any]:
    """Journeys and requests per second over `seconds`, times per request in ms, memory of web and worker in MiB."""
    with ground(db) as environment:
        tell("people and procedures")
        people = 40 + WARM_JOURNEYS * clients + int(MOST_PER_SECOND * seconds)
        sessions = json.loads(call(environment, "benchmarks.load_prepare", str(people)))
        with _house(environment) as (port, family):
            tell("a scout finds the way")
            waiting = iter(zip(sessions, scans_of_paper(len(sessions)), strict=True))
            steps = scout(HOST, port, *next(waiting))
            _walk_all(port, steps, waiting, clients, journeys=WARM_JOURNEYS * clients)
            time.sleep(PAUSE_SECONDS)
            before = _memory(family)
            tell(f"{clients} clients for {seconds:.0f} s, {len(steps)} requests a journey at least")
            spent = {name: processor_seconds(each.pid) for name, each in family.members.items()}
            busy = machine_seconds()
            walks, elapsed = _walk_all(port, steps, waiting, clients, seconds=seconds)
            busy = machine_seconds() - busy
            spent = {name: processor_seconds(each.pid) - spent[name] for name, each in family.members.items()}
            time.sleep(PAUSE_SECONDS)
            limits = _limits(port)
            afterwards = _memory(family)
            tell(f"{RESTED_SECONDS:.0f} s of rest")
            time.sleep(RESTED_SECONDS)
            rest = _memory(family)
    found = _report(walks, elapsed)
    found |= {"memory_mib": rest, "memory_after_mib": afterwards, "memory_before_mib": before}
    walked = sum(len(walk.journeys) for walk in walks)
    found["processor_ms_per_journey"] = round(sum(spent.values()) * 1000 / walked)
    found["machine_ms_per_journey"] = round(busy * 1000 / walked)
    found |= {"db": db, "clients": clients, "seconds": round(elapsed, 1)} | limits
    raw = raw_limit(db)
    found |= {"raw_submissions_per_s": raw, "ratio": round(found["journeys_per_s"] / raw, 4) if raw else None}
    return found | ({"steps": _by_step(walks)} if by_step else {})


def raw_limit(db: str) -> float:
    """What the database alone could take: the rows of one submission, bare, per second."""
    tell("the limit: bare rows of a submission")
    with ground(db) as environment:
        found = json.loads(call(environment, "benchmarks.submit", "--n", "60", "--before", "0", "--json"))
    return float(found["raw_per_s"])


@contextmanager
def _house(environment: dict[str, str]) -> Iterator[tuple[int, Family]]:
    family, port = Family(), free_port()
    me = [sys.executable, "-m", "motcua.command_line"]
    try:
        family.start("the web", [*me, "serve", "--port", str(port), "--with-worker"], environment)
        family.wait_for("the web", f"http://{HOST}:{port}/healthz")
        yield port, family
    finally:
        family.end()


def _memory(family: Family) -> float:
    return round(proportional_mib([each.pid for each in family.members.values()]), 1)


def _walk_all(
    port: int,
    steps: list[Step],
    waiting: Iterator[tuple[str, bytes]],
    clients: int,
    *,
    seconds: float = 600.0,
    journeys: int = 10**9,
) -> tuple[list[Walk], float]:
    """`clients` threads, each journey after journey until the time is over or the journeys are walked."""
    walks = [Walk(HOST, port) for _client in range(clients)]
    until, left, lock = time.monotonic() + seconds, [journeys], threading.Lock()

    def person() -> tuple[str, bytes] | None:
        with lock:
            left[0] -= 1
            return next(waiting, None) if left[0] >= 0 else None

    def client(walk: Walk) -> None:
        while time.monotonic() < until and (found := person()):
            walk.journey(steps, *found)

    threads = [threading.Thread(target=client, args=(walk,)) for walk in walks]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return walks, time.perf_counter() - begun


def _report(walks: list[Walk], elapsed: float) -> dict[str, Any]:
    times = [took for walk in walks for _step, took in walk.times]
    whole = [took for walk in walks for took in walk.journeys]
    errors = sum(walk.errors for walk in walks)
    if not whole:
        raise RuntimeError(f"no journey ended: {[walk.last_error for walk in walks]}")
    for walk in walks:
        if walk.errors:
            tell(f"an error: {walk.last_error}")
    return {
        "journeys_per_s": round(len(whole) / elapsed, 2),
        "requests_per_s": round(len(times) / elapsed, 1),
        "p50_ms": round(statistics.median(times) * 1000, 1),
        "p99_ms": round(statistics.quantiles(times, n=100)[98] * 1000, 1),
        "errors": errors,
        "requests_per_journey": round(len(times) / len(whole), 1),
        "journey_p50_s": round(statistics.median(whole), 2),
    }


def _limits(port: int) -> dict[str, float]:
    """The most this server answers on one connection: a static file, which costs the program next to nothing."""
    connection, count = Connection(HOST, port), 500
    found = STATIC.search(connection.ask("GET", "/").text)
    if found is None:
        raise RuntimeError("the first page names no static file")
    begun = time.perf_counter()
    for _number in range(count):
        if connection.ask("GET", found[1]).status != 200:
            raise RuntimeError("the server failed at the limit")
    return {"bare_get_per_s": round(count / (time.perf_counter() - begun), 1)}


def _by_step(walks: list[Walk]) -> dict[str, dict[str, float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for walk in walks:
        for step, took in walk.times:
            found[step].append(took * 1000)
    return {
        step: {"n": len(times), "p50_ms": round(statistics.median(times), 1), "max_ms": round(max(times), 1)}
        for step, times in found.items()
    }
