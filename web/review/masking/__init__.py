"""Telephone numbers, e-mail addresses, identity and card numbers, hidden in what staff see and export."""

from web.review.masking.mask import Part, has_private, mask, private_parts

__all__ = ["Part", "has_private", "mask", "private_parts"]
