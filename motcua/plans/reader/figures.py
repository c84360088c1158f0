"""What a printed Vietnamese figure is worth."""

from __future__ import annotations


def worth(text: str) -> float | int:
    """ "12.500" is 12500, "74,5" is 74.5. `ValueError` where it is none."""
    whole = text.replace(".", "")
    return float(whole.replace(",", ".")) if "," in whole else int(whole)
