"""Telephone numbers, e-mail addresses, identity and card numbers in a text; the text with them hidden."""

from arabic.private.mask import Part, has_private, mask, private_parts

__all__ = ["Part", "has_private", "mask", "private_parts"]
