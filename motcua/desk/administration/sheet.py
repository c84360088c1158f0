"""One page with a few questions and one button: shown, answered, or shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.base.kit.field_view import ChoiceView, FieldView
from motcua.desk.pages.head import with_head
from motcua.directory.api import User, address_of, prove_second_factor, proven_lately, remember_proof

LONGEST_ANSWER = 60_000  # a chain of certificates
SECOND_CODE = "second_code"
NO_DAY = _("Ghi ngày, tháng, năm bằng số, ví dụ 26/08/2026.")


@dataclass(frozen=True)
class Typed:
    """What was typed into the boxes of a page; before anything was, what stands there first."""

    values: Mapping[str, str] = field(default_factory=dict)

    def said(self, name: str) -> str:
        """What stands in a box, without spaces around it."""
        return self.values.get(name, "").strip()

    def day(self, name: str) -> date | None:
        """The day in three boxes; None where all are empty. Raises `Refusal` for what is no day."""
        parts = [self.said(f"{name}-{part}") for part in ("year", "month", "day")]
        if not any(parts):
            return None
        try:
            return date(*(int(each) for each in parts))
        except ValueError as error:
            raise Refusal(NO_DAY, fields={name: NO_DAY}) from error

    def text(self, name: str, label: object, **more: Any) -> FieldView:
        """A line of text, or as `widget` says."""
        more["hint"] = str(more.get("hint", ""))
        return FieldView(name, str(label), value=self.values.get(name, ""), **more)

    def ask_day(self, name: str, label: object, **more: Any) -> FieldView:
        """A day in three boxes."""
        more["hint"] = str(more.get("hint", ""))
        parts = {part: self.values.get(f"{name}-{part}", "") for part in ("day", "month", "year")}
        return FieldView(name, str(label), widget="date", parts=parts, **more)

    def choose(self, name: str, label: object, options: Sequence[tuple[Any, object]], **more: Any) -> FieldView:
        """A few answers laid open, many in a list."""
        more["hint"] = str(more.get("hint", ""))
        chosen = self.values.get(name, "")
        views = [ChoiceView(str(code), str(words), chosen=str(code) == chosen) for code, words in options]
        widget = more.pop("widget", "radio" if len(views) <= 4 else "select")
        return FieldView(name, str(label), widget=widget, choices=views, **more)

    def tick(self, name: str, label: object) -> FieldView:
        """A box to tick."""
        return FieldView(name, str(label), widget="statement", value=self.values.get(name, ""))


@dataclass(frozen=True)
class Sheet:
    """The page: `back` is (address, words); `warnings` say what cannot be undone; `grave` colours the button.

    `sensitive`: asks for the second factor anew, unless it was proven a few minutes ago.
    """

    title: object
    button: object
    back: tuple[str, object]
    note: object = ""
    warnings: Sequence[object] = ()
    grave: bool = False
    sensitive: bool = False
    done: object = ""
    template: str = "desk/administration/sheet.html"
    more: Mapping[str, Any] = field(default_factory=dict)


Fields = Callable[[Typed], Sequence[FieldView]]
Perform = Callable[[Typed], HttpResponse | None]


def no_questions(typed: Typed) -> Sequence[FieldView]:
    """A page that only asks "really?"."""
    return []


def answer(
    request: HttpRequest,
    sheet: Sheet,
    perform: Perform,
    fields: Fields = no_questions,
    first: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the page (`first` in its boxes), or do what it is for and go back; `perform` may answer a page of its own.

    A `Refusal` is shown on the page with what was typed; who may not gets the refusal's own page.
    """
    asks = sheet.sensitive and not proven_lately(request.session)
    questions = (lambda typed: [*fields(typed), _ask_code(typed)]) if asks else fields
    if request.method != "POST":
        return _page(request, sheet, questions(Typed({name: str(value) for name, value in (first or {}).items()})))
    typed = Typed({name: str(value)[:LONGEST_ANSWER] for name, value in request.POST.items()})
    try:
        if asks:
            _prove(request, typed.said(SECOND_CODE))
        shown = perform(typed)
    except (Forbidden, NotFound):
        raise
    except Refusal as refusal:
        proven = asks and proven_lately(request.session)
        return _page(request, sheet, (fields if proven else questions)(typed), refusal)
    if shown is not None:
        return shown
    messages.success(request, str(sheet.done), extra_tags="done")
    return HttpResponseRedirect(sheet.back[0])


def _ask_code(typed: Typed) -> FieldView:
    hint = _("Việc này cần chắc đúng là ông/bà. Mở ứng dụng xác thực trên điện thoại.")
    return FieldView(
        SECOND_CODE,
        str(_("Mã xác thực 6 số")),
        hint=str(hint),
        input_mode="numeric",
        autocomplete="one-time-code",
        size="short",
    )


def _prove(request: HttpRequest, code: str) -> None:
    prove_second_factor(cast(User, request.user), code, address=address_of(request))
    remember_proof(request.session)


def day_boxes(name: str, day: date | None) -> dict[str, str]:
    """The three boxes of a day, for `first`."""
    if day is None:
        return {}
    return {f"{name}-day": f"{day.day}", f"{name}-month": f"{day.month}", f"{name}-year": f"{day.year}"}


def _page(
    request: HttpRequest, sheet: Sheet, fields: Sequence[FieldView], refusal: Refusal | None = None
) -> HttpResponse:
    wrong = refusal.fields if refusal else {}
    known = {each.id for each in fields} | {"file", "current", "new", "again"}
    problems = [{"field": name, "message": words} for name, words in wrong.items() if name in known]
    context = with_head(
        request,
        sheet=sheet,
        fields=[replace(each, problem=str(wrong.get(each.id, ""))) for each in fields],
        refusal=refusal,
        wrong=wrong,
        problems=problems,
        **sheet.more,
    )
    return render(request, sheet.template, context, status=422 if refusal else 200)
