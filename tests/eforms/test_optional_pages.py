"""A page the pack leads nobody to: offered on the check page, never in the way."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from motcua.base.actor import system
from motcua.catalogue.api import load_packs
from motcua.catalogue.pack import Pack
from motcua.directory.api import Agency, Viewer
from motcua.eforms.api import Draft, open_draft, optional_pages, pages, problems, refresh_prefill, save_answers
from motcua.gateways.api import FixedRegistries
from tests.eforms.conftest import PACK

pytestmark = pytest.mark.django_db


def opened(father: Viewer, agency: Agency, *optional: str) -> Draft:
    changed: dict[str, Any] = copy.deepcopy(PACK)
    for page in changed["form"]["pages"]:
        page["optional"] = page["id"] in optional
    load_packs(packs=[Pack.model_validate(changed)], by=system("test"))
    return refresh_prefill(open_draft(viewer=father, procedure="test_birth", agency=agency), father)


def asked(draft: Draft) -> list[str]:
    return [each.id for each in pages(draft)]


def test_nobody_is_led_there_and_filing_does_not_wait_for_it(
    father: Viewer, agency: Agency, registries: FixedRegistries
) -> None:
    draft = opened(father, agency, "siblings", "copies")
    assert not {"siblings", "copies"} & set(asked(draft))
    assert not {each.page for each in problems(draft)} & {"siblings", "copies"}
    assert [(each.id, each.title, each.begun) for each in optional_pages(draft)] == [
        ("siblings", "Bé có anh chị không?", False),
        ("copies", "Cần mấy bản sao?", False),
    ]


def test_what_is_begun_there_must_be_whole(father: Viewer, agency: Agency, registries: FixedRegistries) -> None:
    draft = opened(father, agency, "siblings", "copies")
    save_answers(draft=draft, values={"copies": "hai mươi mốt bản", "sibling_name.0": "An"}, by=father)
    assert {each.id: each.begun for each in optional_pages(draft)} == {"siblings": True, "copies": True}
    assert {"siblings", "copies"} <= set(asked(draft))
    save_answers(draft=draft, values={"copies": "2", "sibling_school.0": "Trường An Hòa"}, by=father)
    assert not {"siblings", "copies"} & set(asked(draft))


def test_it_is_offered_only_where_it_is_part_of_the_form(
    father: Viewer, agency: Agency, registries: FixedRegistries, monkeypatch: pytest.MonkeyPatch
) -> None:
    sections = copy.deepcopy(PACK["form"]["sections"])
    next(each for each in sections if each["id"] == "siblings")["show_if"] = {"==": [{"var": "copies"}, 2]}
    monkeypatch.setitem(PACK["form"], "sections", sections)
    draft = opened(father, agency, "siblings")
    assert optional_pages(draft) == []
    save_answers(draft=draft, values={"copies": "2"}, by=father)
    assert [each.id for each in optional_pages(draft)] == ["siblings"]
    assert "siblings" not in asked(draft)
