"""Pictures of what people see, compared with those that a person has looked at and kept."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

KEPT = Path(__file__).parent / "screenshots"
VISIBLE_DIFFERENCE = 32  # of 255, in any of the three colours
MAX_SHARE = 0.02
REWRITES = os.environ.get("UPDATE_SCREENSHOTS") == "1"


class PictureDiffers(AssertionError):
    """The screen is not what was kept; the message says by how much and where the new picture lies."""


def share_of_difference(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ so much that they can be seen, from 0 to 1; 1 for other sizes."""
    if one.size != other.size:
        return 1.0
    bands = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).split()
    largest = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    differing = sum(largest.histogram()[VISIBLE_DIFFERENCE + 1 :])
    return differing / (one.width * one.height)


def compare(name: str, taken: bytes, folder: Path, kept_in: Path = KEPT) -> None:
    """Raise PictureDiffers unless the picture is the kept one, within the tolerance; `folder` gets the new.

    UPDATE_SCREENSHOTS=1 keeps the new one instead.
    """
    kept = kept_in / f"{name}.png"
    if REWRITES:
        kept_in.mkdir(exist_ok=True)
        smaller = BytesIO()
        Image.open(BytesIO(taken)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
            smaller, "PNG", optimize=True
        )
        kept.write_bytes(smaller.getvalue())
        return
    new = folder / f"{name}.png"
    new.write_bytes(taken)
    if not kept.is_file():
        raise PictureDiffers(f"{kept} is missing; look at {new}, then keep it with UPDATE_SCREENSHOTS=1")
    with Image.open(kept) as expected, Image.open(BytesIO(taken)) as seen:
        share = share_of_difference(expected, seen)
    if share > MAX_SHARE:
        raise PictureDiffers(f"{share:.1%} of {name} differs from the kept picture; the new one is {new}")
