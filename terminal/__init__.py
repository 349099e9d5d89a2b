"""Daleel in a terminal: `python -m terminal.run` starts it, `python -m terminal.ask` talks to it."""
