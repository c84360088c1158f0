"""A port somebody uses already is told at once: before anything is installed, before a demo is prepared."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def used() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.skipif(not shutil.which("make"), reason="make is missing")
def test_make_says_so_before_it_installs_anything(tmp_path: Path, used: int) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)  # nothing to install from: going on would be another error
    told = subprocess.run(
        ["make", "run", f"PORT={used}", f"PYTHON={sys.executable}"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode != 0
    assert f"port {used} is in use; choose another" in told.stdout
    assert not (tmp_path / ".venv").exists()
    assert "requirements" not in told.stderr


def test_the_demo_says_so_before_it_prepares_anything(tmp_path: Path, used: int) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "motcua.command_line", "demo", "run", "--port", str(used)],
        env={"MOTCUA_DATA": str(tmp_path / "data"), "PATH": ""}, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 1
    assert f"port {used} is in use" in told.stderr
    assert "Preparing" not in told.stderr
    assert not list(tmp_path.glob("data/*.sqlite*"))
