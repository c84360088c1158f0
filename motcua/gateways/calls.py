"""The one way out of the house: every call has a time limit, a breaker and a record."""

from __future__ import annotations

import json
import logging
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import httpx

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.gateways.breaker import breaker_of
from motcua.gateways.errors import NoGround, SourceDown
from motcua.gateways.models import CallRecord

log = logging.getLogger(__name__)

LARGEST_ANSWER = 4 * 1024 * 1024
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a call may be made: `purpose` in words of the law or the pack, `reference` (draft, dossier, session), who."""

    purpose: str
    reference: str
    by: Actor


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over HTTP."""

    status: int
    body: bytes

    def json(self) -> Any:
        """The body as JSON; `ValueError` where it is none that can be kept."""
        return read_json(self.body)


def read_json(body: bytes) -> Any:
    """`body` as JSON; `ValueError` for anything else, and for what no page can show and no database keep: half a letter
    of two, the letter NUL, a number that is none. Found here it is an answer without sense, later it is our mistake."""
    try:
        found = json.loads(body)
        again = json.dumps(found, ensure_ascii=False, allow_nan=False)
    except RecursionError as error:
        raise ValueError("deeper than can be read") from error
    if b"\\u0000" in again.encode():
        raise ValueError("a letter that cannot be kept")
    return found


@dataclass(slots=True)
class Telling:
    """What the record will say about the call; the caller fills in what it learnt."""

    size: int = 0
    fields: tuple[str, ...] = ()
    nothing: bool = False


def post_json(url: str, content: dict[str, Any], *, seconds: float, headers: dict[str, str] | None = None) -> Answer:
    """POST JSON and read the whole answer within `seconds` altogether.

    Raises `TimeoutError` when that is not enough and `httpx.HTTPError` when the line fails.
    """
    return _read("POST", url, seconds=seconds, json=content, headers=headers)


def get(
    url: str, *, seconds: float, params: dict[str, str] | None = None, headers: dict[str, str] | None = None
) -> Answer:
    """GET and read the whole answer within `seconds` altogether; raises as `post_json` does."""
    return _read("GET", url, seconds=seconds, params=params, headers=headers)


@cache
def _trusted() -> ssl.SSLContext:
    # Reading the authorities of the world takes longer than a call.
    return httpx.create_ssl_context(trust_env=False)


def _read(method: str, url: str, *, seconds: float, **asked: Any) -> Answer:
    ends = time.monotonic() + seconds
    limits = httpx.Timeout(seconds, connect=min(seconds, 1.0))
    plain = {"Accept-Encoding": "identity"}  # read as it comes: packed it would be nonsense
    with (
        httpx.Client(timeout=limits, headers=plain, trust_env=False, verify=_trusted()) as client,
        client.stream(method, url, **asked) as response,
    ):
        return Answer(response.status_code, whole_answer(response.iter_raw(), ends=ends))


def whole_answer(parts: Iterable[bytes], *, ends: float, largest: int = LARGEST_ANSWER) -> bytes:
    """An answer from outside, as it comes, put together. Raises `TimeoutError` when it is not whole at `ends` (of the
    monotonic clock, looked at with every part) and `ValueError` when it has more than `largest` bytes.
    """
    found: list[bytes] = []
    size = 0
    for part in parts:
        size += len(part)
        if time.monotonic() > ends:
            raise TimeoutError
        if size > largest:
            raise ValueError("the answer is larger than any answer may be")
        found.append(part)
    return b"".join(found)


def call(system: str, operation: str, ground: Ground, work: Callable[[Telling], T]) -> T:
    """Run `work` as one recorded call. It raises what httpx raises, `TimeoutError`, or `ValueError` for nonsense.

    Raises `NoGround` without purpose or reference, and `SourceDown` for every failure and while the breaker is open.
    Never inside a transaction.
    """
    if not ground.purpose.strip() or not ground.reference.strip():
        raise NoGround
    breaker, telling = breaker_of(system), Telling()
    if not breaker.lets_through():
        _write(system, operation, ground, CallRecord.Outcome.OPEN, 0, telling)
        raise SourceDown(system, CallRecord.Outcome.OPEN)
    began = time.monotonic()
    try:
        found = work(telling)
    except (httpx.HTTPError, OSError, ValueError, KeyError, TypeError) as error:
        outcome = _outcome_of(error)
        breaker.went_wrong()
        log.warning("%s %s: %s (%s)", system, operation, outcome, type(error).__name__)
        _write(system, operation, ground, outcome, _since(began), telling)
        raise SourceDown(system, outcome) from error
    breaker.went_well()
    outcome = CallRecord.Outcome.NOTHING if telling.nothing else CallRecord.Outcome.OK
    _write(system, operation, ground, outcome, _since(began), telling)
    return found


def _outcome_of(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return CallRecord.Outcome.SLOW
    if isinstance(error, httpx.HTTPError | OSError):
        return CallRecord.Outcome.DOWN
    return CallRecord.Outcome.GARBAGE


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


def _write(system: str, operation: str, ground: Ground, outcome: str, milliseconds: int, telling: Telling) -> None:
    CallRecord.objects.create(
        system=system,
        operation=operation[:40],
        purpose=ground.purpose[:60],
        reference=ground.reference[:80],
        actor=str(ground.by),
        at=now(),
        milliseconds=milliseconds,
        outcome=outcome,
        size=telling.size,
        fields=list(telling.fields),
    )
