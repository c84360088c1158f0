"""Bytes on the wire, requests and largest contentful paint of every citizen page on its first view, phone in Chromium.

The phone: 360 × 740, processor four times slower, 1.6 Mbit/s with 150 ms (Lighthouse's slow 4G), nothing in the cache.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Page

from benchmarks.chromium import Theatre, theatre
from benchmarks.ground import tell
from tests.browser.citizen import Citizen
from tests.browser.people import EIGHT
from tests.browser.test_whole_way import COMMUNES, at_desk, do, wait_for

BYTES_GOAL, REQUESTS_GOAL = 14_000, 2
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
CPU_SLOWDOWN = 4
PUBLIC = {
    "home": "/",
    "find": "/tim/?q=khai+sinh",
    "find_nothing": "/tim/?q=zzzzqq",
    "procedures": "/thu-tuc/",
    "procedure": "/thu-tuc/birth_registration/",
    "procedure_with_papers": "/thu-tuc/building_permit_new/",
    "life_event": "/viec/birth/",
    "track": "/tra-cuu/",
    "check_result": "/kiem-tra/",
    "check_result_unknown": "/kiem-tra/ABCD-EFGH-JKLM/",
    "public_figures": "/so-lieu/",
    "public_figures_agency": "/so-lieu/H99-31/",
    "privacy": "/du-lieu-cua-toi/",
    "sign_in": "/dang-nhap/",
    "session_ended": "/dang-nhap/?het_phien",
    "not_found": "/khong-co-trang-nay/",
}
OWN = {
    "home_signed_in": "/",
    "my_dossiers": "/ho-so/",
    "my_papers": "/giay-to/",
    "inbox": "/hop-thu/",
    "me": "/toi/",
    "acting_for": "/lam-thay/",
}
PERMIT, COPY, SINGLE = (
    next(each for each in EIGHT if each.slug == slug)
    for slug in ("building_permit_new", "civil_status_copy", "marital_status_certificate")
)
LARGEST_PAINT = """() => new Promise(done => { new PerformanceObserver(list =>
  done(list.getEntries().at(-1).startTime)).observe({type: 'largest-contentful-paint', buffered: true});
  setTimeout(() => done(null), 3000) })"""


def run() -> dict[str, Any]:
    """Every page with `bytes`, `requests`, `lcp_ms`; the largest of each; pages beyond the goal by name."""
    with theatre() as stage:
        phone = stage.phone()
        _view(stage, phone, PUBLIC["home"])  # the server's own first answer is not what is measured
        found = {name: _view(stage, phone, path) for name, path in PUBLIC.items()}
        phone.close()
        for signed_in in (_with_papers, _with_a_fee, _asked_and_answered):
            phone = stage.phone()
            found |= signed_in(stage, phone)
            phone.close()
    beyond = [name for name, each in found.items() if each["bytes"] > BYTES_GOAL or each["requests"] > REQUESTS_GOAL]
    largest = {key: max(each[key] or 0 for each in found.values()) for key in ("bytes", "requests", "lcp_ms")}
    return {"largest": largest, "beyond_goal": beyond, "pages": found}


def _with_papers(stage: Theatre, phone: BrowserContext) -> dict[str, dict[str, Any]]:
    """Questions, a paper, the letter and its changes, of a draft that wants a photograph."""
    tell("a form with papers")
    citizen = stage.citizen(phone)
    citizen.begin(PERMIT.slug, PERMIT.name)
    found = {"question": _here(stage, phone, citizen)}
    citizen.answer_all(PERMIT.said)
    found["paper"] = _here(stage, phone, citizen)
    citizen.hand_in_papers()
    top = citizen.page.url.split("xem-lai/")[0].removeprefix(stage.stage.address)
    way = {
        "check": "xem-lai/",
        "paper_given": "giay-to/drawings/",
        "change": "sua/floors/",
        "dispute": "sua/parcel_number/",
    }
    return found | {name: _view(stage, phone, top + path) for name, path in way.items()}


def _with_a_fee(stage: Theatre, phone: BrowserContext) -> dict[str, dict[str, Any]]:
    """What comes after filing, and what is the person's own."""
    tell("a dossier with a fee")
    citizen = stage.citizen(phone)
    citizen.begin(COPY.slug, COPY.name)
    citizen.answer_all(COPY.said)
    code = citizen.file()
    found = {"filed": _here(stage, phone, citizen)}
    citizen.press("Xem hồ sơ của tôi")
    dossier = citizen.page.url.removeprefix(stage.stage.address)
    way = {"dossier": "", "pay": "nop-phi/", "withdraw": "rut/"}
    found |= {name: _view(stage, phone, dossier + path) for name, path in way.items()}
    found["track_found"] = _view(stage, phone, f"/tra-cuu/?ma={code}")
    return found | {name: _view(stage, phone, path) for name, path in OWN.items()}


