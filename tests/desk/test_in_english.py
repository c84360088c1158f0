"""The desk in English: what is put together from several words is English in all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import escape

from motcua.catalogue.api import pack_of
from motcua.desk.pages.doing import doings
from motcua.dossiers.codes import StepState
from tests.desk.town import Town
from tests.support.kept_words import MARK, reading_english

Enter = Callable[[str], Client]
# What `makemessages` gathers of Python files; a sentence under another name is never translated.
GATHERED = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
NAMED = re.compile(r"\b[np]{0,2}gettext(?:_lazy|_noop)? as (\w+)")


def test_every_sentence_goes_by_a_name_that_is_gathered() -> None:
    sources = {path: path.read_text("utf-8") for path in Path(settings.ROOT).rglob("*.py")}
    found = {(path.name, name) for path, text in sources.items() for name in NAMED.findall(text)}
    assert ("words.py", "_") in found
    assert {each for each in found if each[1] not in GATHERED} == set()


@pytest.mark.django_db
def test_the_next_step_is_named_in_the_readers_language(town: Town) -> None:
    dossier, viewer = town.now("taken"), town.viewer("hotich.anhoa")
    waiting = dossier.steps.filter(state=StepState.WAITING).order_by("place")
    waiting.update(kind="check")  # not the signature, which has words of its own
    name = next(each.name for each in pack_of(dossier.procedure_version_id).route if each.id == waiting[0].key)
    with reading_english():
        words = [each.words for each in doings(dossier, viewer)]
    assert f"{MARK}Chuyển bước: {name.en}" in words


@pytest.mark.django_db
def test_what_is_wrong_with_a_tax_code_is_said_in_the_readers_language(town: Town, enter: Enter) -> None:
    admin = enter("quantri.anhoa")
    admin.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with reading_english():
        shown = admin.post("/can-bo/quan-tri/H99.31/co-quan/thu-phi", {"tax_code": "12"}).text
    assert escape(f"{MARK}Mã số thuế gồm 10 chữ số") in shown
