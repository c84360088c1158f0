"""`motcua bench …`: how good it is, each beside the limit measured in the same run."""

from __future__ import annotations

import csv
import importlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from motcua.command_line.output import fail, json_option, print_json

DATABASES = click.Choice(["sqlite", "postgresql"])
db_option = click.option("--db", type=DATABASES, default="sqlite", show_default=True, help="Started for this run.")


@click.group()
def bench() -> None:
    """Measure, on an installation of its own that is gone afterwards. Figures: docs/reference/benchmarks.md."""


@bench.command()
@db_option
@click.option("--n", default=400, show_default=True, type=click.IntRange(40), help="Dossiers filed while measured.")
@click.option("--dossiers-before", "before", default=1_000, show_default=True, type=click.IntRange(0))
@click.option("--clients", default=0, type=click.IntRange(0, 32), help="0: 1 on SQLite, 2 on PostgreSQL.")
@json_option
def submit(db: str, n: int, before: int, clients: int, as_json: bool) -> None:
    """The submit action alone, durable, two files each."""
    ground = _module("ground")
    asked = ["--n", str(n), "--before", str(before), "--clients", str(clients), "--json"]
    with _ClearWords(), ground.ground(db) as environment:
        ground.tell(f"filing {n} dossiers on top of {before}")
        found = json.loads(ground.call(environment, "benchmarks.submit", *asked))
    _show(found, as_json)


@bench.command()
@db_option
@click.option("--clients", default=8, show_default=True, type=click.IntRange(1, 64))
@click.option("--seconds", default=15.0, show_default=True, type=click.FloatRange(1, 600))
@click.option("--steps", is_flag=True, help="Also the times of every request of the journey.")
@json_option
def load(db: str, clients: int, seconds: float, steps: bool, as_json: bool) -> None:
    """Whole journeys over HTTP until the arrival slip is there."""
    measured = _module("load")
    with _ClearWords():
        _show(measured.run(db=db, clients=clients, seconds=seconds, by_step=steps), as_json)


@bench.command()
@json_option
def pages(as_json: bool) -> None:
    """Bytes, requests and largest paint of every citizen page, phone in Chromium."""
    measured = _module("pages")
    with _ClearWords():
        _show(measured.run(), as_json)


@bench.command()
@click.option("--procedure", "procedures", multiple=True, help="Only these; default: the eight.")
@json_option
def journeys(procedures: tuple[str, ...], as_json: bool) -> None:
    """The eight procedures in Chromium: taps, keys, words, and seconds predicted by the keystroke-level model."""
    measured = _module("journeys")
    with _ClearWords():
        _show(measured.run(procedures), as_json)


@bench.command()
@click.option("--examples", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Questions (TSV).")
@json_option
def search(examples: Path | None, as_json: bool) -> None:
    """Quality by kind of question, and latency."""
    measured = _module("search")
    if examples is not None and not _are_questions(measured, examples):
        fail(f"{examples} is no table of questions: tabs, UTF-8, a header naming query, expected_ids and category")
    _show(measured.run(examples), as_json)


@bench.command()
@click.option("--rounds", default=40, show_default=True, type=click.IntRange(5, 1000))
@json_option
def result(rounds: int, as_json: bool) -> None:
    """Render, sign, seal and verify a result, against bare Typst and pyHanko."""
    _show(_module("result").run(rounds), as_json)


@bench.command()
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@json_option
def plans(gold: Path, as_json: bool) -> None:
    """How well the plan reader agrees with gold files."""
    measured = _module("plans")
    with _ClearWords():
        found = measured.run(gold)
    if as_json:
        print_json(found)
    else:
        click.echo(measured.as_table(found))


def _module(name: str) -> ModuleType:
    """A module of the benchmarks; they lie beside the program in its sources."""
    if importlib.util.find_spec("benchmarks") is None:
        fail("the benchmarks are not installed here: run `make setup` in the sources of motcua")
    try:
        return importlib.import_module(f"benchmarks.{name}")
    except ModuleNotFoundError as missing:
        fail(f"this benchmark needs the package {missing.name}: run `make setup` in the sources of motcua")


def _are_questions(measured: ModuleType, examples: Path) -> bool:
    try:
        found = measured.read_examples(examples)
    except (OSError, UnicodeDecodeError, KeyError, csv.Error):
        return False
    return bool(found) and all(question.query is not None for question in found)


class _ClearWords:
    """What a benchmark cannot do becomes one line on standard error."""

    def __enter__(self) -> None:
        """Nothing."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, RuntimeError):
            fail(error)


def _show(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        click.echo(f"{name:28} {json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value}")
