"""The names of facts, from data/facts.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML

ANSWER = "answer."
_ANSWER = re.compile(r"answer\.[a-z][a-z0-9_]{0,60}")


@cache
def fact_names() -> Mapping[str, Mapping[str, Any]]:
    """Every fact a vault may hold by name: its Vietnamese label and how many months it may be offered."""
    text = (files("motcua.vault") / "data" / "facts.yaml").read_text(encoding="utf-8")
    return MappingProxyType(YAML(typ="safe").load(text)["facts"])


def is_fact_name(name: str) -> bool:
    """A name of the vocabulary, or `answer.<field>`: what the person answered to that field of an earlier dossier."""
    return name in fact_names() or _ANSWER.fullmatch(name) is not None


def months_offered(name: str) -> int | None:
    """How long after its day a fact is offered again; None: without end. Earlier answers: two years."""
    if name.startswith(ANSWER):
        return 24
    months = fact_names()[name].get("months")
    return int(months) if months is not None else None
