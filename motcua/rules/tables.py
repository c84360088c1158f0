"""Reads the data files of this room. A file is read once; its rows are facts and are never changed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, cast

from ruamel.yaml import YAML

DATA = files("motcua.rules") / "data"


class Confidence(StrEnum):
    """How sure we are of a row: high (text of law or two sources), medium, low (to be confirmed)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@cache
def load_yaml(name: str) -> Mapping[str, Any]:
    """The content of `data/<name>`, a mapping; treat it as read-only."""
    return cast(Mapping[str, Any], YAML(typ="safe").load((DATA / name).read_text(encoding="utf-8")))


def read_csv(name: str) -> Iterator[dict[str, str]]:
    """The rows of `data/<name>`; lines that begin with `#` carry the source and are skipped."""
    with (DATA / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def in_force(on: date, valid_from: date | None, valid_to: date | None) -> bool:
    """Whether a row holds on day `on`; both ends belong to the time of validity, None is open."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)
