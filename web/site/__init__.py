"""The pages on which the widget can be tried, and the one that says how to embed it."""
