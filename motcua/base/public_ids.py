"""Identifiers that may stand in an address: short, unguessable, no letter mistaken for another."""

from __future__ import annotations

import secrets

# Crockford's alphabet: no I, L, O, U.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12  # 60 bits


def new_public_id() -> str:
    """A fresh identifier of 12 characters (60 random bits)."""
    bits = secrets.randbits(5 * LENGTH)
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(0, 5 * LENGTH, 5))
