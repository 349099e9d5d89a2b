"""What can go wrong with an encoder."""


class EncoderError(Exception):
    """An encoder that cannot be built, loaded or run; the message is one line for an operator."""
