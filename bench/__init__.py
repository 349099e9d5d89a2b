"""Benchmarks of the running system, each one command: `python -m bench.NAME --help`."""
