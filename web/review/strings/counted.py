"""A noun with its number, in the forms that Arabic and English have for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """`{n}` in a form is the number. Arabic has six forms; where one is empty, `other` serves.

    `few` is for 3 to 10, `many` for 11 to 99, as Unicode's plural rules have it.
    """

    other: str
    zero: str = ""
    one: str = ""
    two: str = ""
    few: str = ""
    many: str = ""

    def of(self, number: int) -> str:
        """Return the form for a number, the number in it with thousands parted."""
        form = {0: self.zero, 1: self.one, 2: self.two}.get(number, "")
        if not form and 3 <= number % 100 <= 10:
            form = self.few
        if not form and 11 <= number % 100 <= 99:
            form = self.many
        return (form or self.other).replace("{n}", f"{number:,}")
