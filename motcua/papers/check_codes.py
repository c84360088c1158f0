"""Codes that people type to check a paper: ten letters and digits in two groups, none mistaken for another."""

from __future__ import annotations

import secrets

from django.conf import settings

from motcua.base.public_ids import ALPHABET

LENGTH = 10  # 50 bits: guessing is hopeless at any rate a web server answers
ALIKE = str.maketrans({"o": "0", "i": "1", "l": "1", "u": "v"})


def new_check_code() -> str:
    """A fresh code: "7KM2P-9XQ4D"."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH)).upper()
    return f"{text[:5]}-{text[5:]}"


def tidy_code(typed: str) -> str:
    """What was typed, as it is stored: spaces and dashes aside, o for 0 and l for 1 forgiven. "" if it is no code."""
    text = "".join(each for each in typed.lower() if each.isalnum()).translate(ALIKE)
    if len(text) != LENGTH or any(each not in ALPHABET for each in text):
        return ""
    return f"{text[:5]}-{text[5:]}".upper()


def check_address(code: str) -> str:
    """Where anybody checks the paper with this code; the portal's page."""
    return f"{settings.PUBLIC_URL}/kiem-tra/{code}/"
