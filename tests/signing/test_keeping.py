"""Certificates kept by administrators: a request goes out, a certificate comes back, and only the right one signs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.test import Client
from django.urls import reverse

from motcua.base.clock import freeze, now
from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import Session, Staff, Viewer, make_demo, viewer_of_staff
from motcua.directory.signin.session import remember
from motcua.signing.api import (
    CertificateRequest,
    Credential,
    bind_certificate,
    certificates_of,
    fetch_lists,
    request_certificate,
    revoke_credential,
    sign,
)
from tests.signing.conftest import Running

pytestmark = pytest.mark.django_db
HERE = "H99.31"


@pytest.fixture
def admin(db: None) -> Viewer:
    make_demo()
    return named("quantri.anhoa")


def named(username: str) -> Viewer:
    return viewer_of_staff(Staff.objects.select_related("agency", "unit", "user").get(user__username=username))


def chairman() -> Staff:
    found = named("chutich.anhoa").staff
    assert found is not None
    return found


def holder() -> str:
    return f"staff:{chairman().pk}"


def certified(authority: Running, request_pem: str, **more: object) -> bytes:
    """What the authority makes of a request."""
    asked = {"csr": request_pem, "kind": "official", "common_name": chairman().full_name, "number": "chutich",
             "organisation": "UBND xã An Hòa", **more}  # fmt: skip
    answer = httpx.post(f"{authority.address}/issue", json=asked, trust_env=False)
    answer.raise_for_status()
    return "".join(answer.json()["chain"]).encode()


def test_a_certificate_comes_back_and_signs(admin: Viewer, house: Running, page: bytes) -> None:
    asked = request_certificate(holder=holder(), by=admin)
    wanted = x509.load_pem_x509_csr(asked.request_pem.encode())
    assert wanted.is_signature_valid
    assert "PRIVATE" not in asked.request_pem
    made = bind_certificate(request=asked.public_id, content=certified(house, asked.request_pem), by=admin)
    assert (made.holder, made.kind) == (holder(), "official")
    assert sign(page, holder=holder()).startswith(b"%PDF")
    assert [each.state for each in certificates_of([holder()])] == ["in_force"]
    with pytest.raises(NotFound):  # a request is answered once
        bind_certificate(request=asked.public_id, content=certified(house, asked.request_pem), by=admin)
    assert {"signing.certificate_requested", "signing.enrolled"} <= set(
        JournalEntry.objects.filter(actor=str(admin.actor)).values_list("event", flat=True)
    )


def test_der_is_read_as_well(admin: Viewer, house: Running) -> None:
    asked = request_certificate(holder=holder(), by=admin)
    own = x509.load_pem_x509_certificates(certified(house, asked.request_pem))[0]
    assert (
        bind_certificate(request=asked.public_id, content=own.public_bytes(Encoding.DER), by=admin).kind == "official"
    )


Spoil = Callable[[Running, str], bytes]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda authority, pem: b"not a certificate", "Không đọc được"),
        (lambda authority, pem: b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "Không đọc được"),
        (lambda authority, pem: certified(authority, pem, common_name="Người Khác"), "ghi tên"),
        (lambda authority, pem: certified(authority, pem, kind="person"), "ở đây cần"),
        (lambda authority, pem: certified(authority, pem, kind="agency"), "ở đây cần"),
        (lambda authority, pem: certified(authority, pem, valid_from="2020-01-01T00:00:00+07:00", days=30), "hết hạn"),
    ],
)  # fmt: skip
def test_a_wrong_one_is_refused(admin: Viewer, house: Running, content: Spoil, words: str) -> None:
    asked = request_certificate(holder=holder(), by=admin)
    with pytest.raises(Refusal, match=words):
        bind_certificate(request=asked.public_id, content=content(house, asked.request_pem), by=admin)
    assert not Credential.objects.exists()


def test_one_made_for_another_key_is_refused(admin: Viewer, house: Running) -> None:
    first, second = (request_certificate(holder=holder(), by=admin) for _each in range(2))
    with pytest.raises(Refusal, match="không đi với khóa"):
        bind_certificate(request=second.public_id, content=certified(house, first.request_pem), by=admin)


def test_one_of_an_authority_nobody_trusts_is_refused(
    admin: Viewer, house: Running, settings: object, tmp_path: object
) -> None:
    asked = request_certificate(holder=holder(), by=admin)
    content = certified(house, asked.request_pem)
    settings.MOTCUA_TRUST = str(tmp_path)  # type: ignore[attr-defined]
    with pytest.raises(Refusal, match="chưa được tin cậy"):
        bind_certificate(request=asked.public_id, content=content, by=admin)


@pytest.mark.parametrize("who", ["quantri.thanhlam", "chutich.anhoa", "tiepnhan.anhoa"])
def test_nobody_else_keeps_them(admin: Viewer, house: Running, who: str) -> None:
    asked = request_certificate(holder=holder(), by=admin)
    content = certified(house, asked.request_pem)
    with pytest.raises(Forbidden):
        request_certificate(holder=holder(), by=named(who))
    with pytest.raises(Forbidden):
        bind_certificate(request=asked.public_id, content=content, by=named(who))
    made = bind_certificate(request=asked.public_id, content=content, by=admin)
    with pytest.raises(Forbidden):
        revoke_credential(credential=made, reason="lost", by=named(who))
    assert Credential.objects.get().revoked_at is None


def test_how_a_certificate_stands(admin: Viewer, house: Running) -> None:
    asked = request_certificate(holder=holder(), by=admin)
    made = bind_certificate(request=asked.public_id, content=certified(house, asked.request_pem), by=admin)

    def state() -> str:
        return certificates_of([holder()])[0].state

    with freeze(made.valid_to - timedelta(days=20)):
        assert state() == "ends_soon"
    with freeze(made.valid_to + timedelta(days=1)):
        assert state() == "over"
    told = {"serial": made.serial, "house": "government"}
    httpx.post(f"{house.address}/revoke", json=told, trust_env=False).raise_for_status()
    assert state() == "in_force"  # we do not know yet
    fetch_lists()
    assert state() == "listed"
    revoke_credential(credential=made, reason="lost", by=admin)
    assert state() == "stopped"
    assert now() < made.valid_to


def browser_of(username: str) -> Client:
    browser = Client()
    user = Staff.objects.get(user__username=username).user
    browser.force_login(user, backend="motcua.directory.signin.backend.AccountBackend")
    session = browser.session
    remember(session, Session(method="password_totp", level=2, login_at=now(), started_at=now()))
    session.save()
    return browser


def test_the_pages_from_the_request_to_the_end(admin: Viewer, house: Running) -> None:
    browser, list_page = browser_of("quantri.anhoa"), reverse("administration:certificates", args=[HERE])
    ask = reverse("administration:ask_certificate", args=[HERE])
    assert browser.post(ask, {"holder": "staff:999999"}).status_code == 422
    browser.post(ask, {"holder": holder()})
    asked = CertificateRequest.objects.get()
    file = browser.get(reverse("administration:request_file", args=[HERE, asked.public_id]))
    assert file.content.startswith(b"-----BEGIN CERTIFICATE REQUEST")
    bind = reverse("administration:bind_certificate", args=[HERE, asked.public_id])
    assert browser.post(bind, {"pem": "nonsense"}).status_code == 422
    stranger = browser_of("quantri.thanhlam")
    assert stranger.get(bind).status_code == 404
    assert browser.post(bind, {"pem": certified(house, asked.request_pem).decode()}).status_code == 302
    assert "dùng được" in browser.get(list_page).content.decode()
    made = Credential.objects.get()
    stop = reverse("administration:stop_certificate", args=[HERE, made.public_id])
    assert stranger.post(stop, {"reason": "lost"}).status_code == 404
    assert browser.post(stop, {}).status_code == 422
    assert browser.post(stop, {"reason": "lost"}).status_code == 302
    assert "đã ngừng dùng" in browser.get(list_page).content.decode()
