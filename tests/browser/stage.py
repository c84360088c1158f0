"""A whole demo for the browser: simulated outside, web and worker as processes of their own, in a folder of its own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import signal
import sqlite3
import struct
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any
from unittest.mock import patch

from motcua.demo.environment import demo_environment
from motcua.demo.supervise import Family, port_is_free
from tests.support.ports import port_of_its_own

# The past is long to tell and no journey needs it.
FILL = (
    "import django; django.setup(); from motcua.demo import fill; fill.tell_history = lambda tell: None;"
    "fill.fill(lambda line: None)"
)
ME = [sys.executable, "-m"]
NOT_OURS = ("MOTCUA_", "SIMULATORS_", "DATABASE_URL", "DJANGO_")


_last_step: dict[str, int] = {}  # whose code of which half minute was used


class Stage:
    """Where a test plays: `address` of the web, the database to look into, and the troubles that can be made."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.family = folder, Family()
        self.port, self.outside_port = port_of_its_own(), port_of_its_own()
        self.address = f"http://127.0.0.1:{self.port}"
        self.outside = f"http://127.0.0.1:{self.outside_port}"
        clean = {key: value for key, value in os.environ.items() if not key.startswith(NOT_OURS)}
        with patch.dict(os.environ, clean, clear=True):
            self.environment = demo_environment(data=folder, port=self.port, simulators_port=self.outside_port)
        self.environment["DJANGO_SETTINGS_MODULE"] = "motcua.house.settings"

    def open(self) -> None:
        """Fill the folder and start everything."""
        simulators = ["simulators", "--port", str(self.outside_port), "--folder", str(self.folder / "simulators")]
        self.family.start("simulators", [*ME, *simulators], self.environment)
        self.family.wait_for("simulators", f"{self.outside}/healthz")
        subprocess.run([sys.executable, "-c", FILL], env=self.environment, check=True, timeout=900)
        self.start_web()
        self.family.start("worker", [*ME, "motcua.command_line", "worker"], self.environment)

    def start_web(self) -> None:
        """Serve, and wait until it answers."""
        command = [*ME, "motcua.command_line", "serve", "--port", str(self.port), "--workers", "1"]
        # A group of its own, so that a kill reaches the server and not only the one who started it.
        self.family.members["web"] = subprocess.Popen(command, env=self.environment, start_new_session=True)
        self.family.wait_for("web", f"{self.address}/healthz")

    def kill_web(self) -> None:
        """As a power cut would."""
        process = self.family.members["web"]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=60)
        for _moment in range(1_200):  # until the last of its children is gone too
            if port_is_free("127.0.0.1", self.port):
                return
            time.sleep(0.05)

    def close(self) -> None:
        """End every process this stage started."""
        web = self.family.members.get("web")
        if web is not None and web.poll() is None:
            os.killpg(web.pid, signal.SIGTERM)
        self.family.end()

    def trouble(self, system: str, mode: str, seconds: float = 5.0) -> None:
        """Order a bad day at one of the simulated systems; mode `ok` ends it."""
        body = json.dumps({"mode": mode, "seconds": seconds}).encode()
        asked = urllib.request.Request(
            f"{self.outside}/faults/{system}", data=body, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=10) as answer:
            assert answer.status == 200

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Look into the database of the demo, reading only."""
        found = sqlite3.connect(f"file:{self.folder / 'motcua.sqlite3'}?mode=ro", uri=True, timeout=20)
        try:
            return found.execute(question, values).fetchall()
        finally:
            found.close()

    def account(self, name: str) -> dict[str, str]:
        """The demo account of the person with this name."""
        accounts = json.loads((self.folder / "demo-accounts.json").read_text(encoding="utf-8"))
        return next(each for each in accounts if each["name"] == name or each["username"] == name)

    def one_time_code(self, username: str) -> str:
        """What the authenticator of a member of staff shows now (RFC 6238, six digits, half a minute).

        A code is good once: who signs in again within the half minute waits for the next one.
        """
        while int(time.time()) // 30 <= _last_step.get(username, 0):
            time.sleep(0.5)
        step = _last_step[username] = int(time.time()) // 30
        secret = self.account(username)["totp_secret"]
        key = base64.b32decode(secret + "=" * (-len(secret) % 8))
        digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
        at = digest[-1] & 15
        return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
