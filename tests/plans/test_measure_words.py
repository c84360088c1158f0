"""Measures and reasons are read in the reader's language; what is kept is Vietnamese."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from motcua.plans import measure_words
from motcua.plans.api import measure_name
from motcua.plans.models import Arrival
from motcua.plans.reader import errors
from motcua.plans.reader.metrics import metrics
from tests.support.kept_words import MARK, reading_english


def test_every_measure_has_its_words() -> None:
    """The list plans are read by and the words on pages name the same measures."""
    assert set(measure_words._MEASURES) == {each.slug for each in metrics()}
    told = {each.slug: each.name for each in metrics()}
    assert {slug: measure_name(slug) for slug in told} == told
    assert measure_name("khong_co") == "Chỉ tiêu khác"


def test_a_measure_is_called_in_the_readers_language() -> None:
    with reading_english():
        assert measure_name("on_time_rate") == f"{MARK}Hồ sơ đúng hạn"
        assert measure_name("khong_co") == f"{MARK}Chỉ tiêu khác"


@pytest.mark.parametrize(
    "make",
    [
        errors.empty_file, errors.locked_file, errors.broken_file, errors.unknown_kind, errors.old_word,
        errors.open_sheet, errors.open_text, errors.nothing_recognised, errors.not_a_plan,
        lambda: errors.missing_tool("tesseract"), lambda: errors.no_columns("STT, Tên"),
    ],
)  # fmt: skip
def test_every_reason_is_read_in_the_readers_language(make: Callable[[], errors.UnreadablePlan]) -> None:
    found = Arrival(trouble=str(make().message))
    assert found.why == found.trouble
    with reading_english():
        assert found.why == f"{MARK}{found.trouble}"
        assert str(make().message) == found.why
