"""The console's pages, one group a file."""
