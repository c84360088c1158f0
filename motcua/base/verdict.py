"""Answers of policies: yes, or no with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.base.errors import Forbidden


@dataclass(frozen=True, slots=True)
class Verdict:
    """Truthy when allowed; `reason` is a sentence for the person, `basis` the article of law where there is one."""

    allowed: bool
    reason: object = ""
    basis: str = ""

    def __bool__(self) -> bool:
        return self.allowed


def allow() -> Verdict:
    """Yes."""
    return Verdict(True)


def refuse(reason: object, basis: str = "") -> Verdict:
    """No, because `reason`."""
    return Verdict(False, reason, basis)


def require(verdict: Verdict) -> None:
    """Raise `Forbidden` with the verdict's reason unless it allows."""
    if not verdict:
        raise Forbidden(verdict.reason)
