"""A practice authority over HTTP, an official and an agency with certificates, a page to sign."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.utils import translation

from motcua.base.actor import system
from motcua.base.clock import now
from motcua.base.typeset import typeset
from motcua.signing.actions.enrol import enrol
from motcua.signing.models import Credential
from motcua.signing.trust import fetch_lists, trust_certificates
from simulators.authority import AuthorityApp, make_authority


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@dataclass
class Running:
    """The authority and where it answers."""

    app: AuthorityApp
    address: str

    @property
    def lists(self) -> list[str]:
        return [f"{self.address}/crl/{house}.crl" for house in ("government", "public")]


def serve(app: AuthorityApp) -> tuple[_Server, str]:
    server = make_server("127.0.0.1", 0, app, server_class=_Server, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}/authority"


@pytest.fixture(scope="session")
def authority_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("authority")
    make_authority(folder)
    return folder


@pytest.fixture
def authority(authority_folder: Path, tmp_path: Path) -> Iterator[Running]:
    """An authority with the session's keys and nobody revoked."""
    shutil.copytree(authority_folder, tmp_path / "authority")
    app = make_authority(tmp_path / "authority")
    server, address = serve(app)
    yield Running(app, address)
    server.shutdown()
    server.server_close()


@pytest.fixture
def house(settings: object, tmp_path: Path, authority: Running) -> Running:
    """An installation that trusts the authority and asks it for the time."""
    with translation.override("vi"):
        settings.MOTCUA_DATA = tmp_path / "data"  # type: ignore[attr-defined]
        settings.MOTCUA_TRUST = ""  # type: ignore[attr-defined]
        settings.MOTCUA_TSA_URL = f"{authority.address}/tsa"  # type: ignore[attr-defined]
        settings.MOTCUA_CRL_URLS = ",".join(authority.lists)  # type: ignore[attr-defined]
        trust_certificates(authority.app.chain_pem(), name="practice")
        fetch_lists()
    return authority


Enrol = Callable[..., Credential]


@pytest.fixture
def enrolled(house: Running, db: None) -> Enrol:
    def make(
        kind: str,
        holder: str,
        name: str,
        number: str = "01",
        organisation: str = "UBND xã Thử Nghiệm",
        since: datetime | None = None,
    ) -> Credential:
        return enrol(
            holder=holder,
            kind=kind,
            common_name=name,
            organisation="UBND xã Thử Nghiệm",
            number=number,
            authority=house.address,
            valid_from=since,
            by=system("test"),
        )

    return make


@pytest.fixture
def leader(enrolled: Enrol) -> Credential:
    return enrolled("official", "staff:7", "Nguyễn Thị Ánh Tuyết")


@pytest.fixture
def agency(enrolled: Enrol) -> Credential:
    return enrolled("agency", "agency:H15.50", "Ủy ban nhân dân xã Thử Nghiệm", "H15.50")


PAGE = """
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4")
#set text(font: "Liberation Serif", size: 13pt)
#show heading: it => it.body
#data.text
#v(300pt)
#align(right, box(width: 66mm, height: 25mm)[#heading(outlined: false, bookmarked: false)[]<ky-ten>])
"""


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One A4 page that asks for a signature."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "page.typ").write_text(PAGE)
    return typeset(folder / "page.typ", {"text": "Giấy chứng nhận số 05/GCN-UBND"}, root=folder, moment=now())
