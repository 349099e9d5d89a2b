"""How the assistant did in a span of days: figures, each with the filter that lists what it counts."""

from web.review.overview.keeping import kept_overview
from web.review.overview.overview import Overview, overview
from web.review.overview.period import Period, read_period

__all__ = ["Overview", "Period", "kept_overview", "overview", "read_period"]
