"""The demo's past: dossiers in every state, told with the real actions at the moments they happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from motcua.base.clock import HO_CHI_MINH, freeze, now
from motcua.base.jobs.registry import task_named
from motcua.base.jobs.sweep import run_due
from motcua.catalogue.api import current_version
from motcua.demo.telling.acts import ACTS
from motcua.demo.telling.filing import file
from motcua.demo.telling.money import PAYMENTS, unknown_money
from motcua.demo.telling.practice_clock import stamp_at
from motcua.demo.telling.script import FILE, MONEY, Scene, scenes
from motcua.dossiers.api import Dossier

# Signing stamps the moment; what the authority says must be what the paper says.
STAMPED = ("sign", "sign_correction", "sign_apology")
BREATH = timedelta(seconds=1)
EVERY = 10


def tell_history(tell: Callable[[str], None]) -> None:
    """Make the past unless there is one already. Needs the simulators; raises what the actions raise."""
    if Dossier.objects.exists():
        return
    true_now = now()
    told = [scene for scene in scenes() if scene.moment < true_now - timedelta(minutes=1)]
    past = [scene for scene in told if was_offered(scene)]
    try:
        _Teller(tell, len(past)).play(past)
    finally:
        stamp_at(None)
    _watch_clocks()
    _work_off()


def was_offered(scene: Scene) -> bool:
    """Whether the procedure of the scene was in force when its dossier was filed: laws end, the story does not."""
    if scene.told is None:
        return True
    try:
        current_version(scene.told.procedure, on=scene.told.filed.astimezone(HO_CHI_MINH).date())
    except LookupError:
        return False
    return True


class _Teller:
    """Plays scenes in their order, each at its moment, with the jobs that follow from it."""

    def __init__(self, tell: Callable[[str], None], total: int) -> None:
        self._tell, self._total = tell, total
        self._dossiers: dict[int, int] = {}
        self._last: datetime | None = None

    def play(self, past: list[Scene]) -> None:
        """All of them."""
        for count, scene in enumerate(past, start=1):
            self._new_day(scene.moment)
            self._act(scene)
            if count % (self._total // EVERY + 1) == 0:
                self._tell(f"  {scene.moment:%d/%m/%Y} ({count} of {self._total})")

    def _new_day(self, moment: datetime) -> None:
        """Every evening the clocks are looked at, so that warnings carry the day they were due."""
        if self._last is None or moment.date() == self._last.astimezone(HO_CHI_MINH).date():
            return
        with freeze(self._not_before(moment.replace(hour=0, minute=5))):
            _watch_clocks()
            _work_off()

    def _act(self, scene: Scene) -> None:
        at = self._not_before(scene.moment)
        with freeze(at):
            if scene.act in STAMPED:
                stamp_at(at)
            self._do(scene)
        # Filing takes its minutes; what follows comes after it.
        self._last = max(at, scene.told.filed) if scene.act == FILE and scene.told else at
        with freeze(self._last + BREATH):
            _work_off()
        self._last += BREATH

    def _do(self, scene: Scene) -> None:
        if scene.act == MONEY:
            unknown_money(scene.row)
        elif scene.act == FILE and scene.told is not None:
            self._dossiers[scene.told.number] = file(scene.told).pk
        elif scene.told is not None:
            found = Dossier.objects.select_related("agency", "applicant", "current_step", "competent_agency").get(
                pk=self._dossiers[scene.told.number]
            )
            (ACTS.get(scene.act) or PAYMENTS[scene.act])(scene.told, found, scene.words)

    def _not_before(self, moment: datetime) -> datetime:
        return moment if self._last is None else max(moment, self._last + BREATH)


def _watch_clocks() -> None:
    task_named("dossiers.watch_due").work()


def _work_off() -> None:
    """Jobs, and the jobs that follow from them, until none is due."""
    while run_due(worker="demo"):
        pass
