"""What every deed is made of: the case at hand, the questions it asks, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from motcua.base.kit.field_view import ChoiceView, FieldView
from motcua.directory.api import Viewer
from motcua.dossiers.api import Dossier

Fields = list[FieldView]


@dataclass(frozen=True)
class Case:
    """A dossier, who works on it, what was typed and sent, and what is wrong with it (by box)."""

    dossier: Dossier
    viewer: Viewer
    typed: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, object] = field(default_factory=dict)
    sent: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def said(self, name: str) -> str:
        """What was typed into a box, without spaces around it."""
        return self.typed.get(name, "").strip()

    def begun_with(self, words: Mapping[str, str]) -> Case:
        """The same, where a box nobody typed into says what `words` say."""
        return replace(self, typed={**words, **self.typed})

    def text(self, name: str, label: object, **more: Any) -> FieldView:
        """A question answered by a line of text, or as `widget` says."""
        return FieldView(name, str(label), value=self.typed.get(name, ""), **more)

    def choose(self, name: str, label: object, options: Sequence[tuple[Any, object]], **more: Any) -> FieldView:
        """A question answered by choosing; a few answers are laid open, many go into a list."""
        chosen = self.typed.get(name, more.pop("first", ""))
        views = [ChoiceView(str(code), str(words), chosen=str(code) == chosen) for code, words in options]
        widget = more.pop("widget", "radio" if len(views) <= 6 else "select")
        return FieldView(name, str(label), widget=widget, choices=views, **more)


def _nothing(case: Case) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Deed:
    """One thing to do.

    `slug` is its address, `offer` its name among the offers of a dossier, `words` the button, `key` the key that
    presses it. Without `fields` and `template` the button does it at once; else it opens a page with `note` above the
    questions.
    `tone`: main (what usually comes next), quiet, or grave (ends something).
    """

    slug: str
    offer: str
    words: object
    key: str
    perform: Callable[[Case], object]
    done: object
    fields: Callable[[Case], Fields] | None = None
    note: object = ""
    template: str = ""
    context: Callable[[Case], dict[str, Any]] = _nothing
    tone: str = "quiet"

    @property
    def at_once(self) -> bool:
        """Done by one press, without a page?"""
        return self.fields is None and not self.template

    @property
    def page(self) -> str:
        """The template of its page."""
        return self.template or "desk/deed.html"


def with_problems(fields: Fields, problems: Mapping[str, object]) -> Fields:
    """The questions again, each with what is wrong with its answer."""
    return [replace(each, problem=str(problems.get(each.id, ""))) for each in fields]
