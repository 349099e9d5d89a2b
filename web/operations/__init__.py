"""What operators watch: alive, ready, measured."""
