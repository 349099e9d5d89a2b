"""Telephone numbers, e-mail addresses, identity and card numbers, hidden in what staff see and export."""

from web.review.masking.mask import has_private, mask, private_parts
from web.review.masking.part import Part

__all__ = ["Part", "has_private", "mask", "private_parts"]
