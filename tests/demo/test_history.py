"""The demo, prepared once as `make run` does it: a past in every state, and room for whoever tries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from motcua.demo.environment import demo_environment
from motcua.demo.supervise import Family
from motcua.directory.tryout import what_to_try
from tests.support.ports import port_of_its_own

pytestmark = [pytest.mark.no_database]

ME = [sys.executable, "-m"]
NOT_OURS = ("MOTCUA_", "SIMULATORS_", "DATABASE_URL", "DJANGO_")


class Demo:
    """A data folder of its own and its simulators."""

    def __init__(self, folder: Path) -> None:
        port = port_of_its_own()
        clean = {key: value for key, value in os.environ.items() if not key.startswith(NOT_OURS)}
        with patch.dict(os.environ, clean, clear=True):
            self.environment = demo_environment(data=folder, port=8000, simulators_port=port)
        self.environment["DJANGO_SETTINGS_MODULE"] = "motcua.house.settings"
        self.family = Family()
        outside = ["simulators", "--port", str(port), "--folder", str(folder / "simulators")]
        self.family.start("simulators", [*ME, *outside], self.environment)
        self.family.wait_for("simulators", f"http://127.0.0.1:{port}/healthz")

    def fill(self) -> str:
        """Prepare; what was told meanwhile."""
        done = self._call("motcua.command_line", "demo", "fill")
        return done.stderr

    def probe(self, what: str) -> dict[str, Any]:
        """What a process of the demo sees."""
        seen: dict[str, Any] = json.loads(self._call("tests.demo.probe", what).stdout.splitlines()[-1])
        return seen

    def _call(self, *words: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run([*ME, *words], env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = Demo(tmp_path_factory.mktemp("demo"))
    try:
        made.fill()
        yield made
    finally:
        made.family.end()


@pytest.fixture(scope="module")
def seen(demo: Demo) -> dict[str, Any]:
    return demo.probe("look")


def test_every_status_has_its_dossiers(seen: dict[str, Any]) -> None:
    assert set(seen["statuses"]) == {str(status) for status in range(1, 11)}
    assert 36 <= seen["dossiers"] <= 48
    assert seen["agencies"] == ["H99.31", "H99.32", "H99.33"]
    assert seen["procedures"] == sorted(row["procedure"] for row in what_to_try())


def test_some_are_late_and_one_was_apologised_for(seen: dict[str, Any]) -> None:
    assert seen["overdue"] >= 1
    assert seen["apologised"] == 1


def test_who_filed_where_and_for_whom_differs(seen: dict[str, Any]) -> None:
    assert {"self", "assisted", "behalf"} <= set(seen["filed_as"])
    assert {"elsewhere", "desk", "support_point"} <= set(seen["places"])
    assert seen["subjects"]["organisation"] == 1


def test_an_accountant_has_one_of_each_trouble(seen: dict[str, Any]) -> None:
    assert seen["questions"] == ["excess", "short", "unknown"]
    assert seen["methods"] == ["cash", "vietqr"]


def test_ratings_of_all_levels_mostly_good(seen: dict[str, Any]) -> None:
    ratings = seen["ratings"]
    assert set(ratings) == {"0", "1", "2"}
    assert ratings["2"] > ratings["1"] + ratings["0"]


def test_no_job_is_left_dead_or_failing(seen: dict[str, Any]) -> None:
    assert (seen["dead"], seen["waiting"]) == (0, 0)


def test_every_result_is_signed_sealed_and_stamped_when_it_says(seen: dict[str, Any]) -> None:
    assert seen["unsound"] == []
    assert seen["signatures"] >= 40
    assert seen["farthest_stamp"] < 60


def test_one_wrong_result_was_corrected(seen: dict[str, Any]) -> None:
    assert seen["corrected"] == [["replaced", "81/1973", "Số 81, quyển 02/1973", "returned"]]


def test_the_journal_is_whole_and_in_the_order_of_time(seen: dict[str, Any]) -> None:
    assert seen["journal"]["ok"]
    assert seen["journal"]["entries"] > 1000
    assert seen["in_order"]


A_MONTH_THAT_TELLS = 10  # working days: in its first week nobody has rated yet what was asked for in it


def test_both_months_have_all_four_figures(seen: dict[str, Any]) -> None:
    for month in seen["figures"]:
        if month["days"] >= A_MONTH_THAT_TELLS:
            assert min(month["form"], month["filing"], month["from_home"], month["assisted"], month["rated"]) > 0
            assert 2 <= month["median"] <= 4
    assert any(month["days"] >= A_MONTH_THAT_TELLS for month in seen["figures"])
    assert sum(count >= 4 for count in seen["compared"].values()) >= 2


def test_a_second_preparation_changes_nothing_and_the_eight_can_be_filed(demo: Demo, seen: dict[str, Any]) -> None:
    demo.fill()
    again = demo.probe("look")
    assert again["statuses"] == seen["statuses"]
    assert again["journal"]["entries"] == seen["journal"]["entries"]

    filed = demo.probe("file")
    assert set(filed) == {row["procedure"] for row in what_to_try()}
    for procedure, said in filed.items():
        assert said["before"] == 0, procedure
        assert len(said["asked"]) <= 9, (procedure, said["asked"])
        assert said["code"].startswith("H99.3")
        assert said["who"] == said["said"]
