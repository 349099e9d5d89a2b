"""What is done with an update: one kind a file."""
