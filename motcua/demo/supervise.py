"""Start the simulators and the web with its worker; end them all together. Deliberately light: no Django in here."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from motcua.directory.tryout import what_to_try

PATIENCE_SECONDS = 180


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
        """Start one more."""
        self.members[name] = subprocess.Popen(command, env=environment)

    def wait_for(self, name: str, address: str) -> None:
        """Wait until `address` answers below 500; raise `RuntimeError` where `name` ends or takes too long."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if self.members[name].poll() is not None:
                raise RuntimeError(f"{name} ended with {self.members[name].returncode}")
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


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - loopback
            return True
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except OSError:
        return False


def run(port: int, environment: dict[str, str], simulators_port: int) -> int:
    """The whole demo until Ctrl-C or until a part of it ends."""
    family = Family()

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    me = [sys.executable, "-m"]
    data = Path(environment["MOTCUA_DATA"])
    try:
        family.start(
            "the simulators",
            [*me, "simulators", "--port", str(simulators_port), "--folder", str(data / "simulators")],
            environment,
        )
        family.wait_for("the simulators", f"http://127.0.0.1:{simulators_port}/healthz")
        house = [*me, "motcua.command_line", "serve", "--port", str(port), "--with-worker"]
        family.start("the web", house, environment)
        family.wait_for("the web", f"http://127.0.0.1:{port}/healthz")
        _greet(port, simulators_port, data)
        ended = family.watch()
        print(f"{ended} ended; stopping the rest", file=sys.stderr)  # noqa: T201
        return 1
    except RuntimeError as trouble:
        print(trouble, file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        family.end()


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
