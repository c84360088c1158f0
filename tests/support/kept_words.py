"""Whatever language somebody reads, what is kept is Vietnamese: English that can be told from everything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from django.utils import translation
from django.utils.translation import trans_real

MARK = "⟦en⟧"


@contextmanager
def reading_english() -> Iterator[None]:
    """Every sentence that somebody reads now begins with the mark, in words that stay as they are."""
    english = trans_real.translation("en")
    with (
        patch.object(english, "gettext", lambda text: f"{MARK}{text}" if text else text),
        patch.object(english, "ngettext", lambda one, many, n: MARK + (one if n == 1 else many)),
        translation.override("en"),
    ):
        yield


def kept_as_read() -> list[str]:
    """Every text in the database that was kept as its writer read it: "table.column: text"."""
    found = []
    for model in apps.get_models():
        columns = [each for each in model._meta.concrete_fields if isinstance(each, CharField | TextField | JSONField)]
        for column in columns:
            texts = model._base_manager.values_list(column.attname, flat=True)
            found += [
                f"{model._meta.db_table}.{column.column}: {text}"
                for text in texts
                if MARK in (text if isinstance(text, str) else json.dumps(text, ensure_ascii=False, default=str))
            ]
    return found
