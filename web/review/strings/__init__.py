"""What the console says, in Arabic and in English: `s.PART.NAME` in templates.

A part is a module of its name in both folders, with a dict TEXTS; a new one is found by itself. A text may
have places to fill, "{name}", which `{% say s.part.text name=… %}` fills, and a Counted has the forms that a
number wants, which `{{ number|counted:s.part.text }}` chooses (web/review/templatetags/review.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from web.review.strings import arabic, english
from web.review.strings.counted import Counted

__all__ = ["DEFAULT", "DIRECTIONS", "LANGUAGES", "NAMES", "Counted", "Texts", "in_language"]

Texts = Mapping[str, Mapping[str, str | Counted]]

LANGUAGES = {"ar": arabic, "en": english}
NAMES = {"ar": "العربية", "en": "English"}
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
DEFAULT = "ar"


@cache
def in_language(code: str) -> Texts:
    """Return the texts of a language by part and name; Arabic for one that there is none of."""
    package = LANGUAGES.get(code, LANGUAGES[DEFAULT])
    names = sorted(module.name for module in iter_modules(package.__path__))
    return {name: import_module(f"{package.__name__}.{name}").TEXTS for name in names}
