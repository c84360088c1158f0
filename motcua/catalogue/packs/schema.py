"""The JSON Schema of a pack, for editors and for other programs."""

from __future__ import annotations

from typing import Any

from motcua.catalogue.pack import Pack


def packs_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a pack file, with the keys as they are written in YAML."""
    schema = Pack.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "motcua pack", **schema}
