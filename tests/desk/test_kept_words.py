"""Clerks, officers and applicants who read English: what their presses leave in the database is Vietnamese."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from motcua.catalogue.api import pack_of
from motcua.dossiers import api
from motcua.eforms.api import dispute, open_draft, refresh_prefill
from motcua.gateways.api import use_registries
from motcua.payments.api import bill_for
from motcua.rules.codes import Delivery
from motcua.vault.models import Use
from tests.desk.town import MORNING, citizen, fill_town, hour, issued, make_town
from tests.eforms.test_real_packs import the_state
from tests.support.kept_words import MARK, kept_as_read, reading_english
from tests.support.town_fixture import signed_in

pytestmark = pytest.mark.django_db


def test_a_whole_commune_that_reads_english_keeps_vietnamese() -> None:
    town = make_town()
    with reading_english():
        fill_town(town)
        clerk = town.viewer("tiepnhan.anhoa")
        with hour():
            api.sign_result(dossier=town.now("to_sign"), by=town.viewer("chutich.anhoa"))
            done = issued(town.now("to_sign"))
            api.return_result(
                dossier=done, how=Delivery.COUNTER, to="Hoàng Minh Tuấn", by=town.viewer("tiepnhan.anhoa")
            )
            api.withdraw(dossier=town.now("baby"), reason="", by=citizen("066090001234"))
            api.print_register(agency=town.here, month=MORNING.date(), by=clerk)
            viewer = citizen("066097007788")
            with use_registries(the_state()):
                draft = open_draft(viewer=viewer, procedure="marital_status_certificate", agency=town.here)
                dispute(draft=refresh_prefill(draft, viewer), name="marital_status", correction="divorced", by=viewer)
            desk = signed_in(town.staff("tiepnhan.anhoa").user, "password_totp")
            desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
            assert desk.get(reverse("desk:dossier", args=[town.at["new"].public_id])).status_code == 200

    assert kept_as_read() == []
    dossier = town.now("unpaid")
    bill = bill_for(dossier.bill)
    assert bill is not None
    assert bill.purpose == f"Phí, lệ phí hồ sơ {dossier.code}"
    [request] = town.now("supplement").supplements.all()
    assert [each["name"] for each in request.items] == ["Tờ khai"]
    name = pack_of(town.at["new"].procedure_version_id).short_name.vi
    told = set(Use.objects.filter(dossier=town.at["new"].code).values_list("purpose", flat=True))
    assert f"Giải quyết hồ sơ: {name}" in told


def test_what_is_kept_as_it_was_read_would_be_found() -> None:
    town = make_town()
    with reading_english():
        town.here.short_name = str(api.FormCode.APOLOGY.label)
        town.here.save()
    [found] = kept_as_read()
    assert found.startswith(f"directory_agency.short_name: {MARK}Văn bản xin lỗi")
