"""The console in English, one part a module."""
