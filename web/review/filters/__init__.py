"""The filters of the list: read from an address, asked of the database, written to an address again."""

from web.review.filters.filter import NO_FILTER, Filter, Ignored, read_filter

__all__ = ["NO_FILTER", "Filter", "Ignored", "read_filter"]
