"""The filters of the lists: read from an address, asked of the database, written to an address again.

Begin with filter.py (what can be asked); conditions.py turns it into SQL, lists.py finds conversations and
messages by it, pages.py orders them and cuts them into pages, facets.py counts its choices, form.py draws it,
rows.py is what the lists show.

Not django-filter: one address asks for conversations and for messages, its conditions on messages have to
hold of one and the same message, each choice has a count for which the filter is asked without one condition,
and what cannot be read is left out and said. A FilterSet would be overridden in each of these.
"""

from web.review.filters.filter import NO_FILTER, Filter, Ignored, read_filter

__all__ = ["NO_FILTER", "Filter", "Ignored", "read_filter"]
