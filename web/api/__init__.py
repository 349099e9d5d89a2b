"""What the addresses under /api share: views.py reads JSON, errors.py says what is wrong, each has an id."""
