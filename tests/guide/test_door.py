"""The guide's door: its data files, its commands, the life events, a catalogue that changes."""

import io
import json
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from ruamel.yaml import YAML

from motcua.guide import api, commands, published
from motcua.guide.engine.document import Document
from motcua.guide.finder import Finder
from motcua.guide.sources import everyday, known_documents, lexicon

PACKS = Path(__file__).parents[2] / "procedures"


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_finder", Finder(lambda: ()))


def test_search_names_the_procedure() -> None:
    hit = api.search("mất căn cước công dân", 3)[0]
    assert (hit.id, hit.code, hit.name) == ("id_card_reissue", "1.014064", "Cấp lại thẻ căn cước")


def test_commands_are_json() -> None:
    lines = io.BytesIO("làm hộ chiếu\n\nthời tiết ngày mai\n".encode())
    answers = json.loads(json.dumps(list(commands.search_lines(lines, 3))))
    assert len(answers) == 3
    assert set(answers[0][0]) == {"id", "code", "name", "score"}
    assert answers[0][0]["id"] == "passport"
    assert answers[1:] == [[], []]
    assert answers[0] == commands.search_command("làm hộ chiếu", 3)


def test_odd_lines_of_a_file_are_answered_one_by_one() -> None:
    apart = unicodedata.normalize("NFD", "mất sổ đỏ")
    lines = ["", "😀 mất sổ đỏ 😭", apart, "mất\u2028sổ\x0bđỏ", "'; DROP TABLE x; --", "mất sổ đỏ " * 500, '(("*']
    odd = "\ufeff".encode() + "\r\n".join(lines).encode()
    file = io.BytesIO(odd + b"\r\n\xff\xfe m\xe1\xba\xa5t s\xe1\xbb\x95 \xc4\x91\xe1\xbb\x8f")
    answers = list(commands.search_lines(file, 1))
    assert [[hit["id"] for hit in hits] for hits in answers] == [
        [],
        *[["land_certificate_lost"]] * 3,
        [],
        ["land_certificate_lost"],
        [],
        ["land_certificate_lost"],
    ]


def test_six_life_events_name_known_procedures() -> None:
    events = api.life_events()
    assert [event.id for event in events] == ["birth", "marriage", "land_house", "business", "elderly", "death"]
    assert str(events[0].name) == "Sinh con"
    for event in events:
        assert len(set(event.procedures)) == len(event.procedures) >= 5
        assert set(event.procedures) <= set(everyday())


def test_life_events_show_only_what_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_finder", Finder(lambda: (Document("linked_birth", "", "Liên thông khai sinh"),)))
    assert [event.procedures for event in api.life_events()] == [("linked_birth",), (), (), (), (), ()]


def test_published_packs_become_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    words = SimpleNamespace(aliases=["qua phà"], everyday=[])
    form = SimpleNamespace(form_no="TK01 (TT 31/2023/TT-BCA)")
    packs = [
        SimpleNamespace(id=id_, code=code, name=SimpleNamespace(vi=name), search=words, components=parts)
        for id_, code, name, parts in (
            ("a_ferry", None, "Cấp phép bến phà", [SimpleNamespace(form_no=None)]),
            ("passport", "1.001456", "Cấp hộ chiếu", [form]),
        )
    ]
    monkeypatch.setattr(published, "published_packs", lambda: packs)
    known, stranger = published.published_documents()
    assert (known.id, known.name, known.further) == ("passport", "Cấp hộ chiếu", ("qua phà",))
    assert "làm hộ chiếu" in known.phrases
    assert (stranger.id, stranger.code, stranger.phrases) == ("a_ferry", "", ())
    assert (known.forms, stranger.forms) == (("tk01",), ())


def test_search_answers_before_there_is_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[object]:
        raise DatabaseError("no such table")

    monkeypatch.setattr(published, "published_packs", broken)
    assert published.published_documents() == ()
    assert Finder(published.published_documents).built().index.search("làm hộ chiếu", 1)[0].id == "passport"


def test_names_and_codes_are_those_of_the_packs() -> None:
    for path in sorted(PACKS.glob("*.yaml")):
        pack = YAML(typ="safe", pure=True).load(path.read_text("utf-8").partition("\nform:")[0])
        if pack["id"] in everyday():
            entry = everyday()[pack["id"]]
            assert (entry["code"], entry["name"]) == (pack.get("code") or "", pack["name"]["vi"]), path.name


def test_every_procedure_has_words_in_both_languages() -> None:
    for document in known_documents():
        assert len(document.phrases) >= 5, document.id
        assert len(document.english) >= 2, document.id


def test_concepts_of_the_lexicon_refer_to_concepts() -> None:
    words = lexicon()
    names = set(words.concepts)
    assert set(words.english) <= names
    assert set(words.weights) <= names
    assert words.people | words.things <= names
    assert set(words.implies) <= names
    assert {other for pairs in words.implies.values() for other, _ in pairs} <= names


def test_the_index_follows_the_catalogue() -> None:
    published: list[Document] = [Document("a", "1", "Đăng ký khai sinh")]
    finder = Finder(lambda: tuple(published))
    assert [hit.id for hit in finder.built().index.search("khai sinh")] == ["a"]
    published[:] = [Document("b", "2", "Đăng ký khai sinh")]
    assert [hit.id for hit in finder.built().index.search("khai sinh")] == ["a"]
    finder.forget()
    assert [hit.id for hit in finder.built().index.search("khai sinh")] == ["b"]
