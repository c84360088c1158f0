"""What came to which account, kept as one JSON text a line so that a restart forgets nothing."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """One transfer that arrived. `amount` VND, `paid_at` ISO 8601 with zone."""

    number: str
    bin: str
    account: str
    amount: int
    note: str
    paid_at: str


class Ledger:
    """Append and look up."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self._entries = [Entry(**json.loads(line)) for line in lines]

    def write(self, *, bank_bin: str, account: str, amount: int, note: str, paid_at: datetime) -> Entry:
        """Record one more transfer and answer it with its number."""
        with self._lock:
            number = f"FT{paid_at:%y%j}{len(self._entries) + 1:06d}"
            entry = Entry(number, bank_bin, account, amount, note, paid_at.isoformat())
            with self._path.open("a", encoding="utf-8") as out:
                out.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
            self._entries.append(entry)
        return entry

    def since(self, *, bank_bin: str, account: str, moment: datetime) -> list[Entry]:
        """Transfers to the account at or after `moment`."""
        return [
            entry
            for entry in self._entries
            if (entry.bin, entry.account) == (bank_bin, account) and datetime.fromisoformat(entry.paid_at) >= moment
        ]
