"""What must not be loaded where questions are answered; who may import whom stands in pyproject.toml."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
import tomllib

ROOT = Path(__file__).parents[1]
HEAVY = ("torch", "transformers", "sentence_transformers", "sklearn", "tensorflow")
ANSWERING = ("arabic", "contract", "encoder", "index", "actions")
ONLY_WHEN_BUILDING = {"encoder.build"}


def modules(package: str) -> list[str]:
    paths = (path.relative_to(ROOT).with_suffix("") for path in (ROOT / package).rglob("*.py"))
    return [".".join(path.parts).removesuffix(".__init__") for path in sorted(paths)]


def printed(code: str, **settings: str) -> list[str]:
    """Run code in a fresh interpreter; the words of the last line that it printed."""
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.splitlines()[-1].split()


def loaded_after(code: str) -> set[str]:
    """Which heavy libraries an interpreter has loaded after this code."""
    listing = f"\nimport sys; print('LOADED', *sorted(set({HEAVY!r}) & set(sys.modules)))"
    return set(printed(code + listing)[1:])


def test_every_package_of_ours_has_its_contract() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert set(rules["root_packages"]) == packages
    named = {name.split(".")[0] for rule in rules["contracts"] for name in rule["source_modules"]}
    assert named == packages


@pytest.mark.parametrize("package", ["arabic", "contract"])
def test_what_everybody_may_import_is_standard_library_only(package: str) -> None:
    standard = {*sys.stdlib_module_names, "tomli"}  # tomllib, for Python 3.10
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names.append(node.module or "")
            assert {name.split(".")[0] for name in names} <= standard | {package}, path


@pytest.mark.parametrize("package", ANSWERING)
def test_importing_the_parts_that_answer_loads_nothing_heavy(package: str) -> None:
    assert (
        loaded_after(
            "\n".join(f"import {each}" for each in modules(package) if each not in ONLY_WHEN_BUILDING)
        )
        == set()
    )


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
    assert printed("import sys, web.asgi; print('aiogram' in sys.modules)", **secrets) == ["False"]
