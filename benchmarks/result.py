"""What a result costs: render, sign, seal, verify, against bare Typst and bare pyHanko on the same document."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import typst
from asn1crypto import keys
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.test.utils import override_settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.base.typeset.compiler import FONTS
from motcua.papers.api import render
from motcua.papers.rendering import prepared
from motcua.papers.template_list import FOLDER
from motcua.signing.api import fetch_lists, trust_certificates, verify
from motcua.signing.keystore import SoftwareKeys
from motcua.signing.pades import Wish, certificates, put_signature
from motcua.signing.stamp import place_for_seal, place_for_signature, seal_stamp, signature_stamp
from motcua.signing.timestamping import time_stamper
from motcua.signing.trust import trust
from simulators.authority import AuthorityApp, make_authority
from simulators.authority.certificates import Subject, issue, new_key
from simulators.authority.kinds import KINDS

PERSON = {
    "name": "Đặng Quỳnh Như",
    "birth": date(2026, 2, 1),
    "sex": "Nữ",
    "ethnicity": "Kinh",
    "nationality": "Việt Nam",
    "birth_place": "Bệnh viện Đa khoa tỉnh Thử Nghiệm",
    "origin": "Xã Hòa Ẩn, tỉnh Thử Nghiệm",
}
DATA: dict[str, Any] = {
    "agency": {"parent": "Ủy ban nhân dân tỉnh Thử Nghiệm", "name": "Ủy ban nhân dân xã Hòa Ẩn", "place": "Hòa Ẩn"},
    "number": "05/2026",
    "issued_on": date(2026, 2, 5),
    "check_code": "7KM2P-9XQ4D",
    "person": PERSON,
    "requester": {"name": "Đặng Thị Mỹ Duyên"},
    "signer": {"authority": "TM. Ủy ban nhân dân", "title": "Chủ tịch", "name": "Nguyễn Thị Ánh Tuyết"},
}
TEMPLATE = "result-birth-certificate"
WARM = 3


def run(rounds: int = 40) -> dict[str, Any]:
    """Medians in milliseconds over `rounds`, ours and bare, and their ratios (1 = no cost of our own).

    The timestamp and the revocation lists come over HTTP from a practice authority on loopback, for both sides; ours
    draws two visible marks and embeds validation data, bare pyHanko signs twice invisibly at B-T.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        app = make_authority(Path(folder) / "authority")
        server = make_server("127.0.0.1", 0, app, handler_class=_Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/authority"
        settings = {
            "MOTCUA_DATA": Path(folder),
            "MOTCUA_TRUST": "",
            "MOTCUA_TSA_URL": f"{address}/tsa",
            "MOTCUA_CRL_URLS": f"{address}/crl/government.crl",
        }
        try:
            with override_settings(**settings):
                trust_certificates(app.chain_pem(), name="practice")
                fetch_lists()
                return _measure(app, rounds)
        finally:
            server.shutdown()
            server.server_close()


def _measure(app: AuthorityApp, rounds: int) -> dict[str, Any]:
    ours = _OurHands(app)
    bare = _BareHands(app)
    plain = ours.render()
    sealed = ours.sign(plain)
    if not verify(sealed).valid:
        raise RuntimeError("the benchmark's own result does not verify")
    pairs: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
        "render": (ours.render, bare.render),
        "sign": (lambda: ours.sign(plain), lambda: bare.sign(plain)),
        "verify": (lambda: verify(sealed), lambda: bare.verify(sealed)),
    }
    found: dict[str, Any] = {"rounds": rounds, "bytes": len(sealed)}
    for name, (own, limit) in pairs.items():
        own_ms, bare_ms = _medians(own, limit, rounds)
        found |= {
            f"{name}_ms": round(own_ms, 2),
            f"bare_{name}_ms": round(bare_ms, 2),
            f"{name}_ratio": round(own_ms / bare_ms, 2),
        }
    total = sum(found[f"{name}_ms"] for name in pairs)
    limit_total = sum(found[f"bare_{name}_ms"] for name in pairs)
    return found | {"total_ms": round(total, 2), "ratio": round(total / limit_total, 2)}


