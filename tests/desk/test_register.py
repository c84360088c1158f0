"""Form 07, the book of dossiers: what an agency accepted in a month, with the columns of the annex; whoever is named
in it reads who printed it."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

import pytest
from django.urls import reverse

from motcua.base.errors import Forbidden
from motcua.directory.api import end_agency
from motcua.dossiers import api
from motcua.dossiers.actions.print_register import received_in
from motcua.dossiers.tasks.forms import make_form
from motcua.dossiers.tasks.succession import take_over_dossiers
from motcua.vault.api import Use
from tests.desk.conftest import Enter
from tests.desk.town import MORNING, Town, hour

pytestmark = pytest.mark.django_db
THIS, BEFORE = date(2026, 12, 1), date(2026, 11, 1)


def town_accepted(dossier: api.Dossier, month: int) -> bool:
    fresh = api.Dossier.objects.get(pk=dossier.pk)
    return fresh.accepted_at is not None and fresh.accepted_at.astimezone(MORNING.tzinfo).month == month


def words(pdf: bytes) -> str:
    made = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return made.stdout.decode()


def test_a_month_has_what_was_accepted_in_it(town: Town) -> None:
    for month, first in ((12, THIS), (11, BEFORE)):
        wanted = {each.code for each in town.at.values() if town_accepted(each, month)}
        assert {each.code for each in received_in(town.here, first)} == wanted
    assert received_in(town.here, THIS).count() >= 3
    assert received_in(town.there, THIS).count() == 0


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is missing")
def test_the_columns_of_the_annex_with_the_number_of_the_receipt(town: Town) -> None:
    taken = town.now("taken")
    make_form(dossier=taken.public_id, form="01", ref=1)
    text = words(api.print_register(agency=town.here, month=THIS, by=town.viewer("vanthu.anhoa")))
    squeezed = text.replace("\n", "").replace(" ", "")
    person = taken.applicant
    assert person is not None
    wanted = (
        "SỔ THEO DÕI HỒ SƠ", "Tháng 12 năm 2026", taken.code, person.full_name, person.phone, town.here.name,
        "STT", "Số bộ", "Cơ quan chủ trì", "Chuyển đến", "Phương thức nhận", "Ghi chú",
        f"Tổng số hồ sơ đã tiếp nhận trong kỳ: {received_in(town.here, THIS).count()}",
    )  # fmt: skip
    assert [each for each in wanted if each.replace(" ", "").lower() not in squeezed.lower()] == []
    assert f"1{taken.code}".replace(" ", "") in squeezed  # its line in the book, as the receipt says


def test_everybody_named_reads_who_printed_it(town: Town, enter: Enter) -> None:
    browser = enter("vanthu.anhoa")
    answer = browser.post(reverse("desk:register"), {"month": "2026-12"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    for code in received_in(town.here, THIS).values_list("code", flat=True):
        told = Use.objects.filter(dossier=code).latest("pk")
        assert told.purpose == "In sổ theo dõi hồ sơ tháng 12/2026"
        assert told.actor_name == town.staff("vanthu.anhoa").full_name
    assert not Use.objects.filter(dossier=town.at["new"].code, purpose__contains="In sổ").exists()


def test_looking_at_the_page_prints_nothing(town: Town, enter: Enter) -> None:
    before = Use.objects.count()
    shown = enter("tiepnhan.anhoa").get(reverse("desk:register")).content.decode()
    assert 'value="2026-12"' in shown
    assert 'value="2026-01"' in shown
    assert Use.objects.count() == before


@pytest.mark.parametrize("who", ["hotich.anhoa", "ketoan.anhoa", "thanhtra.anhoa", "vanthu.tanson"])
def test_nobody_else_prints_it(town: Town, who: str) -> None:
    with pytest.raises(Forbidden):
        api.print_register(agency=town.here, month=THIS, by=town.viewer(who))


@pytest.mark.parametrize("said", ["", "2026-13", "gossip"])
def test_a_month_that_is_none_is_refused_kindly(town: Town, enter: Enter, said: str) -> None:
    answer = enter("vanthu.anhoa").post(reverse("desk:register"), {"month": said})
    assert 400 <= answer.status_code < 500


def test_the_book_goes_on_with_the_successor(town: Town) -> None:
    new = town.now("new")
    above, last = town.viewer("quantri.tinh"), date(2026, 12, 2)
    end_agency(agency=town.here, last_day=last, successor=town.there, decision="1", by=above)
    with hour(days=1):
        take_over_dossiers(town.here.code, town.there.code)
        api.accept(dossier=new, by=town.viewer("tiepnhan.thanhlam"))
        here = type(town.here).objects.get(pk=town.here.pk)
        assert new.code not in {each.code for each in received_in(here, THIS)}
        assert new.code in {each.code for each in received_in(town.there, THIS)}
