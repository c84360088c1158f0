"""Which papers the dossier still needs, and what already stands in for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from motcua.catalogue.api import say
from motcua.catalogue.pack import Component
from motcua.eforms.checks import Problem
from motcua.eforms.sheet import Sheet
from motcua.eforms.sources import name_of_source

FOUND, ABSENT, DOWN, UNMATCHED = "found", "absent", "down", "unmatched"
PAPERS_PAGE, CHECK_PAGE = "papers", "check-answers"


@dataclass(frozen=True, slots=True)
class Need:
    """One component as things stand.

    state: form (this form is it), data (a source answered), attached, wanted (a file is still to come), optional,
    at_desk (shown at the desk only), not_needed. `by`: what stands in for it, in words; `sources`: by name.
    """

    component: Component
    state: Literal["form", "data", "attached", "wanted", "optional", "at_desk", "not_needed"]
    by: str = ""
    files: int = 0
    sources: tuple[str, ...] = ()


def needs(sheet: Sheet, attached: Mapping[str, int], source_states: Mapping[str, str]) -> list[Need]:
    """Every component of the procedure. `attached`: files by component; `source_states`: what asking a source gave."""
    return [_need(sheet, each, attached.get(each.id, 0), source_states) for each in sheet.form.components]


def _need(sheet: Sheet, component: Component, files: int, states: Mapping[str, str]) -> Need:
    if component.mode in ("form", "present"):
        return Need(component, "form" if component.mode == "form" else "at_desk")
    condition = sheet.form.component_if.get(component.id)
    wanted = component.required == "always" or (component.required == "conditional" and condition is not None)
    if condition is not None and not condition(sheet.facts):
        return Need(component, "not_needed", files=files)
    if files:
        return Need(component, "attached", files=files)
    standing_in = _standing_in(sheet, component, states)
    if standing_in:
        return Need(component, "data", by=name_of_source(standing_in[0]), sources=standing_in)
    return Need(component, "wanted" if wanted else "optional")


def _standing_in(sheet: Sheet, component: Component, states: Mapping[str, str]) -> tuple[str, ...]:
    """Sources that prove what the paper would. That a source answered is not enough where the pack says what proves."""
    if not component.proven_by:
        return tuple(each for each in component.replaced_by if states.get(each) == FOUND)
    found: dict[str, None] = {}
    for name in component.proven_by:
        if not sheet.visible(name):
            continue
        answer = sheet.answer(name)
        if answer is None or answer.value is None or answer.source not in component.replaced_by:
            return ()
        found[answer.source] = None
    return tuple(found)


def need_problems(found: list[Need], source_states: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for each paper still to come, saying what may replace it."""
    for need in found:
        if need.state == "wanted":
            name = say(need.component.name)
            message = _("Còn thiếu «%(name)s». Xin chụp ảnh hoặc chọn từ giấy tờ ông/bà đã có.") % {"name": name}
            if down := [each for each in need.component.replaced_by if source_states.get(each) == DOWN]:
                message = _("%(source)s đang không trả lời, nên xin chụp ảnh «%(name)s» giúp.") % {
                    "source": name_of_source(down[0]),
                    "name": name,
                }
            yield Problem("", 0, PAPERS_PAGE, "error", "paper_missing", message, name, component=need.component.id)
