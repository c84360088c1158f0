"""The procedures that are described only: whoever reads English can read their page."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from motcua.catalogue.pack import Pack, Text
from motcua.catalogue.packs import read_pack
from tests.catalogue.test_english import fault as fault_of
from tests.catalogue.test_english import texts
from tests.catalogue.test_procedures import EIGHT

DESCRIBED = sorted(path.stem for path in Path(settings.PROCEDURES).glob("*.yaml") if path.stem not in EIGHT)
WORDS_OF_THEIR_KIND = "/route/"  # steps of the route: the page says what their kind is
MONEY = re.compile(r"(?<=\d) đ\b|\bmillion đồng\b")  # as the page itself writes it in every language
MONTHS = [month for month in calendar.month_name if month]


@cache
def pack(slug: str) -> Pack:
    found = read_pack(Path(settings.PROCEDURES) / f"{slug}.yaml")
    assert found is not None
    return found


def on_the_page(slug: str) -> list[tuple[str, Text]]:
    return [(path, text) for path, text in texts(pack(slug)) if not path.startswith(WORDS_OF_THEIR_KIND)]


def fault(text: Text) -> str | None:
    """What is wrong with the English; sums in đồng are no Vietnamese."""
    return fault_of(text if text.en is None else Text(vi=text.vi, en=MONEY.sub("", text.en)))


def figures(text: str) -> Counter[str]:
    """Every figure, how often: thousands without their marks, 01 as 1, December as 12."""
    for number, month in enumerate(MONTHS, start=1):
        text = text.replace(month, str(number))
    joined = re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", text)
    return Counter(each.lstrip("0") for each in re.findall(r"\d+", joined))


def test_all_of_them_are_asked_and_every_part_of_the_page_is_met() -> None:
    """Else the tests below could be content with nothing."""
    assert len(DESCRIBED) == 112
    met = {re.sub(r"/[^/]+/", "/", path[1:]) for slug in DESCRIBED for path, _text in on_the_page(slug)}
    assert met >= {
        "name", "short_name", "field", "summary", "who_may_apply", "settling_agency", "signer", "online_reason",
        "limits/note", "fees/name", "fees/note", "exemptions/name", "components/name", "components/condition_text",
        "components/help", "results/name",
    }  # fmt: skip


@pytest.mark.parametrize("slug", DESCRIBED)
def test_every_text_of_the_page_is_there_in_english(slug: str) -> None:
    assert [f"{path}: {text.vi}: {wrong}" for path, text in on_the_page(slug) if (wrong := fault(text))] == []


@pytest.mark.parametrize("slug", DESCRIBED)
def test_no_figure_is_lost_or_changed(slug: str) -> None:
    """Sums, ages, days, numbers of laws and forms. Names of procedures, of their fees too, are shorter in English."""
    told = [
        (path, text)
        for path, text in on_the_page(slug)
        if text.vi not in (pack(slug).name.vi, pack(slug).short_name.vi)
    ]
    assert [(path, text.en) for path, text in told if figures(text.vi) - figures(text.en or "")] == []


def test_the_same_words_are_the_same_in_english() -> None:
    """A paper is not called one thing here and another there; fees may be named after their procedure."""
    said: dict[str, set[str | None]] = {}
    for slug in DESCRIBED:
        for path, text in on_the_page(slug):
            if path.startswith(("/components/", "/limits/", "/exemptions/", "/settling", "/signer", "/online")):
                said.setdefault(text.vi, set()).add(text.en)
    assert {vi: en for vi, en in said.items() if len(en) > 1} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.250.000 đ trước 01/07/2026", {"1250000": 1, "1": 1, "7": 1, "2026": 1}),
        ("30/50/100 %; Nghị định 226/2025", {"30": 1, "50": 1, "100": 1, "226": 1, "2025": 1}),
        ("3 ngày, thêm tối đa 3 ngày", {"3": 2}),
        ("from September to December", {"9": 1, "12": 1}),
    ],
)
def test_the_measure_of_figures(text: str, found: dict[str, int]) -> None:
    assert figures(text) == found
