"""What of a pack could not be read, and which rules therefore must not blame anything for not being there."""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.catalogue.packs.finding import Finding
from motcua.catalogue.packs.reading import Path_

_FIELD = ("form", "sections", "fields")
_NAMES, _TYPES, _REPEAT = (*_FIELD, "id"), (*_FIELD, "type"), ("form", "sections", "repeat")
_PREFILL, _OPTIONS, _PAGES = (*_FIELD, "prefill"), (*_FIELD, "options"), ("form", "pages", "fields")
_WHOLE = (("form", "sections"), ("limits", "value"), ("results", "id"), ("route", "id"), ("legal", "number"))

# Rule → the keys whose loss makes what it says untrue.
NEEDS: dict[str, tuple[Path_, ...]] = {
    "asks_what_is_known": (_PREFILL, (*_FIELD, "ask_again_reason")),
    "component_condition_missing": (("components", "condition"), ("components", "condition_text")),
    "component_proof_missing": (("components", "proven_by"),),
    "component_proof_unknown": (_NAMES, _REPEAT, (*_PREFILL, "source"), ("components", "replaced_by")),
    "component_source_missing": (("components", "replaced_by"),),
    "condition_impossible": (_TYPES, (*_OPTIONS, "value"), (*_FIELD, "min"), (*_FIELD, "max")),
    "condition_unknown_field": (_NAMES,),
    "end_to_end_incomplete": (*_WHOLE, ("channels",)),
    "exemption_fee_unknown": (("fees", "code"),),
    "fee_amount_missing": (("fees", "amount"), ("fees", "tiers"), ("fees", "set_by")),
    "fee_channel_missing": (("fees", "channel"), ("fees", "code"), ("channels",)),
    "fee_legal_missing": (("fees", "legal"), ("fees", "confidence")),
    "fee_overlap": tuple(("fees", key) for key in ("channel", "condition", "valid_from", "valid_to")),
    "fee_quantity_missing": (_NAMES, _TYPES, ("fees", "quantity"), ("fees", "unit")),
    "hidden_without_source": (_PREFILL,),
    "limit_channel_missing": (("limits",), ("channels",)),
    "limit_online_longer": (("limits",),),
    "limit_without_default": (("limits",),),
    "locked_without_source": (_PREFILL,),
    "options_empty": (_OPTIONS,),
    "page_field_missing": (_PAGES, _NAMES, _PREFILL, (*_FIELD, "hidden"), (*_FIELD, "required")),
    "page_field_unknown": (_NAMES, _REPEAT, ("form", "sections", "id")),
    "page_optional_required": ((*_FIELD, "required"), _REPEAT),
    "pages_missing": (_PAGES,),
    "pattern_without_message": ((*_FIELD, "pattern_message"),),
    "prefill_of_unknown": (_NAMES, _TYPES),
    "prefill_path_unknown": (_NAMES,),
    "print_field_unknown": (_NAMES,),
    "route_order": (("route", "kind"),),
    "route_shares": (("route", "share"),),
    "route_sign_missing": (("route", "kind"),),
    "route_step_missing": (("route", "kind"),),
    "settled_at_no_place": (_NAMES, _TYPES, _REPEAT),
    "unique_field_unknown": (_NAMES, _REPEAT),
}


@dataclass(slots=True)
class Gaps:
    """`shaky`: places where nothing can be judged. `lost`: keys (without numbers) whose content is not known."""

    shaky: set[Path_] = field(default_factory=set)
    lost: set[Path_] = field(default_factory=set)
    untold: set[Finding] = field(default_factory=set)

    def of(self, path: Path_, *, lost: bool = True) -> None:
        """What stands at `path` could not be read. `lost` False: it is there, only not to be trusted."""
        if path:
            self.shaky.add(path)
        if lost:
            self.lost.add(tuple(part for part in path if isinstance(part, str)))

    def untrue(self, path: Path_, rule: str) -> bool:
        """Whether what `rule` says at `path` may only be so because something could not be read."""
        if any(path[: len(place)] == place for place in self.shaky):
            return True
        return any(_one_within(key, need) for need in NEEDS.get(rule, ()) for key in self.lost)


def _one_within(one: Path_, other: Path_) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
