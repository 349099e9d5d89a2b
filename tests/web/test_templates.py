"""Every page's template can be read: each filter and tag is loaded where it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

TEMPLATES = sorted(Path("web").glob("*/templates/**/*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_compiles(path: Path) -> None:
    from django.template.loader import get_template

    name = path.as_posix().split("/templates/")[1]
    assert get_template(name).template.name == name
