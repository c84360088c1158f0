"""A draft as it stands: its sheet, its papers, what is wrong. One query, one more for papers, the rest in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from weakref import proxy

from django.utils.translation import gettext as _

from motcua.base.clock import today
from motcua.base.kept_query import KeptQuery
from motcua.catalogue.api import pack_of, say
from motcua.eforms.checks import Problem, field_problems, row_problems
from motcua.eforms.compile import CompiledForm, CompiledPage, compile_form
from motcua.eforms.held import Held
from motcua.eforms.models import Answer, Draft, DraftPaper
from motcua.eforms.needs import Need, need_problems, needs
from motcua.eforms.pages import is_to_ask
from motcua.eforms.sheet import Sheet, build_sheet

MOST_FORMS = 300
_forms: dict[str, CompiledForm] = {}
_answers: KeptQuery[Answer] = KeptQuery(lambda draft: Answer.objects.filter(draft_id=draft), int)
_papers: KeptQuery[DraftPaper] = KeptQuery(
    lambda draft: DraftPaper.objects.filter(draft_id=draft).select_related("file", "paper"), int
)


@dataclass
class State:
    """Made by `state_of`; a new one is made after every change."""

    draft: Draft
    sheet: Sheet

    @property
    def form(self) -> CompiledForm:
        """The compiled form of the pinned version."""
        return self.sheet.form

    @cached_property
    def papers(self) -> tuple[DraftPaper, ...]:
        """Files of the draft that count, in order."""
        return tuple(each for each in self._attached if each not in self.lapsed)

    @cached_property
    def lapsed(self) -> tuple[DraftPaper, ...]:
        """Papers of the vault that were taken for it and lost their force since, while it is still open."""
        if self.draft.state != Draft.State.OPEN:
            return ()
        return tuple(each for each in self._attached if each.paper is not None and not each.paper.in_force(today()))

    @cached_property
    def _attached(self) -> tuple[DraftPaper, ...]:
        return tuple(papers_of_draft(self.draft.pk))

    @cached_property
    def needs(self) -> list[Need]:
        """Every component as things stand."""
        attached = Counter(each.component for each in self.papers)
        return needs(self.sheet, attached, self.draft.source_states)

    @cached_property
    def of_answers(self) -> list[Problem]:
        """What is wrong or missing on the question pages, in order of the form; papers are not looked at."""
        return [*field_problems(self.sheet), *self._unmatched(), *row_problems(self.sheet)]

    @cached_property
    def problems(self) -> list[Problem]:
        """Everything wrong or missing, in order of the form, papers last."""
        return [*self.of_answers, *need_problems(self.needs, self.draft.source_states)]

    def of_page(self, page_id: str) -> tuple[Problem, ...]:
        """Of `of_answers` what one page has, worked out for that page alone: pages are asked for one at a time."""
        found = self._of_pages.get(page_id)
        if found is None:
            rest = (each for each in (*self._unmatched(), *row_problems(self.sheet)) if each.page == page_id)
            found = self._of_pages[page_id] = (*field_problems(self.sheet, page_id), *rest)
        return found

    @cached_property
    def _of_pages(self) -> dict[str, tuple[Problem, ...]]:
        return {}

    def to_ask(self) -> Iterator[CompiledPage]:
        """Pages with something still unknown or wrong, in order; each looked at when it is asked for."""
        for page in self.form.pages:
            if is_to_ask(self.sheet, page, self.of_page(page.id), self.draft.passed):
                yield page

    def _unmatched(self) -> list[Problem]:
        if not self.draft.unmatched:
            return []
        message = _(
            "CSDL dân cư chưa xác nhận số định danh này đi cùng họ tên đã ghi. Xin xem lại; nếu đúng, ông/bà cứ nộp, "
            "cán bộ sẽ kiểm tra."
        )
        return [
            Problem(name, 0, self.form.fields[name].page, "warning", "unmatched", message,
                    say(self.form.fields[name].field.label))
            for name in self.draft.unmatched
            if name in self.form.fields and self.sheet.visible(name)
        ]  # fmt: skip


def papers_of_draft(pk: int) -> list[DraftPaper]:
    """Files of the draft with this key as they are now, each with its file and paper, in order."""
    return _papers.all(pk)


def held_of_draft(pk: int) -> list[Held]:
    """What the answers of the draft with this key hold now."""
    return [Answer.held_in(each) for each in _answers.columns(pk)]


def form_of(draft: Draft) -> CompiledForm:
    """The compiled form of the version the draft is pinned to; compiled once per pack."""
    version = draft.procedure_version
    found = _forms.get(version.pack_sha256)
    if found is None:
        if len(_forms) >= MOST_FORMS:
            _forms.clear()
        found = _forms[version.pack_sha256] = compile_form(pack_of(version.pk))
    return found


def state_of(draft: Draft) -> State:
    """How the draft stands. Kept on the object until `forget_state`."""
    found: State | None = draft.__dict__.get("_as_it_stands")
    if found is None:
        found = stand(draft, held_of_draft(draft.pk))
    return found


def stand(draft: Draft, held: Iterable[Held]) -> State:
    """How the draft stands with these answers, which the caller has just read or written. Kept on the object."""
    sheet = build_sheet(form_of(draft), held, draft.conditions_see, today())
    # Held weakly: things that hold each other wait for the collector of cycles, and all that hangs on them with them.
    found = draft.__dict__["_as_it_stands"] = State(proxy(draft), sheet)
    return found


def forget_state(draft: Draft) -> None:
    """After a change: the next question reads anew."""
    draft.__dict__.pop("_as_it_stands", None)
