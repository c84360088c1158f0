"""Single rules of reading and ranking."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.clock import freeze
from motcua.guide.engine.document import Document
from motcua.guide.engine.gathered import Gathered, Line
from motcua.guide.engine.index import Index
from motcua.guide.engine.letters import could_be_vietnamese, likeness, one_i, sound, syllables, tone
from motcua.guide.engine.numbers import ages
from motcua.guide.engine.reader import Reader
from motcua.guide.engine.spelling import Spelling
from motcua.guide.engine.wordings import Wordings
from motcua.guide.sources import known_documents, lexicon
from motcua.rules.text import fold

READER = Reader(lexicon(), english=False)
INDEX = Index(known_documents(), lexicon())
SPELLING = Spelling(lexicon())


def first(query: str) -> str:
    hits = INDEX.search(query, 1)
    return hits[0].id if hits else ""


@pytest.mark.parametrize(
    "one, other", [("xinh", "sinh"), ("chú", "trú"), ("giải", "dải"), ("ngèo", "nghèo"), ("tịt", "tịch"), ("lí", "lý")]
)
def test_slips_of_the_ear_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize("one, other", [("sinh", "tử"), ("thay", "thái"), ("trú", "vắng"), ("hộ", "họa")])
def test_different_words_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_only_a_lone_y_is_an_i() -> None:
    assert (one_i("ky"), one_i("quy"), one_i("thay"), one_i("huy")) == ("ki", "qui", "thay", "huy")


def test_typed_marks_count_and_missing_marks_do_not() -> None:
    assert likeness("tu", "tử", True) > 0.95
    assert likeness("từ", "tử", False) < 0.8
    assert likeness("sữa", "sửa", False) > 0.9


@pytest.mark.parametrize(
    "words, not_meant", [("vàng cho", "tangcho"), ("bên gái", "onuocngoai"), ("cây vàng cho con", "tangcho")]
)
def test_a_known_word_with_its_tone_is_no_slip_for_another_letter_and_tone(words: str, not_meant: str) -> None:
    assert not_meant not in READER.read(syllables(words)).elements


@pytest.mark.parametrize("words, meant", [("tăng cho", "tangcho"), ("kết hôm", "kethon"), ("căng cước", "cancuoc")])
def test_one_slip_in_a_word_is_still_forgiven(words: str, meant: str) -> None:
    assert meant in READER.read(syllables(words)).elements


def test_the_hook_and_the_tilde_are_one_tone() -> None:
    assert (tone("sổ"), tone("sỗ"), tone("sộ"), tone("so")) == (tone("sỗ"), tone("hỏi"), "\u0323", "")


def test_syllables_come_in_one_style_of_tones_without_signs() -> None:
    assert syllables("Hoà giải, TRANH-chấp!") == ["hòa", "giải", "tranh", "chấp"]


@pytest.mark.parametrize("word, answer", [("nghiêng", True), ("trường", True), ("birth", False), ("gpxd", False)])
def test_what_can_be_a_vietnamese_syllable(word: str, answer: bool) -> None:
    assert could_be_vietnamese(word) is answer


@pytest.mark.parametrize(
    "words, years",
    [
        ("cháu 8 tuổi", 8),
        ("bảy mươi sáu tuổi", 76),
        ("mười bốn tuổi", 14),
        ("tám chục tuổi", 80),
        ("bố năm nay 76", 76),
    ],
)
def test_ages(words: str, years: int) -> None:
    assert [age for _, _, age in ages(words.split())] == [years]


def test_a_year_of_birth_tells_an_age() -> None:
    with freeze(datetime(2026, 6, 1, tzinfo=UTC)):
        assert [age for _, _, age in ages(syllables("bà nội sinh năm 1949"))] == [77]
        assert ages(syllables("sinh năm 2090")) == []
    assert "newborn" not in READER.read(syllables("bà nội sinh năm 1949")).elements


@pytest.mark.parametrize("words", ["năm 1990", "lớp 6", "200 m2 đất", "tuổi"])
def test_other_numbers_are_no_ages(words: str) -> None:
    assert ages(words.split()) == []


@pytest.mark.parametrize(
    "query, meaning",
    [
        ("bố tôi mất tháng trước", "die"),
        ("mẹ mất rồi", "die"),
        ("mất căn cước", "lost"),
        ("con trai mất bằng lái", "lost"),
        ("giấy khai sinh của mẹ bị mất", "lost"),
    ],
)
def test_mat_is_to_die_after_a_person_and_to_be_lost_near_a_thing(query: str, meaning: str) -> None:
    found = READER.read(syllables(query)).elements
    assert meaning in found
    assert ({"die", "lost"} - {meaning}).isdisjoint(found)


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("giấy phép kinh doanh quán ăn", "gpkd"),
        ("giấy phép kinh doanh rượu cho quán ăn", "phepcon"),
        ("quán ăn bán rượu cần giấy phép gì", "phepcon"),
        ("giay phep kinh doanh xang dau", "phepcon"),
        ("giấy phép bán thuốc lá", "phepcon"),
        ("thêm ngành nghề bán rượu vào giấy phép kinh doanh", "gpkd"),
        ("đăng ký hộ kinh doanh karaoke có cần giấy phép", "giayphep"),
        ("giấy phép dựng rạp", "giayphep"),
    ],
)
def test_a_permit_beside_a_licensed_trade_is_its_licence_unless_somebody_registers(query: str, meaning: str) -> None:
    found = READER.read(syllables(query)).elements
    assert {"gpkd", "phepcon", "giayphep"} & set(found) == {meaning}


def test_dialect_and_abbreviations_are_written_out() -> None:
    spelling = Spelling(lexicon())
    assert spelling.readings("mần răng xin gpxd")[0] == ("làm", "sao", "xin", "giấy", "phép", "xây", "dựng")
    assert len(spelling.readings("mức độ kt")) > 1


@pytest.mark.parametrize("query, found", [("mat cccd", "id_card_reissue"), ("mat gplx", "driving_licence_reissue")])
def test_an_abbreviation_written_out_leaves_the_rest_unmarked(query: str, found: str) -> None:
    assert first(query) == found


def test_a_long_topic_outside_is_told_in_other_words_too() -> None:
    assert first("thẻ tạm trú cho chồng người nước ngoài") == ""
    assert first("vợ người nước ngoài muốn xin thẻ tạm trú") == ""
    assert first("khai báo tạm trú cho người nước ngoài") == "foreigner_stay_declaration"


@pytest.mark.parametrize(
    "query, answer", [("birth certificate", True), ("lam passport", False), ("xin con dau", False), ("death", True)]
)
def test_language(query: str, answer: bool) -> None:
    assert Spelling(lexicon()).is_english(query.split()) is answer


def test_birth_and_death_are_never_confused() -> None:
    births = {hit.id for hit in INDEX.search("đăng ký khai sinh", 3)}
    deaths = {hit.id for hit in INDEX.search("đăng ký khai tử", 3)}
    assert "death_registration" not in births
    assert "birth_registration" not in deaths


@pytest.mark.parametrize(
    "general, special, ids",
    [
        ("kết hôn", "kết hôn với người Pháp", ("marriage_registration", "marriage_registration_foreign")),
        ("khai sinh", "khai sinh cho con có bố nước ngoài", ("birth_registration", "birth_registration_foreign")),
        ("giấy phép xây dựng", "gia hạn giấy phép xây dựng", ("building_permit_new", "building_permit_extension")),
        ("căn cước", "căn cước cho bé 7 tuổi", ("id_card_from_14", "id_card_under_14")),
    ],
)
def test_one_word_more_leads_to_the_special_procedure(general: str, special: str, ids: tuple[str, str]) -> None:
    assert (first(general), first(special)) == ids


@pytest.mark.parametrize("query", ["", "   ", "?!", "zzzz qqqq", "😀", "thời tiết ngày mai", "đặt vé máy bay"])
def test_nothing_is_found_where_nothing_fits(query: str) -> None:
    assert INDEX.search(query) == []


@given(st.text(max_size=80))
def test_any_text_is_answered(query: str) -> None:
    hits = INDEX.search(query, 5)
    assert len(hits) <= 5
    assert all(0 < hit.score <= 1 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_marks_and_case_may_be_left_out() -> None:
    names = [(document.id, fold(phrase).upper()) for document in known_documents() for phrase in document.phrases]
    found = [slug in {hit.id for hit in INDEX.search(name, 5)} for slug, name in names]
    assert sum(found) >= 0.97 * len(names)


def test_a_procedure_nobody_described_is_found_by_its_name() -> None:
    ferry = Document("ferry_permit", "9.999999", "Cấp phép bến khách ngang sông", ("mở bến đò",))
    index = Index([*known_documents(), ferry], lexicon())
    assert index.search("xin cấp phép bến khách ngang sông", 1)[0].id == "ferry_permit"
    assert index.search("mở bến đò", 1)[0].id == "ferry_permit"


def test_a_procedure_that_needs_an_occasion_stands_back_where_none_is_named() -> None:
    first_time = Document("claim", "9.999990", "Khai báo mất điện thoại", ("khai báo điện thoại",))
    again = Document("again", "9.999991", "Khai báo lại điện thoại", ("khai báo điện thoại",))
    asked = replace(again, needs=frozenset({"caplai", "dangkylai"}))
    plain, careful = Index([again, first_time], lexicon()), Index([asked, first_time], lexicon())
    assert plain.search("khai báo lại điện thoại", 1)[0].id == careful.search("khai báo lại điện thoại", 1)[0].id
    assert (plain.search("khai báo điện thoại", 1)[0].id, careful.search("khai báo điện thoại", 1)[0].id) == (
        "again",
        "claim",
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("báo tử cho bà ngoại", "death_registration"),
        ("giấy báo tử cũ mất, sổ gốc không còn", "death_reregistration"),
        ("bé 6 tuổi chưa có khai sinh", "birth_registration"),
        ("40 tuổi chưa có khai sinh", "birth_registration_with_papers"),
        ("chôn cất bố là cựu chiến binh", "veteran_funeral"),
        ("làm đám cưới với bạn gái rồi ra xã ký giấy", "marriage_registration"),
        ("cưới bạn trai quốc tịch khác", "marriage_registration_foreign"),
    ],
)
def test_a_special_procedure_is_for_who_names_its_occasion(query: str, found: str) -> None:
    assert first(query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("đất", "land_first_registration"),
        ("xe may", "vehicle_first_registration"),
        ("điện", "electricity_new"),
        ("công ty", "enterprise_registration_llc1"),
        ("photo", "copy_certification"),
        ("cưới", "marriage_registration"),
    ],
)
def test_one_word_for_a_thing_is_enough(query: str, found: str) -> None:
    assert first(query) == found


@pytest.mark.parametrize("query", ["vợ", "mới", "tháng", "giúp", "ngân hàng", "vàng", "cà phê ngon", "wedding dress"])
def test_one_word_for_anything_else_is_not(query: str) -> None:
    assert INDEX.search(query) == []


def test_limit_is_kept() -> None:
    assert len(INDEX.search("khai sinh", 2)) == 2
    assert INDEX.search("khai sinh", 0) == []


def test_words_said_in_several_lines_count_together() -> None:
    lines = [(0, "mở quán phở"), (0, "xin giấy vệ sinh"), (1, "mở quán net"), (2, "giấy phép xây nhà")]
    gathered = Gathered((number, Line(tuple(syllables(text)), ())) for number, text in lines)
    asked = Line(tuple(syllables("mở quán bún xin giấy vệ sinh")), ())
    scores = gathered.scores(asked)
    assert max(scores, key=lambda number: scores[number]) == 0
    assert scores[0] > 2 * scores[1]
    assert gathered.covered(0, asked) == pytest.approx(6 / 7)
    assert gathered.scores(Line(("xyz",), ())) == {}


def test_the_same_letters_without_marks_are_the_same_wording() -> None:
    wordings = Wordings([(0, syllables("cấp sổ đỏ")), (1, syllables("đổi sổ đỏ cũ")), (1, syllables("bằng lái"))])
    nearest = wordings.likeness(syllables("cap so do"))
    assert nearest[0] == pytest.approx(1.0)
    assert 0 < nearest[1] < 0.7
    assert wordings.likeness(["xyz"]) == {}


@pytest.mark.parametrize(
    "query",
    [
        "đội tuyển nữ giành huy chương vàng sau loạt đá luân lưu nghẹt thở tối qua trên sân khách",
        "mùa thu lá bàng đỏ rực cả một góc phố nhỏ và con mèo nằm phơi nắng trên mái ngói",
        "the quick brown fox jumps over the lazy dog and runs away",
        "qwerty uiop asdf ghjk zxcv bnm qaz wsx edc rfv tgb yhn ujm",
    ],
)
def test_a_long_story_about_something_else_finds_nothing(query: str) -> None:
    assert INDEX.search(query) == []


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("ddawng kys khai sinh", "đăng ký khai sinh"),
        ("tooi muoons ddawng kys keets hoon", "tôi muốn đăng ký kết hôn"),
        ("lafm laij cccd", "làm lại cccd"),
        ("xin cấp phép xaay nhaf", "xin cấp phép xây nhà"),
        ("d9a8ng ky1 ta5m tru1", "đăng ký tạm trú"),
        ("dang89 ky1 khai sinh", "đăng ký khai sinh"),
        ("tro75 ca61p ngu7o72i cao tuo63i", "trợ cấp người cao tuổi"),
    ],
)
def test_keys_of_an_input_method_that_was_off_are_read(keys: str, words: str) -> None:
    assert SPELLING.meant(keys) == words
    assert INDEX.search(keys, 3) == INDEX.search(words, 3) != []


@pytest.mark.parametrize(
    "text",
    [
        "đăng ký khai sinh",
        "dang ky khai sinh",
        "how to get a tax code",
        "marry a foreigner",
        "birth certificate for my new son",
        "car tax",
        "đổi bằng lái a1",
        "bang lai xe a1, b2",
        "tờ khai ct01",
        "hs gpxd",
        "asdf qwer zxcv",
        "",
    ],
)
def test_what_is_no_keys_stays(text: str) -> None:
    assert SPELLING.meant(text) == text


@given(st.text(max_size=60))
def test_any_text_may_be_meant(text: str) -> None:
    assert isinstance(SPELLING.meant(text), str)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("1.001193", ["birth_registration"]),
        ("thủ tục 1.001193.000.00.00.H56", ["birth_registration"]),
        ("so sánh 1.014027 với 1.001193, 1.014027", ["social_pension", "birth_registration"]),
        ("9.999999", []),
        ("11.001193", []),
    ],
)
def test_a_national_code_is_enough(query: str, found: list[str]) -> None:
    assert [hit.id for hit in INDEX.search(query)] == found


def test_a_code_nobody_has_leaves_the_words() -> None:
    assert first("9.999999 đăng ký khai sinh") == "birth_registration"
