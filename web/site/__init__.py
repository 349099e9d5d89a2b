"""The page on which the widget can be tried."""
