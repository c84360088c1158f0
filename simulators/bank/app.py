"""The bank as a small WSGI program: a page to pay on, the account's list, notices to the account's owner."""

from __future__ import annotations

import hashlib
import hmac
import html
import json
import os
import threading
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from simulators.bank.ledger import Entry, Ledger
from simulators.bank.reading import read_qr
from simulators.faults import fault_of

Answer = tuple[str, str, bytes]
# What happens to the notice: told at once, told twice, told late, never told.
NOTICES = {"now": "báo ngay", "twice": "báo hai lần", "late": "báo muộn 20 giây", "never": "không báo"}
LATE_SECONDS = 20.0


def make_bank(folder: Path, address: str) -> Callable[..., Iterable[bytes]]:
    """The program; keeps its ledger in `folder`. Environment: MOTCUA_BANK_KEY, MOTCUA_PUBLIC_URL (for notices)."""
    bank = Bank(Ledger(folder / "ledger.jsonl"), address)

    def program(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        status, kind, body = bank.answer(environ)
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    return program


class Bank:
    """Routes, page, list, payment, notice."""

    def __init__(self, ledger: Ledger, address: str) -> None:
        self.ledger = ledger
        self.address = address
        self.key = os.environ.get("MOTCUA_BANK_KEY", "demo-bank-key")
        self.notice_url = os.environ.get("MOTCUA_PUBLIC_URL", "http://127.0.0.1:8000") + "/thong-bao/ngan-hang/"

    def answer(self, environ: dict[str, Any]) -> Answer:
        """One request."""
        fault = fault_of("bank")
        if fault.mode == "down":
            return "503 Service Unavailable", "text/plain", b""
        if fault.mode == "garbage":
            return "200 OK", "application/json", b'{"transactions": [{"num'
        if fault.mode == "slow":
            threading.Event().wait(fault.seconds)
        parts = environ.get("PATH_INFO", "/").strip("/").split("/")
        query = {key: values[0] for key, values in parse_qs(environ.get("QUERY_STRING", "")).items()}
        try:
            if parts[0] == "accounts" and len(parts) == 4:
                return self._list(parts[1], parts[2], query, environ)
            if parts[0] == "pay" and environ["REQUEST_METHOD"] == "POST":
                return self._pay(environ)
            return self._page(query.get("qr", ""))
        except (ValueError, KeyError) as error:
            return "400 Bad Request", "text/plain; charset=utf-8", str(error).encode()

    def _list(self, bank_bin: str, account: str, query: dict[str, str], environ: dict[str, Any]) -> Answer:
        if environ.get("HTTP_AUTHORIZATION") != f"Bearer {self.key}":
            return "401 Unauthorized", "text/plain", b""
        moment = datetime.fromisoformat(query["since"].replace(" ", "+"))
        rows = [asdict(entry) for entry in self.ledger.since(bank_bin=bank_bin, account=account, moment=moment)]
        if fault_of("bank").mode == "twice":
            rows += rows
        return "200 OK", "application/json", json.dumps({"transactions": rows}).encode()

    def _pay(self, environ: dict[str, Any]) -> Answer:
        raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        form = {key: values[0] for key, values in parse_qs(raw).items()}
        asked = read_qr(form["qr"])
        entry = self.ledger.write(
            bank_bin=asked.bin,
            account=asked.account,
            amount=int(form.get("amount") or asked.amount),
            note=form.get("note") or asked.note,
            paid_at=datetime.now(UTC),
        )
        self._notify(entry, form.get("notice", "now"))
        done = f"<h1>Đã chuyển {entry.amount:,} đ</h1><p>Số giao dịch {entry.number}. Xin quay lại trang hồ sơ.</p>"
        return "200 OK", "text/html; charset=utf-8", _html(done)

    def _notify(self, entry: Entry, manner: str) -> None:
        times = {"now": 1, "late": 1, "twice": 2}.get(manner, 0)
        wait = LATE_SECONDS if manner == "late" else 0.0
        if times:
            threading.Timer(wait, self._send, args=(entry, times)).start()

    def _send(self, entry: Entry, times: int) -> None:
        body = json.dumps(asdict(entry)).encode()
        signature = hmac.new(self.key.encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Signature": signature}
        for _time in range(times):
            try:
                request = urllib.request.Request(self.notice_url, body, headers)  # noqa: S310 - loopback
                urllib.request.urlopen(request, timeout=5).close()  # noqa: S310
            except OSError:
                return

    def _page(self, qr: str) -> Answer:
        told = ""
        if qr:
            asked = read_qr(qr)
            told = f"<p>Đến tài khoản {html.escape(asked.account)}</p><p>Nội dung: {html.escape(asked.note)}</p>"
            told += f'<p><label>Số tiền <input name="amount" value="{asked.amount}"></label></p>'
        choices = "".join(f'<option value="{key}">{word}</option>' for key, word in NOTICES.items())
        page = (
            f'<h1>Ngân hàng mô phỏng</h1><form method="post" action="{html.escape(self.address)}/pay">'
            f'<p><label>Mã QR<br><textarea name="qr" rows="3" cols="40">{html.escape(qr)}</textarea></label></p>{told}'
            f'<p><label>Thông báo cho bên nhận <select name="notice">{choices}</select></label></p>'
            "<p><button>Chuyển tiền</button></p></form>"
        )
        return "200 OK", "text/html; charset=utf-8", _html(page)


def _html(body: str) -> bytes:
    return (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>Ngân hàng mô phỏng</title><style>"
        "body{font:18px/1.5 system-ui;max-width:32rem;margin:2rem auto;padding:0 1rem}"
        "input,textarea,select,button{font:inherit;padding:.5rem;max-width:100%}</style>" + body
    ).encode()
