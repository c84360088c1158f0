"""Every sentence of code and templates that is marked for translation is in the catalogue."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

HOUSE = Path(__file__).parents[2] / "motcua"
CATALOGUE = HOUSE / "locale" / "en" / "LC_MESSAGES" / "django.po"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "gettext_noop", "n_"}
IN_TEMPLATES = re.compile(r"""\b(?:_|gettext|ngettext)\(\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")


def in_code(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        first = node.args[0]
        if name in CALLS and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def in_template(path: Path) -> Iterator[str]:
    for literal in IN_TEMPLATES.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        yield ast.literal_eval(literal)


def test_catalogue_knows_every_sentence() -> None:
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete}
    said = {text for path in HOUSE.rglob("*.py") for text in in_code(path)}
    said |= {text for path in HOUSE.rglob("templates/**/*.html") for text in in_template(path)}
    said |= {text for path in HOUSE.rglob("templates/**/*.txt") for text in in_template(path)}
    assert len(said) > 1_000
    assert sorted(text for text in said - known if text.strip()) == [], "run `make messages`, then translate these"
