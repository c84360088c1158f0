"""Typesetting: data into a PDF page by a Typst template, with the fonts that came with the program."""

from motcua.base.typeset.compiler import TypesetError, typeset

__all__ = ["TypesetError", "typeset"]
