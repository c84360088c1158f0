"""Links lead somewhere, rooms introduce themselves, the glossary knows the words, dependencies have their reasons."""

import re
import tomllib
from pathlib import Path

import pytest

from motcua.rules.codes import Role

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("motcua/*/README.md")]
    if ".venv" not in path.parts
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
ROOMS = sorted(path.parent for path in (ROOT / "motcua").glob("*/__init__.py"))
LINES_OF_A_PAGE = 60
WORDS = """
    procedure dossier component part result route step agency unit desk vault certified digitise petition remark target
    task anywhere linked journal outbox pack paper prefill event actor viewer subject action selector bill movement
""".split()  # noqa: SIM905 - a list of words is read as one


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("path", PAGES, ids=names(PAGES))
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [link.partition("#")[0] for link in LINK.findall(text) if "://" not in link and link[0] != "#"]
    broken = [target for target in targets if not (path.parent / target).exists()]
    assert broken == []


def test_every_page_of_docs_can_be_reached() -> None:
    """From the list of docs, by links alone."""
    seen: set[Path] = set()
    waiting = [ROOT / "docs" / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in seen or not page.is_file() or page.suffix != ".md":
            continue
        seen.add(page)
        waiting += [page.parent / link.partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8"))]
    lost = [path for path in (ROOT / "docs").rglob("*.md") if path.resolve() not in seen]
    assert names(lost) == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_introduces_itself_on_one_page(room: Path) -> None:
    readme = room / "README.md"
    assert readme.is_file()
    lines = readme.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(f"# {room.name}")
    assert len(lines) <= LINES_OF_A_PAGE


def test_picture_of_the_readme_is_small() -> None:
    pictures = list((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    assert [each.name for each in pictures if each.stat().st_size > 150_000] == []


def glossary() -> str:
    return (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_glossary_knows_the_roles(role: Role) -> None:
    assert role.value.replace("_", " ") in glossary()


@pytest.mark.parametrize(
    "word",
    WORDS,
)
def test_glossary_knows_the_words_of_the_code(word: str) -> None:
    assert re.search(rf"\b{word}s?\b", glossary())


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    extras = [*project["optional-dependencies"]["demo"]]
    wanted = [*project["dependencies"], *extras]
    bare = [each for each in wanted if not re.search(rf'"{re.escape(each)}",\s+# \S', text)]
    assert bare == []


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_lock_files_name_no_host_and_have_hashes(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    pinned = [line for line in text.splitlines() if "==" in line]
    assert len(pinned) > 20
    assert text.count("--hash=sha256:") >= len(pinned)


def test_lock_files_hold_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {"run.txt": [*project["dependencies"], *extras["demo"]]}
    wanted["dev.txt"] = [*wanted["run.txt"], *extras["dev"]]
    for name, needed in wanted.items():
        lock = (ROOT / "requirements" / name).read_text(encoding="utf-8").lower()
        locked = {re.split(r"[=\[]", line)[0].replace(".", "-") for line in lock.splitlines() if "==" in line}
        plain = {re.split(r"[\[<>=]", each)[0].lower().replace("_", "-").replace(".", "-") for each in needed}
        assert plain - locked == set(), name
