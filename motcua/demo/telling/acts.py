"""What happens to a dossier after it was filed: each verb of the script calls the action of its room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from motcua.base.clock import HO_CHI_MINH, today
from motcua.catalogue.api import pack_of, result_data
from motcua.demo.telling import people
from motcua.demo.telling.script import Told, written
from motcua.directory.api import Viewer, viewer_of_staff
from motcua.dossiers import api as dossiers
from motcua.dossiers.api import Dossier
from motcua.feedback.api import rate as give_rating
from motcua.feedback.api import token_of
from motcua.rules.calendar import standard_calendar
from motcua.rules.clock import TimeLimit, TimeUnit
from motcua.rules.codes import Delivery

Act = Callable[[Told, Dossier, str], object]
POLICE = "temporary_residence"


def accept(told: Told, dossier: Dossier, words: str) -> None:
    """The clerk accepts and passes on."""
    dossiers.accept(dossier=dossier, by=_clerk(told))


def receive(told: Told, dossier: Dossier, words: str) -> None:
    """The clerk accepts; it goes on tomorrow."""
    dossiers.accept(dossier=dossier, by=_clerk(told), pass_on_now=False)


def refuse(told: Told, dossier: Dossier, words: str) -> None:
    """words: code of the reason, then what the applicant reads."""
    reason, _, said = words.partition(" ")
    dossiers.refuse(dossier=dossier, reason=reason, words=said, by=_clerk(told))


def take(told: Told, dossier: Dossier, words: str) -> None:
    """Whose turn it is takes the step."""
    dossiers.take(dossier=dossier, by=_whose_turn(told, dossier))


def finish(told: Told, dossier: Dossier, words: str) -> None:
    """Whose turn it is finishes the step; before a signature the result is drafted."""
    dossiers.finish_step(dossier=dossier, by=_whose_turn(told, dossier))


def draft(told: Told, dossier: Dossier, words: str) -> None:
    """The officer drafts every result the pack prints, and passes on."""
    by, pack = _whose_turn(told, dossier), pack_of(dossier.procedure_version_id)
    for each in pack.results:
        if each.template:
            data = result_data(pack, each.id, dossier.answers)
            data |= {name: data.get(name) or said for name, said in _from_the_books(told).items()}
            dossiers.draft_result(dossier=dossier, key=each.id, data=data, by=by)
    dossiers.finish_step(dossier=dossier, by=by)


def sign(told: Told, dossier: Dossier, words: str) -> None:
    """Whose turn it is signs; the job that follows numbers, seals and issues."""
    dossiers.sign_result(dossier=dossier, by=_whose_turn(told, dossier))


def correct(told: Told, dossier: Dossier, words: str) -> None:
    """The officer who drafted it drafts the result again. words: a box, what it is to say, " | ", what was wrong."""
    box, _, said = words.partition(" ")
    value, _, wrong = said.partition(" | ")
    old = dossiers.in_place(dossier).get()
    if old.drafted_by is None:
        raise LookupError(f"nobody drafted the result of {dossier.code}")
    by = viewer_of_staff(old.drafted_by)
    dossiers.correct_result(dossier=dossier, wrong=wrong, data=old.data | {box: value}, by=by)


def sign_correction(told: Told, dossier: Dossier, words: str) -> None:
    """Who signs for the commune signs it; the job that follows puts it in the place of the old one."""
    dossiers.sign_result(dossier=dossier, by=people.does(told, "signer", ""))


def give(told: Told, dossier: Dossier, words: str) -> None:
    """Handed over at the desk."""
    name = dossier.applicant.full_name if dossier.applicant else ""
    dossiers.return_result(dossier=dossier, how=Delivery.COUNTER, to=name, evidence="Sổ trả kết quả", by=_clerk(told))


def rate(told: Told, dossier: Dossier, words: str) -> None:
    """words: level, reason, comment."""
    level, *rest = words.split(" ", 2)
    comment = rest[1] if len(rest) > 1 else ""
    give_rating(token=token_of(dossier.public_id), level=int(level), reasons=rest[:1], comment=comment)


def supplement(told: Told, dossier: Dossier, words: str) -> None:
    """words: what to mend (a component, or "form"), then what to do."""
    component, _, what = words.partition(" ")
    checklist = dict.fromkeys((each.id for each in pack_of(dossier.procedure_version_id).components), "good")
    dossiers.ask_supplement(
        dossier=dossier,
        checklist=checklist | {component: "wrong"},
        items=[{"component": component, "what": what}],
        reason="Tờ khai chưa đủ thông tin để giải quyết.",
        by=_clerk(told),
    )


def withdraw(told: Told, dossier: Dossier, words: str) -> None:
    """The applicant changed their mind."""
    dossiers.withdraw(dossier=dossier, reason="Không cần bản sao nữa", by=people.citizen(told))


def stop(told: Told, dossier: Dossier, words: str) -> None:
    """words: the reason the applicant reads."""
    dossiers.stop(dossier=dossier, reason=words, by=_whose_turn(told, dossier))


def apologise(told: Told, dossier: Dossier, words: str) -> None:
    """words: in how many working days it will be done, then the reason."""
    days, _, reason = words.partition(" ")
    day = standard_calendar().after(today(), int(days))
    new_due = datetime.combine(day, time(16, 30), tzinfo=HO_CHI_MINH)
    dossiers.ask_apology(dossier=dossier, new_due=new_due, reason=reason, by=_whose_turn(told, dossier))


def sign_apology(told: Told, dossier: Dossier, words: str) -> None:
    """Who signs for the commune signs the apology; the job that follows sends it."""
    dossiers.sign_apology(dossier=dossier, by=people.does(told, "signer", ""))


def opinion(told: Told, dossier: Dossier, words: str) -> None:
    """The officer asks the tax office of the commune."""
    dossiers.ask_opinion(
        dossier=dossier,
        agency=people.commune(told),
        unit="tax",
        question="Người đăng ký có đang nợ thuế hoặc đứng tên hộ kinh doanh khác không?",
        limit=TimeLimit(2, TimeUnit.WORKING_DAY),
        by=_whose_turn(told, dossier),
    )


def _from_the_books(told: Told) -> dict[str, str]:
    added: dict[str, str] = dict(written()["results"].get(told.procedure, {}))
    return added | {"registered_at": people.commune(told).name} if added else {}


def _clerk(told: Told) -> Viewer:
    return people.staff(told, "congan" if told.procedure == POLICE else "tiepnhan")


def _whose_turn(told: Told, dossier: Dossier) -> Viewer:
    step = dossier.current_step
    if step is None:
        raise LookupError(f"{dossier.code} is at no step")
    return people.does(told, step.role, step.unit)


ACTS: dict[str, Act] = {
    "accept": accept,
    "receive": receive,
    "refuse": refuse,
    "take": take,
    "finish": finish,
    "draft": draft,
    "sign": sign,
    "correct": correct,
    "sign_correction": sign_correction,
    "return": give,
    "rate": rate,
    "supplement": supplement,
    "withdraw": withdraw,
    "stop": stop,
    "apologise": apologise,
    "sign_apology": sign_apology,
    "opinion": opinion,
}
