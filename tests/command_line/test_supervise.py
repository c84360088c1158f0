"""What keeps `make run` alive: a server that ended by itself is started again, a few times; then it is said clearly."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from benchmarks.memory import family, parent_of
from motcua.demo import supervise
from motcua.demo.supervise import Family, Keeper, Part, port_is_free
from tests.command_line.test_renewal import PATIENCE_SECONDS, ROOT, until
from tests.support.ports import port_of_its_own

needs_proc = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system has no /proc")


def server(name: str, port: int) -> Part:
    return Part(name, [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"], port)


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Iterator[Keeper]:
    monkeypatch.setattr(supervise, "PAUSES_SECONDS", (0.0, 0.1, 0.2))
    kept = Keeper(Family(), dict(os.environ))
    yield kept
    kept.family.end()


def answers(port: int, path: str = "") -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def fell_and_came_back(keeper: Keeper, part: Part) -> None:
    since = part.up_since
    keeper.family.members[part.name].kill()
    until(lambda: part.up_since > since)
    until(lambda: answers(part.port))


def test_who_falls_is_started_again_with_growing_pauses_until_it_is_given_up(
    keeper: Keeper, capfd: pytest.CaptureFixture[str]
) -> None:
    steady, weak = server("the steady one", port_of_its_own()), server("the weak one", port_of_its_own())
    keeper.start(steady)
    keeper.start(weak)
    first = keeper.family.members[steady.name].pid
    given_up: list[Part] = []
    watching = threading.Thread(target=lambda: given_up.append(keeper.keep()), daemon=True)
    watching.start()
    for _time in range(3):
        fell_and_came_back(keeper, weak)
    keeper.family.members[weak.name].kill()
    watching.join(PATIENCE_SECONDS)
    assert given_up == [weak]
    assert keeper.family.members[steady.name].pid == first
    until(lambda: answers(steady.port))
    said = capfd.readouterr().err
    pauses = re.findall(r"the weak one was ended by signal 9 \(Killed\); starting it again in ([\d.]+) s", said)
    assert pauses == ["0", "0.1", "0.2"]
    assert "the weak one was ended by signal 9 (Killed); 3 new starts did not help, giving up" in said


def test_one_that_cannot_start_again_is_tried_and_given_up_too(
    keeper: Keeper, capfd: pytest.CaptureFixture[str]
) -> None:
    part = server("the web", port_of_its_own())
    keeper.start(part)
    part.command = [sys.executable, "-c", "raise SystemExit(7)"]
    keeper.family.members[part.name].kill()
    assert keeper.keep() is part
    said = capfd.readouterr().err
    assert said.count("the web ended with 7; starting it again") == 2
    assert "the web ended with 7; 3 new starts did not help, giving up and stopping the rest" in said


def test_who_ran_long_since_has_all_tries_again(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "CALM_SECONDS", 0.0)
    part = server("the web", port_of_its_own())
    keeper.start(part)
    watching = threading.Thread(target=keeper.keep, daemon=True)
    watching.start()
    for _time in range(6):  # more often than there are tries
        fell_and_came_back(keeper, part)
    assert watching.is_alive()
    part.command = [sys.executable, "-c", ""]
    monkeypatch.setattr(supervise, "CALM_SECONDS", 600.0)
    keeper.family.members[part.name].kill()
    watching.join(PATIENCE_SECONDS)
    assert not watching.is_alive()


@needs_proc
@pytest.mark.django_db(transaction=True)
def test_the_demo_answers_again_after_its_web_parent_was_killed_and_ends_when_told(tmp_path: Path) -> None:
    port, simulators = port_of_its_own(), port_of_its_own()
    environment = os.environ | {
        "MOTCUA_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.base.killed_settings",
        "KILLED_DATABASE": str(connection.settings_dict["NAME"]),
    }
    command = [sys.executable, "-m", "motcua.demo.supervise", str(port), str(simulators)]
    with (tmp_path / "said").open("w") as said, (tmp_path / "greeted").open("w") as greeted:
        demo = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=said, stdout=greeted)
    try:
        # Not when the web answers: whoever falls before the demo has seen it answer fell while it was started.
        until(lambda: "Ctrl-C" in (tmp_path / "greeted").read_text() or demo.poll() is not None)
        assert demo.poll() is None, (tmp_path / "said").read_text()
        until(lambda: answers(port, "healthz"))
        parts = {each for each in family(demo.pid) if parent_of(each) == demo.pid}
        web = next(each for each in parts if b"serve" in words_of(each))
        house = set(family(web))
        os.kill(web, signal.SIGKILL)
        until(lambda: "the web is back" in (tmp_path / "said").read_text())
        until(lambda: answers(port, "healthz"))
        until(lambda: not any(Path(f"/proc/{each}").exists() for each in house))
        assert parts - {web} <= set(family(demo.pid))  # the simulators went on
        there = set(family(demo.pid)[1:])
    finally:
        demo.terminate()
        code = demo.wait(PATIENCE_SECONDS)
    assert code == 0
    until(lambda: not any(Path(f"/proc/{each}").exists() for each in there))
    assert port_is_free("127.0.0.1", port)
    assert port_is_free("127.0.0.1", simulators)


SAID_AGAIN = """
import os, signal
from motcua.demo import supervise

class Family(supervise.Family):
    def end(self):
        print("ended", flush=True)

def start(*_words):
    supervise.signal.signal = also_said
    signal.raise_signal(signal.SIGINT)

def also_said(word, way, really=signal.signal):
    if not said:
        said.append(word)
        signal.raise_signal(signal.SIGTERM)
    return really(word, way)

said = []
supervise.Family, supervise.Keeper.start = Family, start
raise SystemExit(supervise.run(1, dict(os.environ), 2))
"""


def test_a_second_word_in_the_first_moment_of_the_ending_changes_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"MOTCUA_DATA": str(tmp_path)}
    demo = subprocess.run(
        [sys.executable, "-c", SAID_AGAIN], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (demo.returncode, demo.stdout, demo.stderr) == (0, "ended\n", "")


def words_of(process: int) -> list[bytes]:
    return Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")


@needs_proc
@pytest.mark.no_database
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([signal.SIGINT], 0),
        ([signal.SIGHUP], 0),  # the window was closed
        ([signal.SIGINT, signal.SIGINT, signal.SIGHUP], 0),  # Ctrl-C twice, and the window closed meanwhile
        ([signal.SIGKILL], -signal.SIGKILL),
    ],
)
def test_nothing_of_the_demo_is_left_however_it_ends(words: list[signal.Signals], code: int, tmp_path: Path) -> None:
    said = tmp_path / "said"
    command = [sys.executable, "-m", "tests.command_line.supervised_program"]
    with said.open("w") as errors:
        demo = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"MOTCUA_DATA": str(tmp_path)}, stdout=subprocess.PIPE, stderr=errors
        )
    assert demo.stdout is not None
    until(lambda: said.read_text().count("child ") == 2 or demo.poll() is not None)
    children = [int(each) for each in re.findall(r"child (\d+)", said.read_text())]
    while b"Ctrl-C" not in demo.stdout.readline():  # the greeting comes when all parts were started
        assert demo.poll() is None
    for word in words:
        demo.send_signal(word)
        with contextlib.suppress(subprocess.TimeoutExpired):
            demo.wait(0.3)
    assert demo.wait(PATIENCE_SECONDS) == code, said.read_text()
    demo.stdout.close()
    assert "Traceback" not in said.read_text()
    until(lambda: not any(Path(f"/proc/{each}").exists() for each in children))
