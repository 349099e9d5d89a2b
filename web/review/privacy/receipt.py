"""Receipts of what was erased: who asked for it and how many rows it was, and no word of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from web.review.models import ErasureReceipt

_SALT = "web.review.privacy.receipt"


def write_receipt(
    subject: str, name: str, by: str, conversations: int, removed: Mapping[str, int]
) -> ErasureReceipt:
    """Keep a receipt; `name` is the person's, of which only a keyed hash is kept, or empty for nobody's."""
    return ErasureReceipt.objects.create(
        subject=subject,
        fingerprint=fingerprint_of(subject, name) if name else "",
        by=by,
        conversations=conversations,
        removed={table: count for table, count in sorted(removed.items()) if count},
    )


def receipts_for(subject: str, name: str) -> QuerySet[ErasureReceipt]:
    """The receipts of this person, the latest first: whether, and when, their conversations were erased."""
    return ErasureReceipt.objects.filter(fingerprint=fingerprint_of(subject, name)).order_by("-at")


def fingerprint_of(subject: str, name: str) -> str:
    """A hash of a name that cannot be turned back without DALEEL_SECRET_KEY."""
    return salted_hmac(_SALT, f"{subject}:{name}", algorithm="sha256").hexdigest()


def printed(receipt: ErasureReceipt) -> str:
    """The receipt as lines for whoever asked."""
    rows = [f"  {table}: {count}" for table, count in receipt.removed.items()]
    return "\n".join(
        (
            f"Receipt {receipt.id}",
            f"  at {receipt.at:%Y-%m-%d %H:%M:%S} UTC, by {receipt.by}",
            f"  {receipt.conversations} conversations erased; rows deleted:",
            *(rows or ["  none"]),
        )
    )
