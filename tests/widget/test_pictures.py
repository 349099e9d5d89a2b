"""What compares the screenshots would see a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.widget import pictures


def test_the_share_counts_only_what_can_be_seen() -> None:
    white, nearly = Image.new("RGB", (10, 10), "white"), Image.new("RGB", (10, 10), (230, 255, 255))
    assert pictures.share_of_difference(white, nearly) == 0
    nearly.paste((0, 0, 0), (0, 0, 10, 1))
    assert pictures.share_of_difference(white, nearly) == 0.1
    assert pictures.share_of_difference(white, Image.new("RGB", (10, 11), "white")) == 1


def test_another_picture_is_refused_and_left_to_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    monkeypatch.setattr(pictures, "REWRITES", True)
    taken = {}
    for colour in ("white", "black"):
        Image.new("RGB", (10, 10), colour).save(tmp_path / f"{colour}.png")
        taken[colour] = (tmp_path / f"{colour}.png").read_bytes()
    pictures.compare("state", taken["white"], tmp_path, kept)
    monkeypatch.setattr(pictures, "REWRITES", False)
    pictures.compare("state", taken["white"], tmp_path, kept)
    with pytest.raises(pictures.PictureDiffers, match=r"100.0% of state differs"):
        pictures.compare("state", taken["black"], tmp_path, kept)
    assert (tmp_path / "state.png").read_bytes() == taken["black"]
    with pytest.raises(pictures.PictureDiffers, match="is missing"):
        pictures.compare("other", taken["black"], tmp_path, kept)
