"""The console in Arabic, one part a module."""
