"""What is kept of people, for how long, and how it is erased, with a receipt."""

from web.review.privacy.erase_person import NothingKept, erase_person
from web.review.privacy.expire import expire
from web.review.privacy.receipt import fingerprint_of, receipts_for

__all__ = ["NothingKept", "erase_person", "expire", "fingerprint_of", "receipts_for"]
