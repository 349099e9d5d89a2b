"""Who may import whom, and what must not be loaded where questions are answered."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "arabic": set(),
    "encoder": {"arabic"},
    "index": {"arabic", "encoder"},
    "actions": {"arabic", "index"},
    "bot": {"arabic", "encoder"},
    "terminal": set(),
    "web": {"arabic"},
    "bench": {"arabic", "encoder", "index", "terminal"},
}
HEAVY = ("torch", "transformers", "sentence_transformers", "sklearn", "tensorflow")
MODULES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))


def imported(path: Path, *, at_import: bool = False) -> Iterator[str]:
    """Yield the absolute names that a module imports; with `at_import`, only those outside functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    late = {
        inner
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
    }
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(tree):
        if at_import and node in late:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join((*above, *([node.module] if node.module else [])))


def roots(path: Path, *, at_import: bool = False) -> set[str]:
    return {name.split(".")[0] for name in imported(path, at_import=at_import)}


def test_every_package_of_ours_is_held() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages <= set(MAY_IMPORT)
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_its_package_may(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = roots(path) & (set(MAY_IMPORT) | {"tests"})
    assert ours <= MAY_IMPORT[package] | {package}


@pytest.mark.parametrize("path", sorted((ROOT / "arabic").rglob("*.py")), ids=lambda path: path.name)
def test_arabic_is_standard_library_only(path: Path) -> None:
    assert roots(path) <= set(sys.stdlib_module_names) | {"arabic", "tomli"}  # tomllib, for Python 3.10


@pytest.mark.parametrize("package", ["encoder", "index"])
def test_index_and_encoder_know_no_front_end(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        assert not roots(path) & {"rasa", "rasa_sdk", "django", "sanic"}, path


@pytest.mark.parametrize("package", ["arabic", "encoder", "index", "actions"])
def test_nothing_heavy_is_imported_by_the_parts_that_answer(package: str) -> None:
    only_when_building = {ROOT / "encoder/build.py"}
    for path in set((ROOT / package).rglob("*.py")) - only_when_building:
        assert not roots(path, at_import=True) & set(HEAVY), path


def loaded_after(code: str) -> set[str]:
    """Run code in a fresh interpreter; return which heavy libraries it has loaded."""
    listing = f"\nimport sys; print('LOADED', *sorted(set({HEAVY!r}) & set(sys.modules)))"
    ended = subprocess.run(
        [sys.executable, "-c", code + listing],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ended.stdout.splitlines()[-1].split()[1:])


def test_answering_from_an_opened_index_loads_no_torch(
    index_directory: Path, encoder_directory: Path
) -> None:
    code = (
        "from pathlib import Path\nfrom index import Index\n"
        f"assert Index.open(Path({str(index_directory)!r})).search('ما دور المؤسسات؟').hits"
    )
    assert loaded_after(code) == set()


def test_embedding_in_rasa_loads_no_torch(encoder_directory: Path) -> None:
    code = (
        "from pathlib import Path\nfrom encoder import OnnxEncoder\n"
        f"OnnxEncoder.open(Path({str(encoder_directory)!r})).embed_query('ما دور المؤسسات؟')"
    )
    assert loaded_after(code) == set()


def test_web_without_telegram_does_not_load_its_library() -> None:
    secrets = {"DALEEL_SECRET_KEY": "k" * 32, "DALEEL_CHANNEL_SECRET": "c" * 16, "DALEEL_TELEGRAM_TOKEN": ""}
    ended = subprocess.run(
        [sys.executable, "-c", "import sys, web.asgi; print('aiogram' in sys.modules)"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **secrets},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.strip() == "False"