def _medians(own: Callable[[], Any], limit: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Both in turn, so that whatever else the machine does falls on both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + WARM):
        for kept, work in zip(times, (own, limit), strict=True):
            begin = time.perf_counter()
            work()
            if number >= WARM:
                kept.append((time.perf_counter() - begin) * 1000)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number + 1}/{rounds + WARM} ")
    return statistics.median(times[0]), statistics.median(times[1])


class _OurHands:
    """The product's own way, without the database's rows of evidence."""

    def __init__(self, app: AuthorityApp) -> None:
        self.people = [self._enrol(app, "official"), self._enrol(app, "agency")]
        self.counter = 0

    def render(self) -> bytes:
        self.counter += 1  # new data each time: nothing may come from a cache
        return render(TEMPLATE, DATA | {"number": f"{self.counter}/2026"})

    def sign(self, pdf: bytes) -> bytes:
        at = datetime.now(UTC)
        place = place_for_signature(pdf)
        stamp = signature_stamp(place, signer="Nguyễn Thị Ánh Tuyết", agency="UBND xã Hòa Ẩn", at=at)
        signed = self._put(pdf, Wish("ChuKy1", place, stamp, "Nguyễn Thị Ánh Tuyết", "", ""), 0)
        place = place_for_seal(signed)
        return self._put(signed, Wish("ConDau1", place, seal_stamp(place, agency="UBND", at=at), "UBND", "", ""), 1)

    def _put(self, pdf: bytes, wish: Wish, who: int) -> bytes:
        chain, key = self.people[who]
        return put_signature(pdf, wish, chain_pem=chain, key_reference=key, stamper=time_stamper(), trust=trust())

    def _enrol(self, app: AuthorityApp, kind: str) -> tuple[str, str]:
        store = SoftwareKeys()
        reference = store.make()
        wanted = {
            "csr": store.request(reference, common_name="A"),
            "kind": kind,
            "common_name": "UBND xã Hòa Ẩn",
            "organisation": "UBND xã Hòa Ẩn",
            "number": "1",
        }
        return "".join(app.issue(wanted)["chain"]), reference


class _BareHands:
    """The libraries alone, as their manuals show them."""

    def __init__(self, app: AuthorityApp) -> None:
        self.typst = typst.Compiler(str(FOLDER / f"{TEMPLATE}.typ"), root=str(FOLDER), font_paths=[str(FONTS)])
        self.data = _captured()
        self.counter = 0
        key = new_key()
        kind = KINDS["agency"]
        made = issue(
            app.archive.houses[kind.house],
            kind,
            public_key=key.public_key(),
            subject=Subject("UBND", "UBND", "1"),
            crl_address=app.archive.crl_address(kind.house),
        )
        pem = "".join(each.public_bytes(Encoding.PEM).decode() for each in [made, *app.archive.chain_of(kind.house)])
        chain = certificates(pem)
        der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register_multiple(chain[1:])
        self.signer = SimpleSigner(chain[0], keys.PrivateKeyInfo.load(der), registry)

    def render(self) -> bytes | list[bytes] | None:
        self.counter += 1
        data = self.data.replace("/2026", f"/{self.counter}")
        return self.typst.compile(format="pdf", sys_inputs={"data": data}, pdf_standards="a-2b")

    def sign(self, pdf: bytes) -> bytes:
        for name in ("A", "B"):
            meta = PdfSignatureMetadata(field_name=name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
            signer = PdfSigner(meta, self.signer, timestamper=time_stamper())
            pdf = signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))).getvalue()
        return pdf

    def verify(self, pdf: bytes) -> bool:
        kept = trust()
        good = True
        for each in PdfFileReader(BytesIO(pdf)).embedded_regular_signatures:
            context = ValidationContext(
                trust_roots=list(kept.roots), other_certs=list(kept.others), crls=list(kept.lists), allow_fetching=False
            )
            good = validate_pdf_signature(each, context).bottom_line and good
        return good


def _captured() -> str:
    """The very text that our rendering hands to Typst."""
    return json.dumps(prepared(DATA), ensure_ascii=False)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing."""
