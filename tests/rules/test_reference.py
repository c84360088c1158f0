"""docs/reference/rules.md lists every table of the room; it fails here when it lies."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.rules.tables import DATA, load_yaml, read_csv

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rules.md"
FILES = sorted(entry.name for entry in DATA.iterdir())


def listed() -> dict[str, list[str]]:
    rows = [
        line.strip("| \n").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"
    ]
    return {row[0].strip("`"): row for row in rows}


def confidences(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "confidence" in value:
            yield value["confidence"]
        for inner in value.values():
            yield from confidences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from confidences(inner)


def in_file(name: str) -> set[str]:
    if name.endswith(".csv"):
        head = "".join(line for line in (DATA / name).read_text(encoding="utf-8").splitlines(True) if line[0] == "#")
        return set(re.findall(r"\b(high|medium|low)\b", head))
    return set(confidences(load_yaml(name)))


def rows_of(name: str) -> int:
    if name.endswith(".csv"):
        return sum(1 for _ in read_csv(name))
    table = load_yaml(name)
    counts = {
        "agency_codes.yaml": lambda: len(table["ministries"]) + len(table["provinces"]),
        "calendar.yaml": lambda: len(table["days"]) + len(table["lunar"]),
        "codes.yaml": lambda: sum(len(entry["labels"]) for entry in table.values()),
        "indicators.yaml": lambda: sum(len(entry["years"]) for entry in table["targets"].values()),
        "lifecycle.yaml": lambda: sum(map(len, (table["passages"], table["statuses"]["rows"], table["forms"]["rows"]))),
        "refunds.yaml": lambda: len(table["causes"]["rows"]) + len(table["states"]) + len(table["passages"]),
        "time_limits.yaml": lambda: len(table),
    }
    return counts[name]()


def test_every_table_is_listed_and_no_other() -> None:
    assert sorted(listed()) == FILES


@pytest.mark.parametrize("name", FILES)
def test_the_page_tells_rows_and_confidence(name: str) -> None:
    _, _, rows, source, confidence = listed()[name]
    assert int(rows.replace(",", "")) == rows_of(name)
    assert set(re.findall(r"high|medium|low", confidence)) == in_file(name)
    assert source.strip()


@pytest.mark.parametrize("name", FILES)
def test_every_table_names_its_source(name: str) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    assert re.search(r"legal_basis:|^sources:|# Source:|# Facts of|\(NAPAS\)", text, re.MULTILINE)
