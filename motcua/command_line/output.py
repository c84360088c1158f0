"""What every verb shares: `--json`, and nothing else on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import click

json_option: Callable[..., Any] = click.option(
    "--json", "as_json", is_flag=True, help="Print data as JSON (stable keys, UTF-8)."
)

FAILED, WRONG_USAGE = 1, 2


def print_json(data: Any) -> None:
    """One JSON text on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def print_json_list(items: Iterable[Any]) -> None:
    """One JSON list on standard output, each item on a line as soon as it is there: a long one is never held whole."""
    between = "["
    for item in items:
        click.echo(f"{between}\n{json.dumps(item, ensure_ascii=False, default=str)}", nl=False)
        between = ","
    click.echo("[]" if between == "[" else "\n]")


def fail(message: object, code: int = FAILED) -> NoReturn:
    """One clear line on standard error; 1: the thing asked for failed, 2: wrong usage."""
    click.echo(str(message), err=True)
    sys.exit(code)
