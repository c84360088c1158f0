"""What the field template needs to know: one question, whatever room it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One answer to choose."""

    value: str
    label: str
    hint: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question on a page.

    `widget` is one of text, long_text, date, time, radio, select, address, statement; `parts` holds the pieces of a
    date (day, month, year) or an address (province, commune, detail) as typed; `problem` says how to mend it.
    """

    id: str
    label: str
    widget: str = "text"
    value: str = ""
    hint: str = ""
    problem: str = ""
    optional: bool = False
    heading: bool = False
    input_mode: str = ""
    autocomplete: str = "off"
    size: str = ""
    prefix: str = ""
    choices: Sequence[ChoiceView] = ()
    provinces: Sequence[ChoiceView] = ()
    communes: Sequence[ChoiceView] = ()
    parts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def described_by(self) -> str:
        """Ids of the texts that explain the field, for `aria-describedby`."""
        ids = [f"{self.id}-hint"] if self.hint else []
        return " ".join([*ids, f"{self.id}-error"] if self.problem else ids)
