"""How an entry, the overall chain and a checkpoint are turned into bytes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

FIRST = ""  # the `previous` of the first entry of a stream, and the chain before the first position


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: Any) -> str:
    """JSON that is the same text for the same value: sorted keys, no spaces, UTF-8 letters kept."""
    return _encode(value)


def entry_hash(*, stream: str, number: int, at: str, event: str, actor: str, body: str, previous: str) -> str:
    """SHA-256 (hexadecimal) over everything an entry says, including the hash before it."""
    leaf = canonical([stream, number, at, event, actor, body, previous])
    return hashlib.sha256(leaf.encode()).hexdigest()


def chain_hash(before: str, hash_of_entry: str) -> str:
    """The overall chain after one more entry."""
    return hashlib.sha256(f"{before}\n{hash_of_entry}".encode()).hexdigest()


def checkpoint_text(*, size: int, chain: str, at: str) -> bytes:
    """What a seal signs, in the manner of a signed note: origin, size, chain, time; one a line."""
    return f"motcua journal\n{size}\n{chain}\n{at}\n".encode()
