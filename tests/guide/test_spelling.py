"""Words that are no words: what they are made of, and what is left as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.guide.engine.clumps import Clumps
from motcua.guide.engine.courtesies import Courtesies
from motcua.guide.engine.index import Index
from motcua.guide.engine.spelling import Spelling
from motcua.guide.engine.spelt import spelt
from motcua.guide.sources import known_documents, lexicon

INDEX = Index(known_documents(), lexicon())
SPELLING = Spelling(lexicon())
CLUMPS = Clumps(
    ("hộ khẩu", "thường trú", "khai sinh", "kết hôn", "làm", "cháu"),
    {("gcn",): (("giấy", "chứng", "nhận"),), ("tc",): (("trợ", "cấp"), ("tố", "cáo")), ("vsattp",): (("vệ", "sinh"),)},
)


def first(query: str) -> str:
    hits = INDEX.search(query, 1)
    return hits[0].id if hits else ""


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("khaisinh", ("khai", "sinh")),
        ("hộkhẩu", ("hộ", "khẩu")),
        ("lamhokhau", ("lam", "ho", "khau")),
        ("khẩuu", ("khẩu",)),
        ("trúuuu", ("trú",)),
        ("hoọ", ("hộ",)),
        ("ketes", ("kết",)),
        ("kettes", ("kết",)),
        ("trsu", ("trú",)),
        ("gcnkhaisinh", ("giấy", "chứng", "nhận", "khai", "sinh")),
        ("vssattp", ("vệ", "sinh")),
    ],
)
def test_a_strange_word_is_made_out(word: str, words: tuple[str, ...]) -> None:
    assert CLUMPS.written_out(word)[0] == words


def test_a_doubtful_abbreviation_in_a_joined_one_keeps_its_readings() -> None:
    assert CLUMPS.written_out("gcntc") == (
        ("giấy", "chứng", "nhận", "trợ", "cấp"),
        ("giấy", "chứng", "nhận", "tố", "cáo"),
    )


@pytest.mark.parametrize("word", ["khai", "khẩu", "tctc", "birth", "qwertyuiop", "2026", "zz", "hokhauxyz"])
def test_other_words_stay(word: str) -> None:
    assert CLUMPS.written_out(word) == ()


@given(st.text(max_size=50))
def test_any_word_may_come(word: str) -> None:
    assert all(part for line in CLUMPS.written_out(word.lower()) for part in line)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("xê xê xê đê", (4, "cccd")),
        ("cê cê cê đê", (4, "cccd")),
        ("c cê c đê", (4, "cccd")),
        ("bê hát y tê", (4, "bhyt")),
        ("ca tê ba", (3, "kt3")),
        ("xê cờ", None),
        ("c c c d", None),
        ("em ở nhà", None),
    ],
)
def test_letters_said_one_by_one(said: str, found: tuple[int, str] | None) -> None:
    assert spelt(said.split(), 0, {"cccd", "bhyt", "kt3"}) == found


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("dangkykethon", "dang ky ket hon"),
        ("giaykhaisinh cho bé", "giay khai sinh cho bé"),
        ("xê xê xê đê bị mất", "cccd bị mất"),
        ("làm thẻ bê hát y tê", "làm thẻ bhyt"),
        ("mất cmdn", "mất cmnd"),
        ("mẫu ct01", "mẫu tờ khai thay đổi thông tin cư trú"),
        ("sổ đỏ bị rráchh", "sổ đỏ bị rách"),
    ],
)
def test_a_query_is_answered_as_if_it_were_written_well(query: str, same: str) -> None:
    assert INDEX.search(query, 3) == INDEX.search(same, 3) != []


@pytest.mark.parametrize("query", ["marriageregistration", "facebook", "vietcombank", "hcmc", "tctc", "hello"])
def test_no_sense_is_made_of_what_has_none(query: str) -> None:
    assert SPELLING.readings(query)[0] == (query,)


COURTESIES = Courtesies(("dạ", "em chào anh chị", "cho em hỏi", "em cảm ơn"))


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("dạ em chào anh chị cho em hỏi tách thửa đất cho con em cảm ơn", "tách thửa đất cho con"),
        ("em chao anh chi cho em hoi tach thua dat cho con em cam on", "tach thua dat cho con"),
        ("dạ em chào anh chị", "dạ em chào anh chị"),
        ("dạ em chào anh chị cho em hỏi tách thửa em cảm ơn", "dạ em chào anh chị cho em hỏi tách thửa em cảm ơn"),
    ],
)
def test_what_a_long_question_is_wrapped_in_is_left_out(line: str, left: str) -> None:
    assert COURTESIES.left_out(line.split()) == left.split()


def test_a_polite_story_is_answered_like_its_heart() -> None:
    heart = "mới mua lại xe máy cũ của người ta giờ muốn đứng tên"
    polite = f"dạ em chào cán bộ ạ, cho em hỏi chút, {heart}, em cảm ơn ạ"
    assert INDEX.search(polite, 1) == INDEX.search(heart, 1) != []
