"""How the assistant did in a span of days: figures, each with the filter that lists what it counts.

`period` are the days, `counts` what is counted of messages in them, `overview` all of it together, `shown`
what the page makes of it.
"""

from web.review.overview.overview import Overview, kept_overview, overview
from web.review.overview.period import Period, read_period

__all__ = ["Overview", "Period", "kept_overview", "overview", "read_period"]
