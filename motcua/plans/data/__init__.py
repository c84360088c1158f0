"""Words, wordings and tables the plan reader works with: data, not code."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


@cache
def table(name: str) -> Any:
    """The parsed content of `motcua/plans/data/<name>.yaml`; read once, never to be changed by the caller."""
    return YAML(typ="safe").load(files(__package__).joinpath(f"{name}.yaml").read_text("utf-8"))