def _asked_and_answered(stage: Theatre, phone: BrowserContext) -> dict[str, dict[str, Any]]:
    """What the desk leads to: a supplement, then a result, then the rating by its link."""
    tell("a dossier that the desk asks about, settles and returns")
    citizen = stage.citizen(phone)
    citizen.begin(SINGLE.slug, SINGLE.name)
    citizen.answer_all(SINGLE.said)
    citizen.hand_in_papers()
    code = citizen.file()
    [(dossier,)] = stage.stage.rows("select public_id from dossiers_dossier where code = ?", code)
    clerk = at_desk(stage.desk, stage.stage, f"tiepnhan.{COMMUNES[code[:6]]}", dossier)
    _ask_for_more(clerk)
    found = {"dossier_supplement": _view(stage, phone, f"/ho-so/{dossier}/")}
    found["supplement"] = _view(stage, phone, f"/ho-so/{dossier}/bo-sung/")
    citizen.go(f"/ho-so/{dossier}/bo-sung/")
    citizen.type("note", "Vay vốn")
    citizen.tap("main form .btn")
    _settle(stage, clerk, code, dossier)
    citizen.go(f"/ho-so/{dossier}/")
    found["dossier_returned"] = _here(stage, phone, citizen)
    citizen.press("Đánh giá")
    return found | {"rate": _here(stage, phone, citizen)}


def _ask_for_more(clerk: Page) -> None:
    """Everything is good but the form."""
    case = clerk.url
    clerk.goto(case + "yeu-cau-bo-sung")
    for paper in clerk.locator("input[type=radio][name^='v-'][value=good]").all():
        paper.check()
    clerk.locator("input[name='v-form'][value=wrong]").check()
    clerk.locator("[name='w-form']").fill("Ghi rõ mục đích")
    clerk.locator("[name=reason]").fill("Chưa rõ mục đích")
    clerk.locator("main form .btn:not(.quiet)").first.click()
    clerk.goto(case)


def _settle(stage: Theatre, clerk: Page, code: str, dossier: str) -> None:
    """Through clerk, officer and signer, until the worker has returned the result."""
    commune = COMMUNES[code[:6]]
    clerk.reload()
    do(clerk, "tiep-nhan")
    officer = at_desk(stage.desk, stage.stage, f"hotich.{commune}", dossier)
    for deed in ("nhan-viec", "du-thao", "chuyen-buoc"):
        do(officer, deed)
    do(at_desk(stage.desk, stage.stage, f"phochutich.{commune}", dossier), "ky")
    wait_for(stage.stage, dossier, "returned")


def _here(stage: Theatre, phone: BrowserContext, citizen: Citizen) -> dict[str, Any]:
    """The page where the citizen stands, opened anew."""
    return _view(stage, phone, citizen.page.url.removeprefix(stage.stage.address))


def _view(stage: Theatre, phone: BrowserContext, path: str) -> dict[str, Any]:
    page = phone.new_page()
    cdp = phone.new_cdp_session(page)
    sizes: list[float] = []
    asked: list[str] = []
    cdp.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    cdp.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    cdp.send("Network.enable")
    cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
    cdp.send("Network.emulateNetworkConditions", SLOW_4G)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    page.goto(stage.stage.address + path, wait_until="networkidle")
    painted = page.evaluate(LARGEST_PAINT)
    page.close()
    return {
        "bytes": round(sum(sizes)),
        "requests": sum(not url.startswith("data:") for url in asked),
        "lcp_ms": None if painted is None else round(painted),
    }
