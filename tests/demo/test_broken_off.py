"""Preparing the demo is broken off (Ctrl-C, kill -9, a power cut): half a past is never taken for a whole one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from motcua.command_line import demo as command
from motcua.demo import fill as filling
from motcua.demo.preparing import MADE, PreparedElsewhere, alone_in, was_broken_off
from motcua.demo.supervise import Family

PARTS = ("hurry", "call_command", "load_unless_known", "make_demo", "_trust", "give_certificates", "tell_plans")
OWN = "theme.toml"  # somebody put it there


class BrokenOff(BaseException):
    """As Ctrl-C comes."""


@pytest.fixture
def data(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.MOTCUA_DATA = tmp_path
    settings.ON_POSTGRESQL = False
    for name in (*PARTS, "tell_history", "seal", "catch_up"):
        monkeypatch.setattr(filling, name, lambda *_words, **_more: None)
    return tmp_path


def break_off(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_tell: object) -> None:
        raise BrokenOff

    with monkeypatch.context() as broken:
        broken.setattr(filling, "tell_history", stop)
        with pytest.raises(BrokenOff):
            filling.fill(lambda _line: None)
    for name in (*MADE[:3], "keys/secret", "simulators/bank/ledger", OWN):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("half")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, data: Path) -> list[list[str]]:
    """What lay in the folder whenever the simulators were to be started; they are not."""
    seen: list[list[str]] = []

    def start(_family: Family, *_words: object) -> None:
        seen.append(sorted(str(each.relative_to(data)) for each in data.rglob("*") if each.is_file()))
        raise RuntimeError("the simulators were not started")

    monkeypatch.setattr(Family, "start", start)
    return seen


def test_it_is_begun_again_from_nothing(data: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    break_off(data, monkeypatch)
    ran = CliRunner().invoke(command.demo, ["prepare", "--port", "8000"])
    assert ran.exit_code == 1
    assert "Preparing was broken off halfway: beginning again from nothing …" in ran.stderr
    assert started == [["preparing", "simulators.port", OWN]]


def test_what_was_prepared_to_its_end_stays(
    data: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_off(data, monkeypatch)
    filling.fill(lambda _line: None)
    ran = CliRunner().invoke(command.demo, ["prepare", "--port", "8000"])
    assert "broken off" not in ran.stderr
    assert "motcua.sqlite3" in started[0]


def test_a_database_that_is_not_a_file_of_ours_is_left_to_its_owner(
    data: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    break_off(data, monkeypatch)
    settings.ON_POSTGRESQL = True
    ran = CliRunner().invoke(command.demo, ["prepare", "--port", "8000"])
    assert (ran.exit_code, started) == (1, [])
    assert "empty the database" in ran.stderr
    assert was_broken_off(data)
    assert (data / "motcua.sqlite3").exists()


def test_two_do_not_prepare_one_folder_at_once(data: Path, started: list[list[str]]) -> None:
    with alone_in(data):
        ran = CliRunner().invoke(command.demo, ["prepare", "--port", "8000"])
        assert (ran.exit_code, started) == (1, [])
        assert f"another `motcua demo` is preparing {data}" in ran.stderr
        with pytest.raises(PreparedElsewhere), alone_in(data):
            pass
    CliRunner().invoke(command.demo, ["prepare", "--port", "8000"])
    assert len(started) == 1


def test_whoever_outlives_the_command_still_has_the_folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command was killed and the process that tells the past was not: it works on, and nobody clears it away."""
    outlives: list[subprocess.Popen[bytes]] = []

    def run(_command: object, *, pass_fds: list[int], **_more: object) -> SimpleNamespace:
        outlives.append(real([sys.executable, "-c", "import time; time.sleep(60)"], pass_fds=pass_fds))
        return SimpleNamespace(returncode=0)

    real = subprocess.Popen
    monkeypatch.setattr(command, "subprocess", SimpleNamespace(run=run))
    monkeypatch.setattr(Family, "start", lambda *_words: None)
    monkeypatch.setattr(Family, "wait_for", lambda *_words: None)
    assert CliRunner().invoke(command.demo, ["prepare"]).exit_code == 0
    try:
        again = CliRunner().invoke(command.demo, ["prepare"])
        assert "is preparing" in again.stderr
        assert len(outlives) == 1
    finally:
        for each in outlives:
            each.kill()
            each.wait()
    with alone_in(data):
        pass
