"""`motcua bench plans` without --json: one line a document and one for all."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.plans import as_table, one_to_one, run

MET = Path(__file__).parent / "gold" / "met"


def test_a_line_a_document_and_one_overall_clean_and_spoiled(tmp_path: Path) -> None:
    for name in ("nam-sin.txt", "nam-sin.gold.yaml"):
        shutil.copy(MET / name, tmp_path / name)
    heads, letters, *lines = as_table(run(tmp_path)).splitlines()
    assert heads.split() == ["targets", "tasks", "fields", "bases", "duties", "faults"]
    assert letters.split() == ["P", "R", "F1"] * 6
    assert [line.split()[0] for line in lines] == ["clean", "nam-sin", "overall", "spoiled", "nam-sin", "overall"]
    assert {len(line.split()) for line in lines if line.startswith("  ")} == {1 + 3 * 6}


def test_what_is_the_same_is_counted_once_and_the_rest_is_told() -> None:
    counted, notes = one_to_one(
        [{"n": 1}, {"n": 1}, {"n": 2}], [{"n": 1}, {"n": 3}], lambda one, two: one["n"] == two["n"],
        lambda one: str(one["n"]), "số",
    )  # fmt: skip
    assert (counted["hits"], counted["gold"], counted["found"]) == (1, 3, 2)
    assert notes == ["số 1", "số 2", "thừa số 3"]
