"""The error that ends a benchmark."""


class BenchError(Exception):
    """A benchmark cannot run; one line saying what was found, what was expected, what to do."""
