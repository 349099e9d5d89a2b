"""Suggestions in this process: empty tables, a stub where the index would be."""

from __future__ import annotations

from tests.teaching.conftest import (  # noqa: F401  (fixtures)
    actions,
    curated,
    member,
    nobody,
    quick_passwords,
    staff_member,
    taught,
    visitor,
)
from tests.web.conftest import database, tables  # noqa: F401  (fixtures)
