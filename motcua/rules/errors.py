"""Errors of the rules. Their words are Vietnamese and may be shown to a citizen as they are."""

from __future__ import annotations


def gettext_noop(text: str) -> str:
    """Mark `text` for the translators; the translation itself is made upstairs, where a language is known."""
    return text


class Unfit(ValueError):
    """A value does not have the shape the law gives it.

    `template` is the Vietnamese sentence with `%(name)s` places, `params` what stands in them, so that a page
    may translate the template; `str(error)` and `error.message` are the finished Vietnamese sentence.
    """

    def __init__(self, template: str, **params: object) -> None:
        self.template = template
        self.params = params
        self.message = template % params if params else template
        super().__init__(self.message)


class OutOfCalendar(ValueError):
    """A date lies outside the years for which a working calendar is known."""
