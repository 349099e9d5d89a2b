"""A page of a list as it is shown: its rows, the form of its filter, and the conditions that hold."""
