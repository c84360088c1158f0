"""What is loaded late is there when it is called, and not in the processes before."""

from __future__ import annotations

import json
import subprocess
import sys
from inspect import isfunction

import pytest
from django.utils.module_loading import import_string

from motcua.base.late import late

HEAVY = {"docx", "icalendar", "openpyxl", "pypdf"}


def test_the_function_is_called_with_what_was_given_and_answers() -> None:
    joined = late("textwrap.shorten")
    assert joined("một hai ba bốn", width=10, placeholder="…") == "một hai…"


def test_a_wrong_name_is_an_import_error_at_the_call() -> None:
    nothing = late("textwrap.nothing")
    with pytest.raises(ImportError):
        nothing()


LOADED = """
import json, sys
import django
django.setup()
import motcua.house.urls
from motcua.base.late import late_names
print(json.dumps([sorted(sys.modules), late_names()]))
"""


def test_the_house_stands_without_the_heavy_libraries_and_every_late_name_is_a_function() -> None:
    found = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    modules, names = json.loads(found.stdout.splitlines()[-1])
    assert not HEAVY & set(modules)
    assert names
    assert all(isfunction(import_string(each)) for each in names)
    assert {each.split(".")[0] for each in names} == {"motcua"}
