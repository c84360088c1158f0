"""Functions whose libraries are heavy and seldom needed: their module is loaded at the first call (decision 0004).

Every process of the house holds what is imported at its start. Word, Excel and PDF libraries take 20 MiB of each, and
only a plan that is brought or taken out needs them. This is the one place that imports while the house is running;
everywhere else imports stand at the head of the file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string

_declared: list[str] = []


def late(name: str) -> Callable[..., Any]:
    """The function `name` ("motcua.room.module.function"), of the caller's own room; give what it is kept in its type.

    A name that is wrong is found by the test that resolves `late_names`, not by the first person who calls it.
    """

    def call(*given: Any, **named: Any) -> Any:
        return import_string(name)(*given, **named)

    _declared.append(name)
    return call


def late_names() -> list[str]:
    """Everything declared so, by name."""
    return sorted(_declared)
