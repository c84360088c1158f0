"""Django's templates, whose values go with the page (docs/decisions/0016)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends.django import DjangoTemplates, Template, reraise
from django.template.context import make_context


class Pages(DjangoTemplates):
    """Django's own engine; only what a page was drawn with is let go once it is drawn."""

    def get_template(self, template_name: str) -> Page:
        """As Django's. Raises `TemplateDoesNotExist`."""
        return Page(super().get_template(template_name).template, self)

    def from_string(self, template_code: str) -> Page:
        """As Django's."""
        return Page(super().from_string(template_code).template, self)


class Page(Template):
    """A template as a whole page."""

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> Any:
        """As Django's. A context and its layers hold each other: left alone, all they name would wait for the
        collector of cycles."""
        made = make_context(context, request, autoescape=self.backend.engine.autoescape)
        try:
            return self.template.render(made)
        except TemplateDoesNotExist as missing:
            reraise(missing, self.backend)
        finally:
            made.dicts.clear()
