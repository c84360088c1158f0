"""Commands others build on: their keys and exit codes. More keys may come; these never go."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from benchmarks import load
from motcua.base.actor import system
from motcua.base.events import record
from motcua.base.journal.triggers import create_triggers, drop_triggers
from motcua.command_line.main import motcua
from motcua.command_line.output import print_json_list
from motcua.feedback.events import Invited
from motcua.guide.commands import search_lines
from motcua.signing.api import MAXIMUM

ROOT = Path(__file__).parents[2]
PACK = ROOT / "procedures" / "birth_registration.yaml"
LOAD = {"journeys_per_s", "requests_per_s", "p50_ms", "p99_ms", "errors", "memory_mib"}
SUBMIT = {"submissions_per_s", "p50_ms", "p99_ms", "raw_per_s", "ratio", "dossiers_before"}


def told(*words: object) -> tuple[int, Any]:
    """Exit code and what the command printed, read as JSON."""
    ran = CliRunner().invoke(motcua, [str(word) for word in words], catch_exceptions=False)
    return ran.exit_code, json.loads(ran.stdout)


def test_search_one_and_a_file(tmp_path: Path, db: None) -> None:
    code, hits = told("search", "đăng ký khai sinh", "--limit", "2", "--json")
    assert (code, len(hits)) == (0, 2)
    assert [set(hit) for hit in hits] == [{"id", "code", "name", "score"}] * 2
    assert hits[0]["id"] == "birth_registration"
    assert told("search", "mua vé máy bay đi chơi", "--limit", "2", "--json") == (0, [])
    lines = tmp_path / "questions.txt"
    lines.write_text("đăng ký khai sinh\nmua vé máy bay đi chơi\n", encoding="utf-8")
    assert told("search", "--from", lines, "--limit", "2", "--json") == (0, [hits, []])
    both = CliRunner().invoke(motcua, ["search", "kết hôn", "--from", str(lines)])
    assert (both.exit_code, both.stdout) == (2, "")
    assert "not both" in both.stderr


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (b"", []),
        (b"\n", [None]),
        (b"\xef\xbb\xbf\xc4\x91\xc4\x83ng k\xc3\xbd khai sinh\r\n\r\n\0\nx", ["birth_registration", None, None, None]),
        ("đăng ký khai sinh ".encode() * 50_000, ["birth_registration"]),
    ],
)
def test_search_reads_standard_input(db: None, given: bytes, found: list[str | None]) -> None:
    ran = CliRunner().invoke(motcua, ["search", "--from", "-", "--limit", "1", "--json"], input=given)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert [hits[0]["id"] if hits else None for hits in json.loads(ran.stdout)] == found


def test_search_tells_the_lines_before_the_last_is_there(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    """However many lines there are, none but the one at hand is held."""

    def lines() -> Iterator[bytes]:
        yield "kết hôn".encode()
        assert "marriage_registration" in capsys.readouterr().out
        yield b""

    print_json_list(search_lines(lines(), 1))
    assert capsys.readouterr().out == ",\n[]\n]\n"


@pytest.mark.parametrize("wrong", [["--limit", "0"], ["--limit", "-1"], ["--from", "/no/such"], ["--from", "/"]])
def test_search_names_what_was_asked_wrongly(wrong: list[str]) -> None:
    ran = CliRunner().invoke(motcua, ["search", *wrong, "--json"])
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert wrong[0] in ran.stderr


def test_lint_says_ok_or_names_file_line_rule_and_message(tmp_path: Path) -> None:
    assert told("packs", "lint", PACK, "--json") == (0, {"ok": True, "findings": []})
    broken = tmp_path / PACK.name
    broken.write_text(PACK.read_text(encoding="utf-8") + "\nnonsense: 1\n", encoding="utf-8")
    code, found = told("packs", "lint", broken, "--json")
    assert (code, set(found), found["ok"]) == (1, {"ok", "findings"}, False)
    (finding,) = found["findings"]
    assert set(finding) == {"file", "line", "rule", "message"}
    assert (finding["file"], finding["line"]) == (str(broken), len(broken.read_text(encoding="utf-8").splitlines()))


def test_the_schema_of_packs_is_json_schema() -> None:
    code, schema = told("packs", "schema")
    assert code == 0
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"form", "components", "fees", "limits", "route", "results", "programmes", "valid_from", "legal"} <= set(
        schema["properties"]
    )


def test_verify_answers_for_what_is_no_signed_paper(tmp_path: Path, db: None) -> None:
    for content in (None, b"no pdf", b"%PDF-1.7 torn"):
        file = tmp_path / "paper.pdf"
        if content is not None:
            file.write_bytes(content)
        code, found = told("verify", file, "--json")
        assert code == 1
        assert set(found) >= {"valid", "reasons", "signatures", "paper"}
        assert (found["valid"], found["signatures"], found["paper"]) == (False, [], None)
        assert len(found["reasons"]) == 1


def test_verify_answers_for_what_is_no_file(tmp_path: Path, db: None) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for name in (".", "loop", "pipe", "a" * 300):
        code, found = told("verify", tmp_path / name, "--json")
        assert (code, found["valid"], found["paper"], len(found["reasons"])) == (1, False, None, 1)


def test_verify_reads_no_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "paper.pdf"
    with file.open("wb") as out:
        out.truncate(MAXIMUM + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("more was read than is looked at"))
    code, found = told("verify", file, "--json")
    assert (code, found["valid"], len(found["reasons"])) == (1, False, 1)
    assert "100 MB" in found["reasons"][0]


@pytest.mark.parametrize("fault", ["locked", "deep", "bomb"])
def test_verify_answers_for_a_package_that_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None, fault: str
) -> None:
    file = tmp_path / "evidence.zip"
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("journal.jsonl", "[" * 100_000)
        out.writestr("SHA256SUMS", "")
    if fault == "locked":
        content = bytearray(file.read_bytes())
        for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            content[content.index(mark) + flags] |= 1
        file.write_bytes(content)
    if fault == "bomb":
        monkeypatch.setattr("motcua.dossiers.evidence.MOST_UNPACKED", 99_999)
    code, found = told("verify", file, "--json")
    assert (code, found["valid"], found["signatures"], found["paper"]) == (1, False, [], None)
    assert len(found["reasons"]) == 1
    assert ("500 MB" in found["reasons"][0]) == (fault == "bomb")


@pytest.mark.parametrize("content", [b"", b"hello\n", b"\xff\xfe\n\0", b"category\tquery\nnone\n"])
def test_bench_search_names_a_file_that_holds_no_questions(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "asked.tsv"
    file.write_bytes(content)
    ran = CliRunner().invoke(motcua, ["bench", "search", "--examples", str(file), "--json"], catch_exceptions=False)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"{file} is no table of questions")


def test_journal_verify_ends_with_one_where_it_is_not_whole(transactional_db: None) -> None:
    for number in range(3):
        with transaction.atomic():
            record(Invited(f"d{number}", "p", "H99", 2, "self"), stream=f"dossier:d{number}", by=system("test"))
    code, found = told("journal", "verify", "--json")
    assert code == 0
    assert set(found) >= {"ok", "entries", "first_bad"}
    assert (found["ok"], found["entries"], found["first_bad"]) == (True, 3, None)
    with connection.schema_editor() as editor:
        drop_triggers(None, editor)  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM base_journalentry ORDER BY id")
        second = cursor.fetchall()[1][0]
        cursor.execute("UPDATE base_journalentry SET actor = 'staff:9' WHERE id = %s", [second])
    with connection.schema_editor() as editor:
        create_triggers(None, editor)  # type: ignore[arg-type]
    code, found = told("journal", "verify", "--json")
    assert (code, found["ok"], found["entries"], found["first_bad"]) == (1, False, 3, second)


@pytest.mark.no_database
def test_bench_submit_measures_and_reports() -> None:
    asked = [sys.executable, "-m", "motcua.command_line", "bench", "submit", "--db", "sqlite", "--n", "40"]
    ran = subprocess.run(
        [*asked, "--dossiers-before", "0", "--json"], cwd=ROOT, capture_output=True, text=True, check=True,
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
    )  # fmt: skip
    found = json.loads(ran.stdout)
    assert set(found) >= SUBMIT
    assert found["submissions_per_s"] > 0
    assert found["raw_per_s"] > 0
    assert found["ratio"] == pytest.approx(found["submissions_per_s"] / found["raw_per_s"], abs=0.01)


@contextmanager
def _a_house(_environment: object) -> Iterator[tuple[int, Any]]:
    yield 0, SimpleNamespace(members={})


@contextmanager
def _a_ground(_db: str) -> Iterator[dict[str, str]]:
    yield {}


def test_bench_load_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the walks found is told under the names agreed; the walks themselves are measured elsewhere."""
    times = [("page", each / 1000) for each in range(1, 101)]
    walks = [SimpleNamespace(times=times, journeys=[0.5, 1.5], errors=1, last_error="x")]
    fakes: dict[str, Any] = {
        "ground": _a_ground,
        "_house": _a_house,
        "call": lambda *_words: "[[1], [2]]",
        "scans_of_paper": lambda count: [b""] * count,
        "scout": lambda *_words: ["/"],
        "_walk_all": lambda *_words, **_more: (walks, 4.0),
        "_memory": lambda _family: 200.0,
        "_limits": lambda _port: {"static_per_s": 1000.0},
        "raw_limit": lambda _db: 50.0,
        "RESTED_SECONDS": 0.0,
        "PAUSE_SECONDS": 0.0,
    }
    for name, fake in fakes.items():
        monkeypatch.setattr(load, name, fake)
    code, found = told("bench", "load", "--db", "sqlite", "--clients", "1", "--seconds", "1", "--json")
    assert code == 0
    assert set(found) >= LOAD
    assert (found["journeys_per_s"], found["requests_per_s"], found["errors"]) == (0.5, 25.0, 1)
    assert (found["p50_ms"], found["memory_mib"], found["ratio"]) == (50.5, 200.0, 0.01)
    assert found["p99_ms"] == pytest.approx(99.99, abs=0.1)
