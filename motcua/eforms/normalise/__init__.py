"""What a person typed, read as the value it means."""

from motcua.eforms.normalise.values import Read, normalise

__all__ = ["Read", "normalise"]
