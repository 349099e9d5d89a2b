"""What every address under /api shares: the request's id, the form of an error, the reading of JSON."""
