"""Start the simulators and the web with its worker, start again what ends by itself, end them all together.

Deliberately light: no Django in here.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from motcua.directory.tryout import what_to_try

HOST = "127.0.0.1"
PATIENCE_SECONDS = 180
PAUSES_SECONDS = (1.0, 2.0, 4.0, 8.0, 16.0)  # before each new start of a part that ended by itself; then we give up
CALM_SECONDS = 600.0  # who has run so long since starts with a clean slate
LEFTOVERS_SECONDS = 30  # so long the children of one that fell may take to leave its port
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # Ctrl-C, being told to, the window closed
PR_SET_PDEATHSIG = 1  # prctl(2): which signal a process gets when the one that started it is gone


def port_is_free(host: str, port: int) -> bool:
    """Whether nobody listens on `host`:`port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Family:
    """Processes that live and die together."""

    def __init__(self) -> None:
        self.members: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        """Start one more. Where the system can (Linux), it is told to end when we are gone, even by kill -9."""
        bound = _end_with(os.getpid()) if sys.platform == "linux" else None
        self.members[name] = subprocess.Popen(command, env=environment, preexec_fn=bound)

    def wait_for(self, name: str, address: str) -> None:
        """Wait until `address` answers below 500; raise `RuntimeError` where `name` ends or takes too long."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if self.members[name].poll() is not None:
                raise RuntimeError(f"{name} {_how_it_ended(self.members[name].returncode)}")
            if _answers(address):
                return
            time.sleep(0.1)
        raise RuntimeError(f"{name} did not answer within {PATIENCE_SECONDS} s")

    def watch(self) -> str:
        """Wait until one ends; its name."""
        while True:
            for name, process in self.members.items():
                if process.poll() is not None:
                    return name
            time.sleep(0.3)

    def end(self) -> None:
        """Ask all to end, then insist."""
        for process in self.members.values():
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        for process in self.members.values():
            try:
                process.wait(timeout=8)
            except subprocess.TimeoutExpired:
                process.kill()


@dataclass
class Part:
    """A member of the family that is looked after: what starts it, where it answers, how often it fell of late."""

    name: str
    command: list[str]
    port: int
    falls: int = 0
    up_since: float = 0.0

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}/healthz"


class Keeper:
    """Looks after parts of a family: what ends by itself is started again a few times, each time after a longer
    pause."""

    def __init__(self, family: Family, environment: dict[str, str]) -> None:
        self.family, self.environment = family, environment
        self.parts: dict[str, Part] = {}

    def start(self, part: Part) -> None:
        """Start it and wait until it answers. Raises `RuntimeError` where it ends or takes too long."""
        self.parts[part.name] = part
        self.family.start(part.name, part.command, self.environment)
        self.family.wait_for(part.name, part.address)
        part.up_since = time.monotonic()

    def keep(self) -> Part:
        """Look after them until one falls too often; that one."""
        while True:
            fallen = self.parts[self.family.watch()]
            if not self._start_again(fallen):
                return fallen

    def _start_again(self, part: Part) -> bool:
        if time.monotonic() - part.up_since > CALM_SECONDS:
            part.falls = 0
        trouble = f"{part.name} {_how_it_ended(self.family.members[part.name].returncode)}"
        while part.falls < len(PAUSES_SECONDS):
            pause = PAUSES_SECONDS[part.falls]
            part.falls += 1
            _say(f"{trouble}; starting it again in {pause:g} s ({part.falls} of {len(PAUSES_SECONDS)} tries)")
            time.sleep(pause)
            self._clear(part)
            try:
                self.start(part)
            except RuntimeError as again:
                trouble = str(again)
                continue
            _say(f"{part.name} is back")
            return True
        _say(f"{trouble}; {len(PAUSES_SECONDS)} new starts did not help, giving up and stopping the rest")
        return False

    def _clear(self, part: Part) -> None:
        """Nothing of the one before is left: not the process that never answered, not its children at its port."""
        old = self.family.members[part.name]
        if old.poll() is None:
            old.kill()
            old.wait()
        until = time.monotonic() + LEFTOVERS_SECONDS
        while not port_is_free(HOST, part.port) and time.monotonic() < until:
            time.sleep(0.1)


def _end_with(parent: int) -> Callable[[], None]:
    """What a child does before it begins: ask for SIGTERM at the end of `parent`; nothing where that cannot be had."""
    change = getattr(ctypes.CDLL(None), "prctl", None)

    def ask() -> None:
        if change is not None:
            change(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it fell between the two calls
            os._exit(1)

    return ask


def _how_it_ended(code: int) -> str:
    return f"was ended by signal {-code} ({signal.strsignal(-code)})" if code < 0 else f"ended with {code}"


def _say(line: object) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - loopback
            return True
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except OSError:
        return False


def run(port: int, environment: dict[str, str], simulators_port: int) -> int:
    """The whole demo until Ctrl-C, or until a part of it has fallen too often."""
    family = Family()

    def stop(number: int, frame: FrameType | None) -> None:
        _hear_no_more()
        raise KeyboardInterrupt

    for word in ENDS:
        if signal.getsignal(word) != signal.SIG_IGN:  # as nohup does: a closed window is no matter then
            signal.signal(word, stop)
    me = [sys.executable, "-m"]
    data = Path(environment["MOTCUA_DATA"])
    simulators = [*me, "simulators", "--port", str(simulators_port), "--folder", str(data / "simulators")]
    house = [*me, "motcua.command_line", "serve", "--port", str(port), "--with-worker"]
    keeper = Keeper(family, environment)
    try:
        keeper.start(Part("the simulators", simulators, simulators_port))
        keeper.start(Part("the web", house, port))
        _greet(port, simulators_port, data)
        keeper.keep()
        return 1
    except RuntimeError as trouble:
        _say(trouble)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        with contextlib.suppress(KeyboardInterrupt):  # the first word, in this very moment
            _hear_no_more()
        family.end()


def _hear_no_more() -> None:
    """Whoever presses Ctrl-C twice, or closes the window after it, cannot stop the ending, from its first moment on."""
    for word in ENDS:
        signal.signal(word, lambda _number, _frame: None)


def _greet(port: int, simulators_port: int, data: Path) -> None:
    lines = [
        "",
        f"  motcua lives on     http://127.0.0.1:{port}/",
        f"  the desk (staff)    http://127.0.0.1:{port}/ban-lam-viec/",
        f"  the figures         http://127.0.0.1:{port}/so-lieu/",
        f"  simulated outside   http://127.0.0.1:{simulators_port}/",
        "",
    ]
    accounts = data / "demo-accounts.json"
    if accounts.exists():
        lines += _accounts(json.loads(accounts.read_text(encoding="utf-8")))
    lines += _tries(port)
    lines += ["  All accounts: motcua demo accounts.  Ctrl-C ends everything.", ""]
    print("\n".join(lines), flush=True)  # noqa: T201


def _accounts(found: list[dict[str, str | None]]) -> list[str]:
    shown: dict[str, dict[str, str | None]] = {}
    for account in found:
        shown.setdefault(str(account["role"]), account)
    return [
        f"  {role:<14} {account['name']:<26} {account.get('username') or account.get('personal_id')}"
        f"  {account.get('password') or ''}"
        for role, account in shown.items()
    ] + [""]


def _tries(port: int) -> list[str]:
    lines = [f"  What to try (with links: http://127.0.0.1:{port}/dung-thu/). Sign in at VNeID as"]
    lines += [f"  {each['who']:<18} {each['personal_id']}   {each['title']}" for each in what_to_try()]
    return [*lines, ""]


if __name__ == "__main__":
    sys.exit(run(int(sys.argv[1]), dict(os.environ), int(sys.argv[2])))
