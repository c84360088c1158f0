"""The public page of each of the 120 procedures tells what its pack holds; none says less than the law asks for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.conf import settings
from django.test import Client

from motcua.base.actor import system
from motcua.catalogue.api import Pack, load_packs
from motcua.catalogue.pack import Component
from motcua.catalogue.packs import pack_files, read_pack
from motcua.catalogue.packs.tables import sources
from motcua.catalogue.selectors import forget
from motcua.eforms.api import name_of_source
from tests.desk.town import hour

pytestmark = pytest.mark.django_db


@cache
def packs() -> tuple[Pack, ...]:
    return tuple(pack for path in pack_files([settings.PROCEDURES]) if (pack := read_pack(path)) is not None)


@pytest.fixture
def pages() -> Iterator[dict[str, str]]:
    """What a stranger reads of each procedure: the words, in order, one space apart."""
    forget()
    with hour():
        load_packs(packs=packs(), by=system("test"))
        stranger = Client()
        yield {pack.id: words(stranger.get(f"/thu-tuc/{pack.id}/")) for pack in packs()}
    forget()


def words(answer: object) -> str:
    content: bytes = getattr(answer, "content")  # noqa: B009 - of whatever kind the answer is
    assert getattr(answer, "status_code") == 200  # noqa: B009
    return plain(re.sub(r"<[^>]+>", " ", content.decode().split("<main", 1)[1]))


def plain(text: str) -> str:
    return " ".join(html.unescape(text).replace("\xa0", " ").split())


def paper_words(part: Component) -> str | None:
    """What the page says of a paper: its name alone where it is to be brought, and what stands in for it."""
    if part.replaced_by and part.mode != "form":
        return f"{part.name.vi} không cần, thay bằng {', '.join(map(name_of_source, part.replaced_by))}"
    if part.mode != "upload" or part.required == "optional":
        return None
    return part.name.vi


def expected(pack: Pack) -> list[str]:
    texts = [pack.short_name, pack.name, pack.summary, pack.who_may_apply, pack.settling_agency]
    told = [text.vi for text in texts if text is not None]
    told += [found for part in pack.components if (found := paper_words(part)) is not None]
    told += [result.name.vi for result in pack.results]
    told += [basis.number for basis in pack.legal]
    told += [pack.code or "–", "Bao lâu?", "Bao nhiêu tiền?", "Cần giấy gì?", "Độ chắc chắn của thông tin"]
    return told


def test_every_procedure_tells_papers_what_replaces_them_results_law_and_help(pages: dict[str, str]) -> None:
    assert len(pages) == 120
    missing = [(pack.id, text) for pack in packs() for text in map(plain, expected(pack)) if text not in pages[pack.id]]
    assert missing == []


def test_every_procedure_tells_its_steps_in_their_order(pages: dict[str, str]) -> None:
    for pack in packs():
        way = pages[pack.id].split("Hồ sơ đi những đâu? ")[1]
        assert way.startswith(" ".join(plain(step.name.vi) for step in pack.route)), pack.id


def test_every_procedure_tells_how_long_and_how_much(pages: dict[str, str]) -> None:
    for pack in packs():
        told = re.search(r"Bao lâu\? (.*?) Bao nhiêu tiền\? (.*?) Cần giấy gì\?", pages[pack.id])
        assert told, pack.id
        long, much = told.groups()
        online = [each for each in pack.limits if each.channel in ("any", "online")]
        if online:
            assert re.search(r"\d|[Tt]rong ngày|ngay", long), (pack.id, long)
        assert long.strip(), pack.id
        assert re.search(r"\d đ|Không mất tiền|Theo mức|mức của", much), (pack.id, much)
        for fee in pack.fees:
            if fee.amount and len(pack.fees) == 1:
                assert f"{fee.amount:,}".replace(",", ".") in pages[pack.id], (pack.id, fee.code)


def test_whatever_may_replace_a_paper_has_a_name_for_people() -> None:
    assert [each for each in sources() if name_of_source(each) == each] == []
