"""Bytes on the wire, requests and largest contentful paint of every citizen page on its first view, phone in Chromium.

The phone: 360 × 740, processor four times slower, 1.6 Mbit/s with 150 ms (Lighthouse's slow 4G), nothing in the cache.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext

from benchmarks.chromium import Theatre, theatre
from benchmarks.ground import tell
from tests.browser.people import BIRTH

BYTES_GOAL, REQUESTS_GOAL = 14_000, 2
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
CPU_SLOWDOWN = 4
PUBLIC = {
    "home": "/",
    "find": "/tim/?q=khai+sinh",
    "procedures": "/thu-tuc/",
    "procedure": "/thu-tuc/birth_registration/",
    "track": "/tra-cuu/",
    "check_result": "/kiem-tra/",
    "privacy": "/du-lieu-cua-toi/",
    "sign_in": "/dang-nhap/",
}
OWN = {"my_dossiers": "/ho-so/", "my_papers": "/giay-to/", "inbox": "/hop-thu/", "me": "/toi/"}
LARGEST_PAINT = """() => new Promise(done => { new PerformanceObserver(list =>
  done(list.getEntries().at(-1).startTime)).observe({type: 'largest-contentful-paint', buffered: true});
  setTimeout(() => done(null), 3000) })"""


def run() -> dict[str, Any]:
    """Every page with `bytes`, `requests`, `lcp_ms`; the largest of each; pages beyond the goal by name."""
    with theatre() as stage:
        phone = stage.phone()
        _view(stage, phone, PUBLIC["home"])  # the server's own first answer is not what is measured
        found = {name: _view(stage, phone, path) for name, path in PUBLIC.items()}
        own = _signed_in(stage, phone)
        found |= {name: _view(stage, phone, path) for name, path in own.items()}
        phone.close()
    beyond = [name for name, each in found.items() if each["bytes"] > BYTES_GOAL or each["requests"] > REQUESTS_GOAL]
    largest = {key: max(each[key] or 0 for each in found.values()) for key in ("bytes", "requests", "lcp_ms")}
    return {"largest": largest, "beyond_goal": beyond, "pages": found}


def _signed_in(stage: Theatre, phone: BrowserContext) -> dict[str, str]:
    """Sign in and file one dossier, collecting the addresses of the pages on the way that can be looked at again."""
    tell("signing in and filing")
    way: dict[str, str] = {}
    citizen = stage.citizen(phone)

    def here(name: str) -> None:
        if name.startswith("ask-") and not name.endswith("-filled"):
            way.setdefault("question", citizen.page.url.removeprefix(stage.stage.address))

    citizen.look = here
    citizen.begin(BIRTH.slug, BIRTH.name)
    measured: dict[str, str] = dict(OWN)
    if "/hoi/" in citizen.page.url:
        here("ask-first")
    return measured | way | {"check": way["question"].split("hoi/")[0] + "xem-lai/"}


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
