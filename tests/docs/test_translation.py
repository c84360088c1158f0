"""The English face is complete: every sentence translated, every placeholder in it, the compiled file up to date."""

import gettext
import re
from collections import Counter
from pathlib import Path

import polib
import pytest

FOLDER = Path(__file__).parents[2] / "motcua" / "locale" / "en" / "LC_MESSAGES"
CATALOGUE = polib.pofile(str(FOLDER / "django.po"))
ENTRIES = [entry for entry in CATALOGUE if not entry.obsolete]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
SYLLABLE_OF_VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
# Names that have no English: the currency, numbers of legal texts, columns of a spreadsheet as they must be written,
# people and places of the demo.
COLUMNS = "“(Nhiệm vụ|Sản phẩm|Cơ quan chủ trì|Thời gian hoàn thành)”"
DEMO = "Lê Văn Tám|Hoàng Minh Tuấn|Thanh Lâm"
NAMES = re.compile(f"đồng|NĐ-CP|QĐ-(TTg|UBND)|NQ-HĐND|\\bđ\\b|{COLUMNS}|{DEMO}")


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_there_is_something_to_translate() -> None:
    assert len(ENTRIES) > 1_000


def test_nothing_is_untranslated_or_doubtful() -> None:
    missing = [entry.msgid for entry in ENTRIES if entry.fuzzy or not all(translations(entry))]
    assert missing == [], "run `make messages`, then translate these"


def test_plurals_have_both_forms() -> None:
    assert [entry.msgid for entry in ENTRIES if entry.msgid_plural and len(entry.msgstr_plural) != 2] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.msgid[:40])
def test_placeholders_survive(entry: polib.POEntry) -> None:
    wanted = Counter(PLACEHOLDER.findall(entry.msgid))
    for text in translations(entry):
        assert Counter(PLACEHOLDER.findall(text)) == wanted
        assert text[:1].isspace() == entry.msgid[:1].isspace()
        assert text[-1:].isspace() == entry.msgid[-1:].isspace()


def test_english_is_english() -> None:
    left = [
        text for entry in ENTRIES for text in translations(entry) if SYLLABLE_OF_VIETNAMESE.search(NAMES.sub("", text))
    ]
    assert left == []


def test_compiled_file_says_what_the_text_says() -> None:
    with (FOLDER / "django.mo").open("rb") as handle:
        compiled = gettext.GNUTranslations(handle)
    for entry in ENTRIES:
        if entry.msgctxt:
            assert compiled.pgettext(entry.msgctxt, entry.msgid) == entry.msgstr
        elif entry.msgid_plural:
            said = [compiled.ngettext(entry.msgid, entry.msgid_plural, count) for count in (1, 2)]
            assert said == [entry.msgstr_plural[0], entry.msgstr_plural[1]]
        else:
            assert compiled.gettext(entry.msgid) == entry.msgstr


def test_what_has_two_forms_is_counted_wherever_it_is_said() -> None:
    """A sentence with a plural that is looked up without its number is always singular: 2 day."""
    house = FOLDER.parents[2]
    sources = {path: path.read_text("utf-8") for kind in ("*.py", "*.html") for path in house.rglob(kind)}
    wrong = []
    for entry in (each for each in ENTRIES if each.msgid_plural):
        page = re.sub(r"%\((\w+)\)[sd]", r"{{ \1 }}", entry.msgid)
        for path, text in sources.items():
            alone = text.count(f"%}}{page}{{% endblocktranslate") > text.count(f"%}}{page}{{% plural %}}")
            if alone or re.search(rf'\b_?_?(gettext|gettext_lazy|_)\("{re.escape(entry.msgid)}"\)', text):
                wrong.append((path.name, entry.msgid))
    assert wrong == []
