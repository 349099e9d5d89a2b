"""The console's pages of sources, one group a file."""
