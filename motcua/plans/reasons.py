"""Why a file could not be read: kept in Vietnamese by the worker, read in the language of whoever looks."""

from __future__ import annotations

from motcua.base.kept_words import KeptWords

REASONS = KeptWords()
