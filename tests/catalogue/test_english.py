"""Whoever reads English can file the eight procedures: nothing a citizen reads there is left in Vietnamese only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from pydantic import BaseModel

from motcua.catalogue.pack import Pack, Text
from motcua.catalogue.packs import read_pack
from tests.catalogue.test_procedures import EIGHT

FOR_STAFF = {"changed", "notes"}
VIETNAMESE = re.compile(r"[ăâđêôơưàằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ]", re.IGNORECASE)
# The name an official looks for, or a word to be written as it stands.
NAMED = re.compile(r"\([^()]*\)|“[^“”]*”")
WITHOUT_MARKS = re.compile(r"\b(UBND|Cha|Con|Nam|Khi|Ngay|Giay|Ho so|Xin|Thue|ong/ba|NĐ|TT)\b")


@cache
def pack(slug: str) -> Pack:
    found = read_pack(Path(settings.PROCEDURES) / f"{slug}.yaml")
    assert found is not None
    return found


def texts(part: Any, path: str = "") -> Iterator[tuple[str, Text]]:
    """Every text below `part` that is not for staff only, with where it stands."""
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            if name not in FOR_STAFF:
                yield from texts(getattr(part, name), f"{path}/{name}")
    elif isinstance(part, list | tuple):
        for number, each in enumerate(part):
            key = next((getattr(each, name) for name in ("id", "code", "value") if hasattr(each, name)), number)
            yield from texts(each, f"{path}/{key}")


def fault(text: Text) -> str | None:
    """What is wrong with the English of a text."""
    if not (text.en or "").strip():
        return "no English"
    if text.en == text.vi:
        return "the Vietnamese again"
    bare = NAMED.sub("", text.en or "")
    return "Vietnamese in it" if VIETNAMESE.search(bare) or WITHOUT_MARKS.search(bare) else None


@pytest.mark.parametrize("slug", sorted(EIGHT))
def test_every_text_a_citizen_reads_is_there_in_english(slug: str) -> None:
    faults = [f"{path}: {text.vi}: {wrong}" for path, text in texts(pack(slug)) if (wrong := fault(text))]
    assert faults == []


@pytest.mark.parametrize("slug", sorted(EIGHT))
def test_the_walk_meets_every_text_of_the_file(slug: str) -> None:
    """Told from the file itself, so that a part the walk does not know is not passed over in silence."""
    written = yaml.safe_load((Path(settings.PROCEDURES) / f"{slug}.yaml").read_text(encoding="utf-8"))
    in_file = sorted(_bilingual({key: value for key, value in written.items() if key not in FOR_STAFF}))
    assert sorted((text.vi, text.en) for _path, text in texts(pack(slug))) == in_file


def _bilingual(part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, dict) and "vi" in part:
        yield part["vi"], part["en"]
        return
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _bilingual(each)


@pytest.mark.parametrize("slug", sorted(EIGHT))
def test_questions_stay_questions_and_sentences_end(slug: str) -> None:
    """A page's title is its question; a mark at the end of the Vietnamese stands at the end of the English too."""
    form = pack(slug).form
    assert form is not None
    assert [page.id for page in form.pages if not (page.title.en or "").endswith("?")] == []
    ends = [
        (path, text.en) for path, text in texts(pack(slug)) if text.vi[-1] in ".?" and (text.en or "")[-1] not in ".?"
    ]
    assert ends == []


@pytest.mark.parametrize("slug", sorted(EIGHT))
def test_what_is_two_things_in_vietnamese_is_two_in_english(slug: str) -> None:
    """Choices of one question, and labels of one section, that differ are told apart in English as well."""
    form = pack(slug).form
    assert form is not None
    groups = [[field.label for field in section.fields if not field.hidden] for section in form.sections]
    groups += [[option.label for option in field.options] for field in form.fields() if field.options]
    for group in groups:
        assert len({label.en for label in group}) == len({label.vi for label in group}), [label.en for label in group]


@pytest.mark.parametrize("slug", sorted(EIGHT))
def test_figures_are_the_same(slug: str) -> None:
    """A sum, an age or a number of days is not lost, and not another one, in the other language."""
    wrong = [
        (path, text.vi, text.en) for path, text in texts(pack(slug)) if _figures(text.vi) - _figures(text.en or "")
    ]
    assert wrong == []


def _figures(text: str) -> set[str]:
    """Figures of two digits and more; thousands without their marks, hours and spelt ones left out."""
    return {re.sub(r"[.,]", "", each) for each in re.findall(r"\d[\d.,]*\d", text)} - {"02", "15"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ({"vi": "Cha"}, "no English"),
        ({"vi": "Cha", "en": " "}, "no English"),
        ({"vi": "Cha", "en": "Cha"}, "the Vietnamese again"),
        ({"vi": "Mẹ của bé", "en": "Mother of bé"}, "Vietnamese in it"),
        ({"vi": "UBND cấp xã", "en": "UBND of the commune"}, "Vietnamese in it"),
        ({"vi": "Giấy chứng sinh", "en": "Birth notice (Giấy chứng sinh)"}, None),
        ({"vi": "Tên sau chữ “Hộ kinh doanh”", "en": "Name after the words “Hộ kinh doanh”"}, None),
    ],
)
def test_the_measure_itself(text: dict[str, str], wrong: str | None) -> None:
    assert fault(Text.model_validate(text)) == wrong
