"""Errors whose message a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self


class Refusal(Exception):
    """An action that could not be done, said in a sentence for the person who asked.

    `message` is a (lazily) translated sentence that says how to mend it; `fields` maps a form field to its own
    sentence where several things are wrong at once.
    """

    status = 409

    def __init__(self, message: object, *, fields: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fields = dict(fields or {})

    @classmethod
    def of_fields(cls, wrong: Mapping[str, object]) -> Self:
        """Several form fields are wrong: the first one's sentence is the message."""
        return cls(next(iter(wrong.values())), fields=wrong)

    def __str__(self) -> str:
        return str(self.message)


class Forbidden(Refusal):
    """The person may not do or see this."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or it is not this person's: the two are never told apart."""

    status = 404
