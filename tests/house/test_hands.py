"""Whoever is still sending keeps nobody from being served."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from motcua.house import hands
from motcua.house.hands import IN_MEMORY, Hands, hands_of_each, whole_body


class Line:
    """A line on which `size` bytes come, and then what `end` does."""

    def __init__(self, size: int, end: Callable[[], bytes] = bytes) -> None:
        self._left, self._end = size, end

    def read(self, size: int) -> bytes:
        if not self._left:
            return self._end()
        size = min(size, self._left, 1000)  # in pieces, whatever was asked for
        self._left -= size
        return b"a" * size


def _environ(source: Any, size: int | str) -> dict[str, Any]:
    return {"wsgi.input": source, "CONTENT_LENGTH": str(size)}


def heard_nothing() -> None:
    """For whoever does not ask when something came."""


def test_who_still_sends_keeps_no_hand_from_the_others() -> None:
    sends_on = threading.Event()
    house = Hands(lambda environ, _start: [environ["wsgi.input"].read()], 1)

    def stalled() -> bytes:
        assert sends_on.wait(60)
        return b"b"

    answers: list[Any] = []
    slow = threading.Thread(target=lambda: answers.append(house(_environ(Line(1, stalled), 2), print)))
    slow.start()
    assert house(_environ(Line(3), 3), print) == [b"aaa"]
    assert house(_environ(BytesIO(), ""), print) == [b""]
    assert not answers
    sends_on.set()
    slow.join()
    assert answers == [[b"ab"]]


def test_a_house_is_at_rest_when_nobody_is_served_and_whoever_sends_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = [100.0]
    monkeypatch.setattr(hands, "time", SimpleNamespace(monotonic=lambda: passed[0]))
    seen: list[bool] = []

    def application(_environ: dict[str, Any], _start: Any) -> list[bytes]:
        passed[0] += 1000.0  # a slow register
        seen.append(house.at_rest)
        return []

    def later(seconds: float) -> bool:
        passed[0] += seconds
        return house.at_rest

    house = Hands(application, 1)
    silent = hands.SILENT_SECONDS
    assert not later(silent)  # whoever waits now may be about to be heard
    assert later(1.0)

    piece = iter([b"a", b"b", b"c"])

    def comes_slowly() -> bytes:
        seen.append(later(silent))
        return next(piece)

    house(_environ(Line(0, comes_slowly), 3), print)
    assert seen == [False] * 4
    assert not later(silent)
    assert later(1.0)


def test_no_more_work_at_once_than_there_are_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "HELD_UP_SECONDS", 600.0)  # however slow this machine is
    at_work, most, lock, go_on = [0], [0], threading.Lock(), threading.Event()

    def application(_environ: dict[str, Any], _start: Any) -> list[bytes]:
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
            if at_work[0] == 2:
                go_on.set()
        assert go_on.wait(60)
        with lock:
            at_work[0] -= 1
        return []

    house = Hands(application, 2)
    visitors = [threading.Thread(target=house, args=(_environ(BytesIO(), 0), print)) for _number in range(9)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert most == [2]


def hands_there() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "hand"}


def test_hands_that_are_held_up_are_helped_and_helpers_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "HELD_UP_SECONDS", 0.05)
    monkeypatch.setattr(hands, "HELPERS", 2)
    before, register, arrived = hands_there(), threading.Event(), threading.Semaphore(0)

    def application(environ: dict[str, Any], _start: Any) -> list[str]:
        if environ["slow"]:
            arrived.release()
            assert register.wait(60)
        return [environ["slow"]]

    house = Hands(application, 1)

    def ask(slow: str) -> Any:
        return house(_environ(BytesIO(), 0) | {"slow": slow}, print)

    visitors = [threading.Thread(target=ask, args=("register",)) for _number in range(2)]
    for visitor in visitors:
        visitor.start()
    for _visitor in visitors:
        assert arrived.acquire(timeout=60)  # one by the hand, one by a helper
    assert ask("") == [""]  # by the other helper
    visitors += [threading.Thread(target=ask, args=("register",)) for _number in range(5)]
    for visitor in visitors[2:]:
        visitor.start()
    assert arrived.acquire(timeout=60)
    assert len(hands_there() - before) <= 1 + 2  # whoever comes now waits
    register.set()
    for visitor in visitors:
        visitor.join(60)
    for _look in range(1200):
        if len(hands_there() - before) == 1:
            break
        time.sleep(0.05)
    assert len(hands_there() - before) == 1


def test_there_are_four_hands_in_all_and_two_in_each_process() -> None:
    assert [hands_of_each(processes) for processes in (1, 2, 3, 8)] == [4, 2, 2, 2]


def test_what_the_application_raises_is_raised() -> None:
    def application(_environ: dict[str, Any], _start: Any) -> None:
        raise ValueError("khong")

    with pytest.raises(ValueError, match="khong"):
        Hands(application, 1)(_environ(BytesIO(), 0), print)


@pytest.mark.parametrize("size", [1, 999, 70_000, IN_MEMORY + 70_000])
def test_a_body_is_whole_whatever_its_size(size: int) -> None:
    body = whole_body(_environ(Line(size), size), heard_nothing)
    assert body.read() == b"a" * size


def test_no_more_is_read_than_was_announced() -> None:
    line = Line(5)
    assert whole_body(_environ(line, 3), heard_nothing).read() == b"aaa"
    assert line.read(9) == b"aa"


def _breaks() -> bytes:
    raise OSError("broken")


@pytest.mark.parametrize("end", [bytes, _breaks])
def test_a_body_of_which_not_everything_came_is_read_by_nobody(end: Callable[[], bytes]) -> None:
    body = whole_body(_environ(Line(5, end), 9), heard_nothing)
    for reading in (body.read, body.readline):
        with pytest.raises(ConnectionResetError, match="before everything was sent"):
            reading(5)


@pytest.mark.parametrize("announced", ["", "-1", "nan", "²"])
def test_what_announces_nothing_is_not_read_ahead(announced: str) -> None:
    line = Line(5)
    assert whole_body(_environ(line, announced), heard_nothing) is line


@pytest.mark.parametrize("address", ["/dang-nhap/", "/kiem-tra/"])
@pytest.mark.django_db
def test_what_announces_too_much_is_refused_in_words_before_a_byte_is_read(address: str) -> None:
    line = Line(5)
    environ = RequestFactory().generic("POST", address, b"a", content_type="multipart/form-data; boundary=b").environ
    environ["HTTP_COOKIE"] = f"csrftoken={'a' * 32}"  # without it nobody is listened to at all
    told: list[str] = []
    house = Hands(WSGIHandler(), 1)
    answer = house(environ | _environ(line, hands.MOST + 1), lambda status, *_: told.append(status))
    assert told == ["400 Bad Request"]
    assert "mỗi lần ít tệp hơn" in b"".join(answer).decode()
    assert line.read(9) == b"aaaaa"


def test_a_full_disk_is_for_the_page_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_place: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "posix_fallocate", full)
    size = IN_MEMORY + 1
    assert whole_body(_environ(Line(size), size), heard_nothing).read() == b"a" * size
