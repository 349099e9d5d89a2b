"""Charts as numbers: where each bar stands, for templates/review/charts to draw as SVG.

Across the page a place is in per cent of the drawing's width, so that letters keep their size on every
screen; down the page it is in pixels. Nothing here knows a language but for its direction.
"""

from web.review.charts.day_bars import DayBars, DayColumn, day_bars
from web.review.charts.share_bars import ShareBar, share_bars
from web.review.charts.sparkline import sparkline

__all__ = ["DayBars", "DayColumn", "ShareBar", "day_bars", "share_bars", "sparkline"]
