"""A setting that cannot be used ends every command in one clear line, with the name of the setting."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def motcua(data: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"DJANGO_SETTINGS_MODULE": "motcua.house.settings", "MOTCUA_DATA": str(data)} | settings
    return subprocess.run(
        [sys.executable, "-m", "motcua.command_line", *words], cwd=ROOT, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL must begin with postgresql://"),
        ("DATABASE_URL", "postgresql://u:p@127.0.0.1:port/x", "DATABASE_URL: Port could not be cast"),
        ("DATABASE_URL", "postgresql://[x/y", "DATABASE_URL: Invalid IPv6 URL"),
        ("MOTCUA_IDLE_STAFF", "a while", "MOTCUA_IDLE_STAFF must be a number, not “a while”"),
        ("MOTCUA_DESK_NETWORKS", "10.1.2.7/24", "MOTCUA_DESK_NETWORKS: 10.1.2.7/24 has host bits set"),
        ("MOTCUA_THEME", "/no/such/file", "MOTCUA_THEME: cannot read /no/such/file"),
        ("MOTCUA_DATA", "/proc/no-such-folder", "/proc/no-such-folder"),
    ],
)
def test_one_line_and_no_traceback(tmp_path: Path, name: str, value: str, says: str) -> None:
    ran = motcua(tmp_path, "check", **{name: value})
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.count("\n") == 1, ran.stderr
    assert ran.stderr.startswith("the settings cannot be used: ")
    assert says in ran.stderr


def test_a_database_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "motcua.sqlite3").write_bytes(b"no database at all, whatever it is called" * 40)
    for url, says in (("postgresql://nobody@127.0.0.1:1/x", "refused"), ("", "file is not a database")):
        settings = {"DATABASE_URL": url} if url else {}
        ran = motcua(tmp_path, "journal", "verify", **settings)
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1), ran.stderr
        assert ran.stderr.startswith("the database does not answer: ")
        assert says in ran.stderr
        assert _as_json(ran, motcua(tmp_path, "journal", "verify", "--json", **settings))


def test_a_database_never_set_up_is_one_line(tmp_path: Path) -> None:
    ran = motcua(tmp_path, "journal", "verify")
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1), ran.stderr
    assert "motcua setup tables" in ran.stderr
    assert _as_json(ran, motcua(tmp_path, "journal", "verify", "--json"))


def _as_json(said: subprocess.CompletedProcess[str], told: subprocess.CompletedProcess[str]) -> bool:
    """Whether the program that reads the answer learns the same as the person who reads the line."""
    assert (told.returncode, told.stderr) == (1, said.stderr)
    found = json.loads(told.stdout)
    assert (found["ok"], found["entries"], found["first_bad"]) == (False, 0, None)
    return bool(found["faults"] == [said.stderr.strip()])


def test_a_theme_that_is_none_is_named(tmp_path: Path) -> None:
    theme = tmp_path / "theme.yaml"
    for text, says in (
        ("brand: red\n", "brand: red is no colour"),
        ("- a\n", "names and values"),
        ("a: [", "cannot read"),
    ):
        theme.write_text(text, encoding="utf-8")
        ran = motcua(tmp_path, "check", MOTCUA_THEME=str(theme))
        assert (ran.returncode, says in ran.stderr, ran.stderr.count("\n")) == (2, True, 1), ran.stderr


def test_a_map_of_claims_that_is_none_is_a_fault(tmp_path: Path) -> None:
    ran = motcua(tmp_path, "check", MOTCUA_OIDC_CLAIMS="/no/such/file")
    assert ran.returncode == 1
    assert "MOTCUA_OIDC_CLAIMS: cannot read /no/such/file" in ran.stdout
