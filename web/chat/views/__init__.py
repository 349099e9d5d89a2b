"""The chat's addresses, one group a file."""
